"""What the bot says: sentences by key, placeholders filled. The sentences stand in ko/*.toml and en/*.toml.

Korean is the reference; English has the same files with the same keys and placeholders in the same order.

A sentence is plain text with placeholders; `{{` and `}}` stand for braces:

    {title}             the value as it is
    {count:,}           a number with thousands separators
    {title:을/를}       the value and the particle (조사) that follows it; any pair of josa.PAIRS
    {title:-을/를}      that particle alone, for a value in quotes: '{title}'{title:-을/를}
    {count:story|stories}   English: "1 story", "2 stories"

A value is never read as a sentence: braces in it stay braces, and no placeholder reaches into a value.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from bot.request import Language
from bot.words.josa import PAIRS, particle, with_particle


class CatalogueError(Exception):
    """A mistake in a message file or in the code that uses it; never the fault of a person who types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inserted:
    """The value as it is."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number with thousands separators."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithParticle:
    """The value and the form of `pair` behind it; the form alone where `alone` is set."""

    name: str
    pair: str
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plural:
    """A number and the noun it takes."""

    name: str
    one: str
    many: str


Placeholder = Inserted | Counted | WithParticle | Plural
Sentence = tuple[str | Placeholder, ...]


class Catalogue:
    """The sentences of one language."""

    def __init__(self, sentences: Mapping[str, Sentence]) -> None:
        self._sentences = MappingProxyType(dict(sentences))

    def say(self, key: str, /, **values: object) -> str:
        """The sentence under `key`, `values` filled in; CatalogueError where key or value is missing."""
        parts = self.sentence(key)
        return "".join(part if isinstance(part, str) else _fill(key, part, values) for part in parts)

    def sentence(self, key: str) -> Sentence:
        """The parts of the sentence under `key`, or CatalogueError."""
        try:
            return self._sentences[key]
        except KeyError:
            raise CatalogueError(f"the catalogue has no sentence {key!r}") from None

    def placeholders(self, key: str) -> tuple[Placeholder, ...]:
        """The placeholders of the sentence under `key`, in its order."""
        return tuple(part for part in self.sentence(key) if not isinstance(part, str))

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def __len__(self) -> int:
        return len(self._sentences)


@cache
def load_catalogue(language: Language) -> Catalogue:
    """The catalogue of the package, read once; CatalogueError where a file is missing or broken."""
    folder = files("bot.words").joinpath(language)
    if not folder.is_dir():
        raise CatalogueError(f"there is no catalogue for {language!r}")
    named = sorted((file.name, file) for file in folder.iterdir() if file.name.endswith(".toml"))
    return parse_catalogue(*(file.read_text(encoding="utf-8") for _, file in named))


def parse_catalogue(*texts: str) -> Catalogue:
    """The catalogue written in `texts`, TOML tables of strings; CatalogueError names the first wrong key."""
    sentences: dict[str, Sentence] = {}
    for text in texts:
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as broken:
            raise CatalogueError(f"the catalogue is not TOML: {broken}") from broken
        for key, words in _flat(tables):
            if key in sentences:
                raise CatalogueError(f"{key!r} stands in two files")
            sentences[key] = parse_sentence(key, words)
    return Catalogue(sentences)


def parse_sentence(key: str, text: str) -> Sentence:
    """`text` cut into words and placeholders; CatalogueError names `key` and the part nobody can read."""
    return tuple(_join_words([_part(key, token[0]) for token in _TOKEN.finditer(text)]))


_TOKEN = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[^{}]+|.", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{(?P<name>[a-z][a-z0-9_]*)(?::(?P<form>[^{}]+))?\}")
_ESCAPES = {"{{": "{", "}}": "}"}


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _flat(value, f"{key}.")
        elif isinstance(value, str):
            yield key, value
        else:
            raise CatalogueError(f"{key!r} is not a sentence: {value!r}")


def _part(key: str, token: str) -> str | Placeholder:
    if token in _ESCAPES:
        return _ESCAPES[token]
    if token[0] not in "{}":
        return token
    placeholder = _PLACEHOLDER.fullmatch(token)
    if placeholder is None:
        raise CatalogueError(f"{key!r} has a placeholder that cannot be read: {token}")
    return _placeholder(key, placeholder["name"], placeholder["form"])


def _placeholder(key: str, name: str, form: str | None) -> Placeholder:
    if form is None:
        return Inserted(name=name)
    if form == ",":
        return Counted(name=name)
    if form.removeprefix("-") in PAIRS:
        return WithParticle(name=name, pair=form.removeprefix("-"), alone=form.startswith("-"))
    one, bar, many = form.partition("|")
    if bar and one and many and "|" not in many:
        return Plural(name=name, one=one, many=many)
    raise CatalogueError(f"{key!r} asks for a form of {name!r} that does not exist: {form}")


def _join_words(parts: list[str | Placeholder]) -> Iterator[str | Placeholder]:
    """The parts with neighbouring words in one."""
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part
            continue
        if words:
            yield words
        yield part
        words = ""
    if words:
        yield words


def _fill(key: str, placeholder: Placeholder, values: Mapping[str, object]) -> str:
    value = values.get(placeholder.name)
    if value is None:
        raise CatalogueError(f"the sentence {key!r} needs a value for {placeholder.name!r}")
    match placeholder:
        case Inserted():
            return str(value)
        case WithParticle(pair=pair, alone=alone):
            return particle(str(value), pair) if alone else with_particle(str(value), pair)
        case Counted(name=name):
            return f"{_number(key, name, value):,}"
        case Plural(name=name, one=one, many=many):
            count = _number(key, name, value)
            return f"{count:,} {one if count == 1 else many}"


def _number(key: str, name: str, value: object) -> int | float:
    if isinstance(value, int | float):
        return value
    raise CatalogueError(f"the sentence {key!r} counts {name!r}, which is no number")
