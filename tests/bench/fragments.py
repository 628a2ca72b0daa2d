"""Pieces of titles and bodies as people remember them, and which stories hold a piece."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from store.text.hangul import initials
from store.text.keys import keys
from store.text.particles import stems
from tests.bench.files import BenchStory

WORD = re.compile(r"[0-9A-Za-z가-힣][0-9A-Za-z가-힣+#.]*")
HANGUL_WORD = re.compile(r"[가-힣]{2,}")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
COMMON = 8  # a piece that more titles hold tells nobody what was meant


def bare(text: str) -> str:
    """Return the letters and digits of a text in lower case: one form however it is spaced."""
    return "".join(char for char in text.lower() if char.isalnum())


@dataclass(frozen=True)
class Shelf:
    """The stories of a file with the forms in which their texts are compared."""

    stories: Sequence[BenchStory]

    @cached_property
    def titles(self) -> list[str]:
        """Every title, bare."""
        return [bare(story.title) for story in self.stories]

    @cached_property
    def title_keys(self) -> list[str]:
        """Every title as space-free key presses."""
        return [keys(title) for title in self.titles]

    @cached_property
    def title_initials(self) -> list[str]:
        """The initial consonants of every title."""
        return [initials(title) for title in self.titles]

    @cached_property
    def bodies(self) -> list[str]:
        """Every body in lower case, its white space made one space."""
        return [" ".join(story.body.lower().split()) for story in self.stories]

    @cached_property
    def everything(self) -> str:
        """All texts, bare, one a line."""
        return "\n".join(bare(f"{s.title} {s.body} {' '.join(s.tags)} {s.company or ''}") for s in self.stories)

    def ids(self, places: Sequence[int]) -> frozenset[str]:
        """Return the ids of the stories at these places."""
        return frozenset(self.stories[place].id for place in places)

    def holding(self, piece: str) -> list[int]:
        """Return the places of the titles that hold every word of the piece, or the piece however spaced."""
        wanted, parts = bare(piece), [bare(part) for part in piece.split()]
        return [
            place for place, title in enumerate(self.titles) if wanted in title or all(part in title for part in parts)
        ]

    def holding_keys(self, pressed: str) -> list[int]:
        """Return the places of the titles whose key presses hold these."""
        return [place for place, title in enumerate(self.title_keys) if pressed in title]

    def holding_initials(self, consonants: str) -> list[int]:
        """Return the places of the titles whose initial consonants hold these."""
        return [place for place, title in enumerate(self.title_initials) if consonants in title]

    def holding_in_body(self, phrase: str) -> list[int]:
        """Return the places of the bodies that hold the phrase."""
        return [place for place, body in enumerate(self.bodies) if phrase in body]


def piece_of_title(random: Random, title: str, words_at_most: int = 3) -> str | None:
    """Return one to three neighbouring words of a title."""
    found = list(WORD.finditer(title))
    if not found:
        return None
    first = random.randrange(len(found))
    last = min(first + random.randrange(words_at_most), len(found) - 1)
    return title[found[first].start() : found[last].end()].rstrip(".")


def words_apart(random: Random, title: str) -> str | None:
    """Return two words of a title, in their order, with another between them."""
    found = [word for word in WORD.findall(title) if len(word) > 1]
    if len(found) < 3:
        return None
    first = random.randrange(len(found) - 2)
    return f"{found[first]} {random.choice(found[first + 2 :])}"


def hangul_word(random: Random, text: str, at_least: int = 2) -> str | None:
    """Return one run of Hangul of at least so many syllables."""
    return _pick(random, [word for word in HANGUL_WORD.findall(text) if len(word) >= at_least])


def bare_noun(random: Random, text: str) -> str | None:
    """Return one run of Hangul that seems to have no particle yet, so that one can be put on it."""
    return _pick(random, [word for word in HANGUL_WORD.findall(text) if not stems(word)])


def latin_word(random: Random, text: str, at_least: int = 3) -> str | None:
    """Return one Latin word of at least so many letters."""
    return _pick(random, [word for word in LATIN_WORD.findall(text) if len(word) >= at_least])


def phrase_of_body(random: Random, body: str) -> str | None:
    """Return two to four neighbouring words of a body, mostly Korean."""
    words = body.lower().split()
    if len(words) < 8:
        return None
    first, count = random.randrange(len(words) - 4), random.randrange(2, 5)
    phrase = " ".join(words[first : first + count]).strip(".,()'\"")
    is_korean = sum("가" <= char <= "힣" for char in phrase) >= 5
    return phrase if is_korean and re.fullmatch(r"[0-9a-z가-힣 ]+", phrase) else None


def _pick(random: Random, words: Sequence[str]) -> str | None:
    return random.choice(words) if words else None
