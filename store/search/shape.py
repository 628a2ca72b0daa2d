"""The shape of a title: its keys, with the borders of words and syllables kept in one short string.

Words are apart by a space; inside a Hangul syllable every key but the first is upper case. `모니터링 (DevOps)` is
`aHsLxJfLD devops`. A needle (plain keys without spaces) is looked for across spaces, and may begin where a word, a
syllable or any Latin letter begins, never inside a syllable.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate

from store.text.keys import hangul_of, keys
from store.text.particles import is_ending
from store.text.unicode import fold
from store.text.words import word_texts

_INITIAL = re.compile(r"[a-z](?=[A-Z])| ")


class Place(IntEnum):
    """Where in a title a needle stands; more is better."""

    INSIDE = 1
    WORD_START = 2
    TITLE_START = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A needle found: its place, its first key in the flat title, whether it ends where a word ends, and whether it
    tears a syllable.
    """

    place: Place
    at: int
    whole: bool
    torn: bool


def shape_of(title: str) -> str:
    """The shape of a title as people wrote it."""
    return " ".join("".join(map(_shape_of_char, word)) for word in word_texts(fold(title)))


def flat(shape: str) -> str:
    """Only the keys of a shape: no spaces, no case."""
    return shape.replace(" ", "").lower()


def initials_of(shape: str) -> str:
    """The initial consonants of the Hangul syllables, as keys, with the spaces of the shape."""
    return "".join(_INITIAL.findall(shape))


def word_starts(shape: str) -> list[int]:
    """Offsets into the flat title where a word begins."""
    return _borders(shape)[:-1]


def is_hangul_at(bordered: str, at: int) -> bool:
    """Does a Hangul syllable begin at this key of a shape without spaces?"""
    return at + 1 < len(bordered) and bordered[at + 1].isupper()


class Title:
    """One title taken in by its shape, to look for many needles in."""

    __slots__ = ("_borders", "_initials", "_words", "bordered", "keys", "shape")

    def __init__(self, shape: str) -> None:
        self.shape = shape
        self.bordered = shape.replace(" ", "")
        self.keys = self.bordered.lower()
        self._borders: frozenset[int] | None = None
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
        at = self.keys.find(needle)
        if at < 0 or not needle:
            return None
        borders = self._word_borders()
        best: Spot | None = None
        while at >= 0:
            end = at + len(needle)
            torn = self.bordered[end : end + 1].isupper()
            if not self.bordered[at].isupper() and not (closed and torn):
                found = Spot(_place(at, borders), at, end in borders, torn)
                if best is None or (found.place, found.whole) > (best.place, best.whole):
                    best = found
            at = self.keys.find(needle, at + 1)
        return best

    def stands_alone(self, needle: str) -> bool:
        """Is the needle a whole word of the title, or one followed only by a particle?"""
        self._words = self._words or self.shape.split(" ")
        return any(_is_word_with_ending(word, needle) for word in self._words)

    def is_hangul_at(self, at: int) -> bool:
        """Does a Hangul syllable begin at this key?"""
        return is_hangul_at(self.bordered, at)

    def _word_borders(self) -> frozenset[int]:
        if self._borders is None:
            self._borders = frozenset(_borders(self.shape))
        return self._borders


def _borders(shape: str) -> list[int]:
    """Offsets into the flat title where a word begins, and its end."""
    return list(accumulate(map(len, shape.split(" ")), initial=0))


def _is_word_with_ending(word: str, needle: str) -> bool:
    plain = word.lower()
    rest = word[len(needle) :]
    return plain == needle or (plain.startswith(needle) and rest[:1].islower() and _is_ending(rest.lower()))


def _place(at: int, borders: frozenset[int]) -> Place:
    if at == 0:
        return Place.TITLE_START
    return Place.WORD_START if at in borders else Place.INSIDE


@lru_cache(maxsize=16384)
def _shape_of_char(char: str) -> str:
    pressed = keys(char)
    return pressed[0] + pressed[1:].upper() if pressed != char else char


@lru_cache(maxsize=4096)
def _is_ending(pressed: str) -> bool:
    return is_ending(hangul_of(pressed))
