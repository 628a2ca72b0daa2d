"""How a library file is opened: checked, copied before it is migrated, migrated, and its search index made current."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.errors import LibraryTooNew, LibraryUnwritable, NotALibrary
from store.answers import index as answer_index
from store.library import alias_groups, to_document
from store.migrations import migrations
from store.rows import STORY_COLUMNS, to_story
from store.search.engine import SearchEngine

APPLICATION_ID = 0x53544F52  # "STOR": tells a library from any other SQLite file
Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


def connect(path: Path, *, busy: timedelta) -> sqlite3.Connection:
    """A connection as every part of the store wants it: foreign keys on, no implicit transactions.

    Raises LibraryUnwritable when the folder cannot be made.
    """
    if str(path) != ":memory:":
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryUnwritable(path, error.strerror or "") from error
    connection = sqlite3.connect(path, timeout=busy.total_seconds(), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(
    connection: sqlite3.Connection,
    path: Path,
    engine: SearchEngine,
    progress: Progress | None = None,
    *,
    steps: Migrations = migrations,
) -> None:
    """Bring an open file to the present shape. Raises NotALibrary and LibraryTooNew without having changed anything."""
    database = Database(connection, execute_plugins=False, recursive_triggers=False)
    applied = {step.name for step in steps.applied(database)}
    _refuse_foreign(connection, set(database.table_names()), applied, path)
    unknown = applied - {step.name for step in steps.pending(_empty())}
    if unknown:
        raise LibraryTooNew(path, ", ".join(sorted(unknown)))
    connection.execute("PRAGMA journal_mode = WAL")
    if not steps.pending(database) and is_indexed(connection, engine):
        return
    with transaction(connection):  # a second process waits here, then finds nothing left to do
        pending = steps.pending(database)
        if pending and applied:
            keep_copy(path, before=pending[0].name)
        steps.apply(database)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        if not is_indexed(connection, engine):
            rebuild(connection, engine, progress)


def is_indexed(connection: sqlite3.Connection, engine: SearchEngine) -> bool:
    """Is all that is derived from the stories there, in the present format?"""
    return engine.is_current(connection) and answer_index.is_current(connection)


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def rebuild(connection: sqlite3.Connection, engine: SearchEngine, progress: Progress | None = None) -> int:
    """Make the search index anew from the stories, inside the caller's transaction; gives how many it holds."""
    engine.create(connection)
    engine.clear(connection)
    answer_index.create(connection)
    answer_index.clear(connection)
    engine.set_aliases(connection, alias_groups(connection))
    (total,) = connection.execute("SELECT count(*) FROM story WHERE state = 'live'").fetchone()
    done = after = 0
    while rows := connection.execute(
        f"SELECT {STORY_COLUMNS} FROM story WHERE state = 'live' AND number > ? ORDER BY number LIMIT 500",
        (after,),
    ).fetchall():
        stories = [to_story(row) for row in rows]
        engine.put_many(connection, [to_document(story) for story in stories])
        for story in stories:
            answer_index.put(connection, story.number, story.title, story.body)
        after, done = stories[-1].number, done + len(stories)
        if progress:
            progress(done, total)
    return done


def keep_copy(path: Path, *, before: str) -> Path | None:
    """Copy the library, as last committed, beside itself before a migration; gives the copy's path.

    None for a library in memory. The caller may hold the write lock: the copy is read through a connection of its own.
    """
    if str(path) == ":memory:":
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}.before-{before}-{stamp}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _refuse_foreign(connection: sqlite3.Connection, tables: set[str], applied: set[str], path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application_id != APPLICATION_ID and not applied:
        raise NotALibrary(path, json.dumps(sorted(tables)[:5], ensure_ascii=False))


def _empty() -> Database:
    return Database(memory=True, execute_plugins=False)
