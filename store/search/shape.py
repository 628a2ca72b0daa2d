"""The shape of a title: its keys, with the borders of words and syllables kept in one short string.

Words are apart by a space, or by an apostrophe where only the script changes; inside a Hangul syllable every key but
the first is upper case. `모니터링 DevOps의` is `aHsLxJfLD devops'dML`. A needle (plain keys without spaces) is looked
for across words, and may begin where a word, a syllable or any Latin letter begins, never inside a syllable.
"""

import re
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from store.text.keys import hangul_of, keys
from store.text.particles import is_ending
from store.text.unicode import fold
from store.text.words import words

_INITIAL = re.compile(r"[a-z](?=[A-Z])| ")


class Place(IntEnum):
    """Where in a title a needle stands; more is better."""

    INSIDE = 1
    WORD_START = 2
    TITLE_START = 3


class Spot(NamedTuple):
    """A needle found: its place, whether it ends where a word ends, whether it tears a syllable, whether it begins in
    Hangul, and its first key in the flat title. A tuple, for many are made for each search.
    """

    place: Place
    whole: bool
    torn: bool
    hangul: bool
    at: int


def shape_of(title: str) -> str:
    """The shape of a title as people wrote it."""
    shaped: list[str] = []
    end = 0
    for word in words(fold(title)):
        joint = "'" if word.start == end else " "
        shaped += [joint if shaped else "", *map(_shape_of_char, word.text)]
        end = word.end
    return "".join(shaped)


def bordered(shape: str) -> str:
    """A shape without the joints between its words."""
    return shape.replace(" ", "").replace("'", "")


def flat(shape: str) -> str:
    """Only the keys of a shape: no joints, no case."""
    return bordered(shape).lower()


def initials_of(shape: str) -> str:
    """The initial consonants of the Hangul syllables, as keys, with the spaces of the shape."""
    return "".join(_INITIAL.findall(shape))


def word_starts(shape: str) -> list[int]:
    """Offsets into the flat title where a word begins."""
    return list(accumulate(map(len, shape.replace("'", " ").split(" ")), initial=0))[:-1]


def is_hangul_at(syllables: str, at: int) -> bool:
    """Does a Hangul syllable begin at this key of a shape without joints?"""
    return at + 1 < len(syllables) and syllables[at + 1].isupper()


class Title:
    """One title taken in by its shape, to look for many needles in."""

    __slots__ = ("_initials", "_words", "keys", "shape", "spaced")

    def __init__(self, shape: str) -> None:
        self.shape = shape
        self.spaced = shape.replace("'", " ")
        self.keys = self.spaced.replace(" ", "").lower()
        self._initials: Title | None = None
        self._words: list[str] | None = None

    @property
    def initials(self) -> "Title":
        """The title with only its initial consonants."""
        self._initials = self._initials or Title(initials_of(self.shape))
        return self._initials

    def spot(self, needle: str, *, closed: bool = False) -> Spot | None:
        """The best place of a needle; of equal places one that ends with a word, then the first.

        A `closed` needle must end where a syllable or a Latin letter ends; others may stop in the middle of one.
        """
        at = self.keys.find(needle) if needle else -1
        best: Spot | None = None
        while at >= 0:
            found = self._spot_at(at, len(needle))
            if found and not (closed and found.torn) and (best is None or found[:2] > best[:2]):
                best = found
            at = self.keys.find(needle, at + 1)
        return best

    def stands_alone(self, needle: str) -> bool:
        """Is the needle a whole word of the title, or one followed only by a particle?"""
        self._words = self._words or self.spaced.split(" ")
        return any(_is_word_with_ending(word, needle) for word in self._words)

    def _spot_at(self, at: int, size: int) -> Spot | None:
        """The spot of so many keys from here; None inside a syllable."""
        spaced, start = self.spaced, at
        joint = spaced.find(" ")
        while 0 <= joint <= start:
            start += 1
            joint = spaced.find(" ", joint + 1)
        if spaced[start].isupper():
            return None
        end = start + size
        while 0 <= joint < end:
            end += 1
            joint = spaced.find(" ", joint + 1)
        place = Place.WORD_START if start and spaced[start - 1] == " " else Place.INSIDE if start else Place.TITLE_START
        following = self.shape[end : end + 1]
        return Spot(place, following in {"", " "}, following.isupper(), spaced[start + 1 : start + 2].isupper(), at)


def _is_word_with_ending(word: str, needle: str) -> bool:
    plain = word.lower()
    rest = word[len(needle) :]
    return plain == needle or (plain.startswith(needle) and rest[:1].islower() and _is_ending(rest.lower()))


@lru_cache(maxsize=16384)
def _shape_of_char(char: str) -> str:
    pressed = keys(char)
    return pressed[0] + pressed[1:].upper() if pressed != char else char


@lru_cache(maxsize=4096)
def _is_ending(pressed: str) -> bool:
    return is_ending(hangul_of(pressed))
