"""What was typed, taken apart: words, quoted phrases, minus words and filters. Nothing is looked up here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.search.tokens import Facet
from store.text.hangul import is_hangul
from store.text.particles import is_bound_word, is_ending, is_postposition
from store.text.unicode import neat
from store.text.words import Word, words

LONGEST_QUERY = 300
LONGEST_WORD = 48
MOST_WORDS = 24

_FIELDS = {
    Facet.COMPANY: ("회사", "company", "기업"),
    Facet.AUTHOR: ("글쓴이", "작성자", "저자", "author", "by"),
    Facet.TAG: ("태그", "tag"),
}
_FIELD_OF = {name: facet for facet, names in _FIELDS.items() for name in names}
_SIGN_OF = {"#": Facet.TAG, "@": Facet.AUTHOR}
_QUOTES = str.maketrans("“”„‟«»「」『』", '"' * 10)
_PART = re.compile(
    rf"""(?P<field>(?<!\S)(?:{"|".join(_FIELD_OF)}):[ ]?)(?P<value>"[^"]+"|[^\s"]+)"""
    r"""|(?P<sign>(?<!\S)[#@])(?P<name>"[^"]+"|[^\s"#@]+)"""
    r"""|(?P<minus>(?<!\S)-(?=["\w]))(?P<without>"[^"]+"|[^\s"]+)"""
    r"""|"(?P<phrase>[^"]*)"?""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a word, or a quoted phrase (`exact`: no other reading of it is tried).

    `typed` keeps upper case, `text` is folded. `attached`: a particle right behind a Latin word (`aws에서`).
    """

    typed: str
    exact: bool = False
    attached: bool = False

    @property
    def text(self) -> str:
        """The term, folded."""
        return self.typed.lower()

    @property
    def is_bound(self) -> bool:
        """Does it say nothing of the topic?"""
        return self.attached or (not self.exact and is_bound_word(self.text))


@dataclass(frozen=True, slots=True)
class Filter:
    """Only stories with this tag, company or author. A `shorthand` (#, @) that names nobody is a plain word."""

    facet: Facet
    name: str
    shorthand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query taken apart. `terms` and `without` are in the order typed."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[Term, ...]:
        """The terms that say something, each once; the first when none does. In Korean, IT is no pronoun."""
        in_korean = any(map(is_hangul, (term.text[0] for term in self.terms)))
        telling = (term for term in self.terms if not term.is_bound or (in_korean and not is_hangul(term.text[0])))
        return tuple(dict.fromkeys(telling)) or self.terms[:1]

    @property
    def may_be_command(self) -> bool:
        """May the minus words be the options of a command (`set -euo pipefail`)? Those are Latin."""
        return bool(self.without) and not self.filters and all(map(str.isascii, self.without))

    @property
    def is_phrase(self) -> bool:
        """Are there two words that a text must have side by side for it to be the phrase somebody remembers?"""
        return any(not (term.attached or is_postposition(term.text)) for term in self.terms[1:])

    def with_filters_as_words(self, filters: tuple[Filter, ...]) -> "Query":
        """The query with these filters read as plain words."""
        terms = tuple(term for each in filters for term in _terms(each.name))
        kept = tuple(each for each in self.filters if each not in filters)
        return replace(self, terms=(*terms, *self.terms), filters=kept)


def parse(typed: str, *, literally: bool = False) -> Query:
    """The parts of what was typed; anything may be typed, nothing raises. `literally`: a minus is only a sign."""
    text = neat(typed[: LONGEST_QUERY * 2])[:LONGEST_QUERY].translate(_QUOTES)
    filters: list[Filter] = []
    without: list[str] = []
    terms: list[Term] = []
    end = 0
    for part in _PART.finditer(text):
        terms += _terms(text[end : part.start()])
        end = part.end()
        if part["field"]:
            facet = _FIELD_OF[part["field"].strip(" :").lower()]
            filters += _filters(facet, part["value"], shorthand=False)
        elif part["sign"]:
            filters += _filters(_SIGN_OF[part["sign"]], part["name"], shorthand=True)
        elif part["minus"]:
            named = _terms(part["without"])
            if literally or _is_option(named):
                terms += named
            else:
                without += [term.text for term in named]
        else:
            terms += _phrase(part["phrase"])
    terms += _terms(text[end:])
    return Query(terms=tuple(terms[:MOST_WORDS]), filters=tuple(filters), without=tuple(without))


def _is_option(named: Sequence[Term]) -> bool:
    """Is it the one letter of a command's option (`rebase -i로`)?"""
    return bool(named) and len(named[0].text) == 1 and named[0].text.isascii()


def _filters(facet: Facet, value: str, *, shorthand: bool) -> list[Filter]:
    name = value.strip('"').strip()
    return [Filter(facet, name, shorthand)] if any(map(str.isalnum, name)) else []


def _phrase(quoted: str) -> list[Term]:
    found = words(quoted)
    return [Term(" ".join(word.text for word in found), exact=True)] if found else []


def _terms(text: str) -> list[Term]:
    """The words of a text."""
    found = words(text)
    return [
        Term(word.text[:LONGEST_WORD], attached=_is_attached(before, word))
        for before, word in zip((None, *found), found, strict=False)
    ]


def _is_attached(before: Word | None, word: Word) -> bool:
    """Is the word a particle that belongs to the Latin word before it?"""
    return before is not None and before.end == word.start and word.is_hangul and is_ending(word.text)
