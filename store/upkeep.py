"""What an operator may do to the search index of an open store: make it anew, finish it, check it."""

import sqlite3
from collections.abc import Callable, Iterator

from store.library import to_document
from store.opening import rebuild
from store.rows import STORY_COLUMNS, to_story
from store.search.engine import Document, SearchEngine
from store.sqlite import SqliteStore

Progress = Callable[[int, int], None]
_DEEPENED_AT_ONCE = 100


class SqliteIndexUpkeep:
    """Looks after the search index of one store; every step is one transaction on its writing thread."""

    def __init__(self, store: SqliteStore, engine: SearchEngine) -> None:
        self._store = store
        self._engine = engine

    async def rebuild(self, progress: Progress) -> int:
        """Make the index anew from the live stories; gives how many it holds. All or nothing."""
        held = await self._store.maintain(lambda connection: rebuild(connection, self._engine, progress))
        await self.deepen(progress)
        return held

    async def check(self) -> tuple[str, ...]:
        """What is wrong with the index, in words; empty when it is sound."""
        return await self._store.maintain(
            lambda connection: self._engine.check(connection, _live_documents(connection))
        )

    async def deepen(self, progress: Progress) -> None:
        """Finish indexing that was put off while stories came in, some stories a transaction."""
        total = left = 0
        while True:
            left = await self._store.maintain(lambda connection: self._engine.deepen(connection, _DEEPENED_AT_ONCE))
            total = max(total, left + _DEEPENED_AT_ONCE if left else total)
            progress(total - left, total)
            if not left:
                return


def _live_documents(connection: sqlite3.Connection) -> Iterator[Document]:
    rows = connection.execute(f"SELECT {STORY_COLUMNS} FROM story WHERE state = 'live' ORDER BY number")
    for row in rows:
        yield to_document(to_story(row))
