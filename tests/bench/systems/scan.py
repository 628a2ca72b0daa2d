"""rapidfuzz over every title: WRatio to find, partial_ratio over key presses to complete. No index, all in memory."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from store.text.keys import keys
from tests.bench.files import BenchStory


class Opened:
    """All titles, in lower case and as key presses."""

    def __init__(self, titles: list[str]) -> None:
        self._titles = titles
        self._pressed = [_pressed(title) for title in titles]

    def find(self, query: str, limit: int) -> Sequence[int]:
        """Return the places of the titles most like the query."""
        best = process.extract(query.lower(), self._titles, scorer=fuzz.WRatio, limit=limit)
        return [place for _, _, place in best]

    def complete(self, typed: str, limit: int) -> Sequence[int]:
        """Return the places of the titles that hold something most like what was typed."""
        best = process.extract(_pressed(typed), self._pressed, scorer=fuzz.partial_ratio, limit=limit)
        return [place for _, _, place in best]

    def add(self, place: int, story: BenchStory) -> None:
        """Append one title; nothing is kept on disk."""
        self._titles.append(story.title.lower())
        self._pressed.append(_pressed(story.title))


def build(directory: Path, stories: Iterable[BenchStory]) -> None:
    """Write the titles, one a line."""
    text = "".join(story.title.lower() + "\n" for story in stories)
    (directory / "titles.txt").write_text(text, encoding="utf-8")


def open_at(directory: Path) -> Opened:
    """Read the titles."""
    return Opened((directory / "titles.txt").read_text(encoding="utf-8").splitlines())


def _pressed(text: str) -> str:
    return keys(text.lower()).replace(" ", "")
