"""Where in a title or a body the words stand that a story was found by, in offsets of the text as people wrote it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.search import Excerpt
from store.search.readings import Reading
from store.search.shape import Title, bordered, shape_of
from store.text.keys import key_count
from store.text.markdown import is_code_at, readable
from store.text.unicode import fold_with_origins, widen
from store.text.words import words

Mark = tuple[int, int]

_BEFORE, _LENGTH = 36, 120
_LONGEST_CHARACTER = 64
_AROUND = 300
_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: stand around marks while markup is taken off
_SIGNS = re.compile(f"([{_OPEN}{_CLOSE}])")
_NO_SIGNS = str.maketrans(_OPEN + _CLOSE, "  ")
_SYLLABLE = re.compile(r"[a-z](?=[A-Z])")


@dataclass(frozen=True)
class TitleMarker:
    """Finds readings in one title, whose shape may be known already."""

    title: str
    shape: str = ""

    @cached_property
    def keyed(self) -> Title:
        """The title in key-press space."""
        return Title(self.shape or shape_of(self.title))

    def mark(self, reading: Reading) -> Mark | None:
        """Where the title has the reading, in whole characters; None where it has not."""
        target = self.keyed.initials if reading.initials else self.keyed
        found = target.spot(reading.keys, closed=not reading.growing)
        if found is None:
            return None
        starts = self._syllables if reading.initials else range(len(self._owners))
        first, last = starts[found.at], starts[found.at + len(reading.keys) - 1]
        return widen(self.title, self._owners[first][0], self._owners[last][1])

    @cached_property
    def _owners(self) -> list[Mark]:
        """For each key of the flat title the span of the character it types."""
        folded, origins = fold_with_origins(self.title)
        return [
            (origins[at], origins[at + 1])
            for word in words(folded)
            for at in range(word.start, word.end)
            for _ in range(key_count(folded[at]))
        ]

    @cached_property
    def _syllables(self) -> list[int]:
        """The keys that begin a Hangul syllable."""
        return [found.start() for found in _SYLLABLE.finditer(bordered(self.keyed.shape))]


@dataclass(frozen=True)
class BodyMarker:
    """Finds words in one body."""

    body: str

    def phrase(self, terms: Sequence[str]) -> Mark | None:
        """Where the words stand side by side, whatever signs are between them."""
        pattern = r"[\W_]*".join(map(re.escape, terms))
        found = re.search(pattern, self._folded[0]) if terms else None
        return self._origin(found.start(), found.end()) if found else None

    def word(self, reading: Reading) -> Mark | None:
        """Where the words of a reading stand first, at the start of a word if anywhere."""
        if not reading.words or reading.initials:
            return None
        pattern = r"[\W_]*".join(map(re.escape, reading.words))
        if reading.whole:
            found = re.search(rf"(?<!\w){pattern}(?!\w)", self._folded[0])
        else:
            found = re.search(rf"(?<!\w){pattern}", self._folded[0]) or re.search(pattern, self._folded[0])
        return self._origin(found.start(), found.end()) if found else None

    def excerpt(self, marks: Iterable[Mark]) -> Excerpt | None:
        """A piece of the body around the first mark, without markup, with all marks in it; None without marks."""
        wanted = sorted(set(marks))
        if not wanted:
            return None
        text, placed = self._cleaned(wanted)
        start, end = _window(text, placed[0])
        inside = disjoint((a - start, b - start) for a, b in placed if start <= a and b <= end)
        return Excerpt(text=text[start:end], marks=tuple(inside))

    def _cleaned(self, wanted: Sequence[Mark]) -> tuple[str, list[Mark]]:
        """What is around the first mark as people read it, and where the marks stand there."""
        first, last = wanted[0]
        start = self.body.rfind("\n", 0, max(0, first - _AROUND)) + 1
        start = max(start, first - 2 * _AROUND)
        end = min(len(self.body), last + 2 * _AROUND)
        near = disjoint((a, b) for a, b in wanted if b <= end)
        raw = self.body.translate(_NO_SIGNS) if _OPEN in self.body or _CLOSE in self.body else self.body
        borders = [start, *(border for mark in near for border in mark), end]
        pieces = [raw[a:b] for a, b in pairwise(borders)]
        signed = "".join(piece + sign for piece, sign in zip(pieces, [*(_OPEN + _CLOSE) * len(near), ""], strict=True))
        found = _placed(readable(signed, in_code=is_code_at(self.body, start)))
        return found if found[1] else _placed(re.sub(r"\s", " ", signed))

    def _origin(self, start: int, end: int) -> Mark:
        origins = self._folded[1]
        return _widened(self.body, origins[start], origins[end])

    @cached_property
    def _folded(self) -> tuple[str, tuple[int, ...]]:
        return fold_with_origins(self.body)


def _placed(signed: str) -> tuple[str, list[Mark]]:
    """The text without the signs of marks, and the marks whose two signs are both there."""
    pieces: list[str] = []
    marks: list[Mark] = []
    at, opened = 0, -1
    for piece in _SIGNS.split(signed):
        if piece == _OPEN:
            opened = at
        elif piece == _CLOSE:
            marks += [(opened, at)] if 0 <= opened < at else []
            opened = -1
        else:
            pieces.append(piece)
            at += len(piece)
    return "".join(pieces), marks


def _window(text: str, mark: Mark) -> Mark:
    """The piece to show: from a word before the mark, of a fixed length, cut between words and characters."""
    start = max(0, mark[0] - _BEFORE)
    end = min(len(text), max(start + _LENGTH, mark[1]))
    if start:
        border = re.search(r"\s\S", text[start : mark[0] + 1])
        start = start + border.start() + 1 if border else mark[0]
    if end < len(text):
        cut = text.rfind(" ", mark[1], end)
        end = cut if cut > 0 else end
    return _widened(text, start, end)


def _widened(text: str, start: int, end: int) -> Mark:
    """The piece in whole characters, looked at with what is around it."""
    near = max(0, start - _LONGEST_CHARACTER)
    first, last = widen(text[near : end + _LONGEST_CHARACTER], start - near, end - near)
    return near + first, near + last


def disjoint(marks: Iterable[Mark]) -> list[Mark]:
    """The marks ascending, those that touch or overlap as one."""
    joined: list[Mark] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
