"""The project's own engine, as the store uses it."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from tests.bench.files import BenchStory
from tests.bench.subject import Subject, add, create, deepen, document, make_engine, open_library

PUT_AT_ONCE = 5000


class Opened(Subject):
    """The engine with the adding of one story."""

    def add(self, place: int, story: BenchStory) -> None:
        """Add one story in a transaction of its own, as the store does."""
        add(self.connection, self.engine, [document(place, story)])


def build(directory: Path, stories: Iterable[BenchStory], *, kiwi: bool) -> None:
    """Index these stories in a library file."""
    engine = make_engine(kiwi=kiwi)
    connection = open_library(directory / "library.db")
    create(connection, engine)
    numbered = enumerate(stories)
    while some := [document(place, story) for place, story in islice(numbered, PUT_AT_ONCE)]:
        add(connection, engine, some)
    while kiwi and deepen(connection, engine):
        pass
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def open_at(directory: Path, *, kiwi: bool) -> Opened:
    """Open the library file."""
    return Opened(engine=make_engine(kiwi=kiwi), connection=open_library(directory / "library.db"))
