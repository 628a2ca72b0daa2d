"""Where in a title or a body the words stand that a story was found by, in offsets of the text as people wrote it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.search import Excerpt
from store.search.readings import Reading
from store.search.shape import Title, bordered, shape_of
from store.text.keys import key_count
from store.text.markdown import readable
from store.text.unicode import fold_with_origins, widen
from store.text.words import words

Mark = tuple[int, int]

_BEFORE, _LENGTH = 36, 120
_LONGEST_CHARACTER = 64
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
    """Finds words in one body, as people read it: all places are those in the text without markup."""

    markdown: str

    @cached_property
    def body(self) -> str:
        """The body without markup."""
        return readable(self.markdown)

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
        """A piece of the body around the first mark, with all marks that lie in it; None without marks."""
        wanted = sorted(set(marks))
        if not wanted:
            return None
        start, end = self._window(wanted[0])
        text = self.body[start:end]
        return Excerpt(
            text=text, marks=tuple(disjoint((a - start, b - start) for a, b in wanted if start <= a and b <= end))
        )

    def _window(self, mark: Mark) -> Mark:
        """The piece to show: from a word before the mark, of a fixed length, cut between words and characters."""
        start = max(0, mark[0] - _BEFORE)
        end = min(len(self.body), max(start + _LENGTH, mark[1]))
        if start:
            border = re.search(r"\s\S", self.body[start : mark[0] + 1])
            start = start + border.start() + 1 if border else mark[0]
        if end < len(self.body):
            cut = self.body.rfind(" ", mark[1], end)
            end = cut if cut > 0 else end
        return self._widened(start, end)

    def _origin(self, start: int, end: int) -> Mark:
        origins = self._folded[1]
        return self._widened(origins[start], origins[end])

    def _widened(self, start: int, end: int) -> Mark:
        """The piece in whole characters, looked at with what is around it."""
        near = max(0, start - _LONGEST_CHARACTER)
        first, last = widen(self.body[near : end + _LONGEST_CHARACTER], start - near, end - near)
        return near + first, near + last

    @cached_property
    def _folded(self) -> tuple[str, tuple[int, ...]]:
        return fold_with_origins(self.body)


def disjoint(marks: Iterable[Mark]) -> list[Mark]:
    """The marks ascending, those that touch or overlap as one."""
    joined: list[Mark] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
