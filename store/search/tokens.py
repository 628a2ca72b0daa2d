"""Tokens of the title index: what is written for a title, and which of them a needle asks for.

Three kinds: trigrams of the flat title; prefixes of one to four keys where a word or the title begins, marked by the
script they begin with; two and three neighbouring initial consonants. Facets (tag, company, author) are tokens as well.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache

from store.search.shape import Place, bordered, flat, initials_of, is_hangul_at, word_starts
from store.text.keys import keys
from store.text.unicode import fold

PREFIX_KEYS = 4
_HANGUL, _LATIN, _INITIALS = "^", "_", "-"


class Facet(Enum):
    """What a story can be filtered by; the value marks its tokens."""

    TAG = "t:"
    COMPANY = "c:"
    AUTHOR = "a:"


def title_tokens(shape: str) -> set[str]:
    """Every token of a title of this shape."""
    syllables = bordered(shape)
    title = syllables.lower()
    tokens = set(trigrams(title))
    for start in word_starts(shape):
        script = _HANGUL if is_hangul_at(syllables, start) else _LATIN
        marks = (script, script * 2) if start == 0 else (script,)
        tokens.update(mark + title[start : start + size] for mark in marks for size in range(1, PREFIX_KEYS + 1))
    initials = flat(initials_of(shape))
    tokens.update(_runs(initials, 2), _runs(initials, 3))
    return tokens


@lru_cache(maxsize=16384)
def facet_token(facet: Facet, name: str) -> str:
    """The token of one tag, company or author, however it is spaced or cased."""
    return facet.value + "".join(char for char in keys(fold(name)) if char.isalnum() or char in "+#")


def start_token(needle: str, place: Place, *, hangul: bool) -> str:
    """The token of titles (or words in them) that begin with the first keys of the needle in that script."""
    script = _HANGUL if hangul else _LATIN
    return (script * 2 if place is Place.TITLE_START else script) + needle[:PREFIX_KEYS]


def trigrams(needle: str) -> Iterator[str]:
    """The runs of three keys in a needle."""
    return (needle[at : at + 3] for at in range(len(needle) - 2))


def initial_tokens(pressed: str) -> Iterator[str]:
    """The tokens that a run of initial consonants, given as keys, asks for."""
    return _runs(pressed, min(3, len(pressed))) if len(pressed) > 1 else iter(())


def _runs(pressed: str, size: int) -> Iterator[str]:
    return (_INITIALS + pressed[at : at + size] for at in range(len(pressed) - size + 1))


def all_of(tokens: Iterable[str]) -> str:
    """The MATCH expression for rows that have every token."""
    return " AND ".join(f'"{_quoted(token)}"' for token in tokens)


def any_of(expressions: Iterable[str]) -> str:
    """The MATCH expression for rows that satisfy one of these expressions."""
    return " OR ".join(f"({expression})" for expression in expressions)


def _quoted(token: str) -> str:
    return token.replace('"', '""')
