"""A library in memory filled with the stories of an evaluation, for measuring answers."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

from bot.story import Draft
from store.library import SqliteLibrary
from store.opening import connect, prepare
from store.search.engine import SearchEngine
from tests.bench.files import BenchStory

_MADE = datetime(2026, 1, 1, tzinfo=UTC)


def filled(stories: Iterable[BenchStory], path: Path = Path(":memory:")) -> Connection:
    """An open library with these stories."""
    engine = SearchEngine()
    connection = connect(path, busy=timedelta(seconds=5))
    prepare(connection, path, engine)
    library = SqliteLibrary(connection, engine)
    connection.execute("BEGIN")
    for story in stories:
        library.add(
            Draft(id=story.id, title=story.title, body=story.body, tags=story.tags, company=story.company),
            actor="bench:1",
            at=_MADE,
        )
    connection.execute("COMMIT")
    return connection
