"""Who may touch the library file, and when: one thread writes, one reads, one call is one transaction."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Self, TypeVar

from bot.errors import LibraryBusy, LibraryUnwritable, NotALibrary, StoreFault
from store.answers.answerer import Answerer
from store.library import SqliteLibrary
from store.opening import Progress, connect, prepare, transaction
from store.search.engine import SearchEngine

T = TypeVar("T")
IN_MEMORY = Path(":memory:")


class SqliteStore:
    """Implements `bot.ports.Store` over one SQLite file.

    Writing goes through one thread that owns the writing connection, reading through another with its own connection
    and snapshot, so a long import holds up no search. In memory both are the same thread.
    """

    def __init__(self, path: Path, engine: SearchEngine, *, busy: timedelta = timedelta(seconds=5)) -> None:
        self.path = path
        self._engine = engine
        self._answerer = Answerer()
        self._busy = busy
        self._writing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-write")
        in_memory = path == IN_MEMORY
        self._reading = self._writing if in_memory else ThreadPoolExecutor(1, thread_name_prefix="store-read")
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None

    async def open(self, progress: Progress | None = None) -> Self:
        """Open or create the file: migrate (keeping a copy), build the search index where it is missing.

        `progress(done, total)` is told of the index's build. Raises NotALibrary, LibraryTooNew, LibraryBusy,
        LibraryUnwritable.
        """
        try:
            await self._on(self._writing, self._open_writer, progress)
            await self._on(self._reading, self._open_reader)
        except BaseException:
            await self.close()
            raise
        return self

    async def read(self, work: Callable[[SqliteLibrary], T]) -> T:
        return await self._on(self._reading, self._run, lambda: self._reader, "BEGIN", work)

    async def write(self, work: Callable[[SqliteLibrary], T]) -> T:
        return await self._on(self._writing, self._run, lambda: self._writer, "BEGIN IMMEDIATE", work)

    async def maintain(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run work on the writing connection in a transaction of its own: index upkeep, never stories."""

        def on_connection() -> T:
            connection = _opened(self._writer)
            with transaction(connection):
                return work(connection)

        return await self._on(self._writing, on_connection)

    async def close(self) -> None:
        """Finish what runs, then close the file. Calling it again does nothing."""
        for executor, name in ((self._reading, "_reader"), (self._writing, "_writer")):
            connection: sqlite3.Connection | None = getattr(self, name)
            setattr(self, name, None)
            if connection is not None and not (name == "_reader" and connection is self._writer):
                await asyncio.get_running_loop().run_in_executor(executor, connection.close)
        self._reading.shutdown()
        self._writing.shutdown()

    def _open_writer(self, progress: Progress | None) -> None:
        connection = connect(self.path, busy=self._busy)
        try:
            prepare(connection, self.path, self._engine, progress)
        except BaseException:
            connection.close()
            raise
        self._writer = connection

    def _open_reader(self) -> None:
        if self._reading is self._writing:
            self._reader = self._writer
            return
        self._reader = connect(self.path, busy=self._busy)
        self._reader.execute("PRAGMA query_only = ON")

    def _run(self, owned: Callable[[], sqlite3.Connection | None], begin: str, work: Callable[[SqliteLibrary], T]) -> T:
        connection = _opened(owned())
        with transaction(connection, begin):
            return work(SqliteLibrary(connection, self._engine, self._answerer))

    async def _on(self, executor: ThreadPoolExecutor, call: Callable[..., T], *arguments: object) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, call, *arguments)
        except sqlite3.Error as error:
            fault = _translated(error, self.path)
            if fault is None:
                raise
            raise fault from error


def _opened(connection: sqlite3.Connection | None) -> sqlite3.Connection:
    if connection is None:
        raise RuntimeError("the store is not open")
    return connection


def _translated(error: sqlite3.Error, path: Path) -> StoreFault | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy(path, str(error))
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NotALibrary(path, str(error))
    if code in (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    ):
        return LibraryUnwritable(path, str(error))
    return None
