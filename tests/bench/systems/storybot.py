"""The project's own engine, as the store uses it."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from store.search.engine import SearchEngine
from tests.bench.files import BenchStory
from tests.bench.subject import Subject, add, create, document, open_library

PUT_AT_ONCE = 5000


class Opened(Subject):
    """The engine with the adding of one story."""

    def add(self, place: int, story: BenchStory) -> None:
        """Add one story in a transaction of its own, as the store does."""
        add(self.connection, self.engine, [document(place, story)])


def build(directory: Path, stories: Iterable[BenchStory]) -> None:
    """Index these stories in a library file."""
    engine = SearchEngine()
    connection = open_library(directory / "library.db")
    create(connection, engine)
    numbered = enumerate(stories)
    while some := [document(place, story) for place, story in islice(numbered, PUT_AT_ONCE)]:
        add(connection, engine, some)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def open_at(directory: Path) -> Opened:
    """Open the library file."""
    return Opened(engine=SearchEngine(), connection=open_library(directory / "library.db"))
