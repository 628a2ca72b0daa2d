"""The message files: the two languages say the same things, everything said exists, and nothing is there for nobody."""

import ast
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import regex

from bot.request import Language
from bot.words.catalogue import Catalogue, Counted, Inserted, Plural, WithParticle, load_catalogue

ROOT = Path(__file__).parents[2]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
SAMPLES: tuple[str | int, ...] = ("모니터링", "캐시 {x}", "Redis", "大", "", 1, 12345)

# Families of keys whose last part is decided at run time in a way that the code does not show as `say(f"family.{…}")`.
DYNAMIC_FAMILIES: tuple[str, ...] = ()


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    korean, english = (list(load_catalogue(language)) for language in LANGUAGES)
    assert set(korean) == set(english)
    assert korean == english


def test_both_languages_ask_for_the_same_values() -> None:
    korean, english = (load_catalogue(language) for language in LANGUAGES)
    assert [key for key in korean if _names(korean, key) != _names(english, key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_renders_with_any_values(language: Language) -> None:
    words = load_catalogue(language)
    for key in words:
        for sample in SAMPLES:
            said = words.say(key, **_values(words, key, sample))
            assert "{" not in said.replace("{x}", ""), key
            assert said == unicodedata.normalize("NFC", said), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_tidy(language: Language) -> None:
    words = load_catalogue(language)
    assert [key for key in words if not _is_tidy(_text(words, key))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_particles_are_korean_and_plurals_english(language: Language) -> None:
    words = load_catalogue(language)
    foreign = Plural if language == "ko" else WithParticle
    assert [key for key in words if any(isinstance(part, foreign) for part in words.placeholders(key))] == []


def test_every_sentence_the_code_says_exists() -> None:
    words = load_catalogue("ko")
    missing = [f"{place}: {key}" for place, key in _said_keys() if key not in words]
    assert missing == []


def test_every_family_the_code_says_has_a_sentence() -> None:
    words = load_catalogue("ko")
    empty = [f"{place}: {start}*" for place, start, end in _said_families() if not _members(words, start, end)]
    assert empty == []


def test_no_sentence_is_there_for_nobody() -> None:
    words = load_catalogue("ko")
    used = {key for _, key in _said_keys()} | _literals()
    used |= {key for _, start, end in _said_families() for key in _members(words, start, end)}
    assert [key for key in words if key not in used and not key.startswith(DYNAMIC_FAMILIES)] == []


def _names(words: Catalogue, key: str) -> set[str]:
    return {part.name for part in words.placeholders(key)}


def _values(words: Catalogue, key: str, sample: str | int) -> dict[str, object]:
    """The sample for every placeholder, a number where the sentence counts."""
    parts = words.placeholders(key)
    counted = {part.name for part in parts if isinstance(part, Counted | Plural)}
    number = sample if isinstance(sample, int) else 2
    return {part.name: number if part.name in counted else sample for part in parts}


def _text(words: Catalogue, key: str) -> str:
    """The sentence with `…` in place of its values."""
    return "".join(_shown(part) for part in words.sentence(key))


def _shown(part: object) -> str:
    match part:
        case str():
            return part
        case WithParticle(alone=True):
            return "를"
        case Inserted() | Counted() | WithParticle() | Plural():
            return "…"
        case _:
            raise AssertionError(part)


def _is_tidy(text: str) -> bool:
    ends_are_bare = all(line == line.rstrip() for line in text.split("\n")) and text == text.strip()
    return bool(text) and ends_are_bare and "  " not in text and "!!" not in text and len(_emoji(text)) <= 1


def _emoji(text: str) -> list[str]:
    graphemes: list[str] = regex.findall(r"\X", text)
    return [one for one in graphemes if regex.search(r"\p{Extended_Pictographic}|\p{Regional_Indicator}", one)]


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    paths = [path for package in ("bot", "adapters") for path in sorted((ROOT / package).rglob("*.py"))]
    return tuple((path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def _said() -> Iterator[tuple[str, ast.expr]]:
    """The first argument of every `….say(…)` and `say(…)`, both sides of a conditional one, with its place."""
    for path, tree in _trees():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and call.args and _is_say(call.func):
                first = call.args[0]
                either = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
                yield from ((f"{path}:{call.lineno}", expression) for expression in either)


def _is_say(function: ast.expr) -> bool:
    return (isinstance(function, ast.Attribute) and function.attr == "say") or (
        isinstance(function, ast.Name) and function.id == "say"
    )


def _said_keys() -> Iterator[tuple[str, str]]:
    for place, expression in _said():
        if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
            yield place, expression.value


def _said_families() -> Iterator[tuple[str, str, str]]:
    """What an f-string said begins and ends with: `say(f"command.{name}.about")` gives `command.` and `.about`."""
    for place, expression in _said():
        if isinstance(expression, ast.JoinedStr):
            ends = (_constant(expression.values[0]), _constant(expression.values[-1]))
            yield place, *ends


def _constant(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


def _members(words: Catalogue, start: str, end: str) -> list[str]:
    return [key for key in words if start and key.startswith(start) and key.endswith(end)]


def _literals() -> set[str]:
    """Every string of the code: a key may stand in a table (`key = "fault.busy"`) and be said elsewhere."""
    return {
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
