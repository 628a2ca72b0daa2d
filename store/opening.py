"""How a library file is opened: checked, copied before it is migrated, migrated, and its search index made current."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.errors import LibraryTooNew, NotALibrary
from store.library import alias_groups, to_document
from store.migrations import migrations
from store.rows import STORY_COLUMNS, to_story
from store.search.engine import SearchEngine

APPLICATION_ID = 0x53544F52  # "STOR": tells a library from any other SQLite file
Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


def connect(path: Path, *, busy: timedelta) -> sqlite3.Connection:
    """A connection as every part of the store wants it: WAL, foreign keys, no implicit transactions."""
    if str(path) != ":memory:":
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=busy.total_seconds(), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection, path: Path, engine: SearchEngine, progress: Progress | None = None) -> None:
    """Bring an open file to the present shape. Raises NotALibrary and LibraryTooNew without having changed anything."""
    database = Database(connection, execute_plugins=False, recursive_triggers=False)
    tables = set(database.table_names())
    _refuse_foreign(connection, tables, path)
    unknown = {step.name for step in migrations.applied(database)} - {
        step.name for step in migrations.pending(_empty())
    }
    if unknown:
        raise LibraryTooNew(path, ", ".join(sorted(unknown)))
    pending = migrations.pending(database)
    if pending and "story" in tables:
        keep_copy(connection, path, before=pending[0].name)
    if pending or not engine.is_current(connection):
        with transaction(connection):
            migrations.apply(database)  # a second process that waited here finds nothing left to apply
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            if not engine.is_current(connection):
                rebuild(connection, engine, progress)


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
    engine.set_aliases(connection, alias_groups(connection))
    (total,) = connection.execute("SELECT count(*) FROM story WHERE state = 'live'").fetchone()
    done = after = 0
    while rows := connection.execute(
        f"SELECT {STORY_COLUMNS} FROM story WHERE state = 'live' AND number > ? ORDER BY number LIMIT 500",
        (after,),
    ).fetchall():
        stories = [to_story(row) for row in rows]
        engine.put_many(connection, [to_document(story) for story in stories])
        after, done = stories[-1].number, done + len(stories)
        if progress:
            progress(done, total)
    return done


def keep_copy(connection: sqlite3.Connection, path: Path, *, before: str) -> Path | None:
    """Copy the library beside itself before a migration; gives the copy's path, None for a library in memory."""
    if str(path) == ":memory:":
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}.before-{before}-{stamp}")
    target = sqlite3.connect(copy)
    try:
        connection.backup(target)
    finally:
        target.close()
    return copy


def _refuse_foreign(connection: sqlite3.Connection, tables: set[str], path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application_id != APPLICATION_ID and "_sqlite_migrations" not in tables:
        raise NotALibrary(path, json.dumps(sorted(tables)[:5], ensure_ascii=False))


def _empty() -> Database:
    return Database(memory=True, execute_plugins=False)
