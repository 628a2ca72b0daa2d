"""The engines that the scale run compares. Each module has `build` and `Opened` and imports only its own engine, so
that a process that opens one measures that one's memory and start.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from tests.bench.files import BenchStory

NAMES = {
    "storybot": "tests.bench.systems.storybot",
    "FTS5 trigram": "tests.bench.systems.fts5",
    "tantivy": "tests.bench.systems.tantivy_index",
    "tantivy fuzzy": "tests.bench.systems.tantivy_fuzzy",
    "rapidfuzz scan": "tests.bench.systems.scan",
}


class Opened(Protocol):
    """An engine over a directory that `build` filled; stories are named by their places, from 0."""

    def find(self, query: str, limit: int) -> Sequence[int]:
        """Return the places of the best hits."""
        ...

    def complete(self, typed: str, limit: int) -> Sequence[int]:
        """Return the places of the suggestions."""
        ...

    def add(self, place: int, story: BenchStory) -> None:
        """Add one story so that the next search sees it, kept on disk."""
        ...


class System(Protocol):
    """What a module of this package has."""

    def build(self, directory: Path, stories: Iterable[BenchStory]) -> None:
        """Index these stories in an empty directory."""
        ...

    def open_at(self, directory: Path) -> Opened:
        """Open what `build` made."""
        ...


def system(name: str) -> System:
    """Return the module of this name."""
    return cast("System", import_module(NAMES[name]))
