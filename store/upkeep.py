"""What an operator may do to the search index of an open store: make it anew, check it."""

import sqlite3
from collections.abc import Callable, Iterator

from store.library import to_document
from store.opening import rebuild
from store.rows import STORY_COLUMNS, to_story
from store.search.engine import Document, SearchEngine
from store.sqlite import SqliteStore

Progress = Callable[[int, int], None]


class SqliteIndexUpkeep:
    """Looks after the search index of one store; every step is one transaction on its writing thread."""

    def __init__(self, store: SqliteStore, engine: SearchEngine) -> None:
        self._store = store
        self._engine = engine

    async def rebuild(self, progress: Progress) -> int:
        """Make the index anew from the live stories; gives how many it holds. All or nothing."""
        return await self._store.maintain(lambda connection: rebuild(connection, self._engine, progress))

    async def check(self) -> tuple[str, ...]:
        """What is wrong with the index, in words; empty when it is sound."""
        return await self._store.maintain(
            lambda connection: self._engine.check(connection, _live_documents(connection))
        )


def _live_documents(connection: sqlite3.Connection) -> Iterator[Document]:
    rows = connection.execute(f"SELECT {STORY_COLUMNS} FROM story WHERE state = 'live' ORDER BY number")
    for row in rows:
        yield to_document(to_story(row))
