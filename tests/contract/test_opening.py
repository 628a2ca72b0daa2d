"""What opening does to a library file: new, older, newer, damaged, somebody else's, or opened by many at once."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from bot.errors import LibraryBusy, LibraryTooNew, LibraryUnwritable, NotALibrary, StoreFault
from store.migrations import migrations
from store.opening import connect, prepare
from store.search.engine import SearchEngine
from store.sqlite import SqliteStore
from tests.support.building import add, draft, opened

BUSY = timedelta(seconds=1)


@pytest.fixture
async def library(tmp_path: Path) -> Path:
    """A library of two stories in a file, as the present version writes it."""
    path = tmp_path / "library.db"
    async with opened(path) as store:
        await add(store, draft("모니터링 입문", tags=("AWS",)), draft("SQS 다루기"))
    return path


async def test_a_new_file_is_made_with_its_folders(tmp_path: Path):
    path = tmp_path / "one" / "two" / "library.db"
    async with opened(path) as store:
        assert await store.read(lambda library: library.count()) == 0
    assert path.exists()
    assert _copies(path) == []


async def test_a_library_opened_again_holds_what_it_held_and_needs_no_copy(library: Path):
    async with opened(library) as store:
        page = await store.read(lambda one: one.page(limit=9))
        assert [story.title for story in page.stories] == ["SQS 다루기", "모니터링 입문"]
        assert (await store.read(lambda one: one.find("모니터링", limit=5))).total == 1
    assert _copies(library) == []


async def test_a_file_left_empty_by_a_crash_becomes_a_library(tmp_path: Path):
    path = tmp_path / "library.db"
    path.write_bytes(b"")
    async with opened(path) as store:
        assert await add(store, draft())


def test_every_table_of_ours_is_strict(library: Path):
    with closing(sqlite3.connect(library)) as connection:
        loose = [
            name
            for _, name, kind, _, _, strict in connection.execute("PRAGMA table_list").fetchall()
            if kind == "table" and not strict and not name.startswith(("sqlite_", "_sqlite_migrations"))
        ]
    assert loose == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE story SET views = 'many'",
        "UPDATE story SET views = -1",
        "UPDATE story SET state = 'gone'",
        "UPDATE story SET tags = 'no json'",
        "UPDATE story SET title = ''",
        "UPDATE story SET added_at = '2026-03-02 09:00'",
        "INSERT INTO saved VALUES ('test:a', 99, '2026-03-02T00:00:00.000000+00:00')",
        "DELETE FROM story WHERE number = 1",
    ],
)
async def test_the_file_itself_refuses_what_no_story_may_be(library: Path, statement: str):
    async with opened(library) as store:
        with pytest.raises(sqlite3.IntegrityError):
            await store.maintain(lambda connection: connection.execute(statement))


async def test_the_connection_keeps_a_log_checks_references_and_waits_its_turn(library: Path):
    with closing(connect(library, busy=timedelta(seconds=5))) as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}


async def test_a_library_kept_locked_for_too_long_is_reported_as_busy(library: Path):
    async with opened(library):
        pass
    store = await SqliteStore(library, SearchEngine(), busy=timedelta(milliseconds=50)).open()
    try:
        with closing(sqlite3.connect(library, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LibraryBusy):
                await add(store, draft("기다리는 글"))
            assert await store.read(lambda one: one.count()) == 2  # reading waits for nobody
        assert await add(store, draft("기다린 글"))
    finally:
        await store.close()


def test_an_older_library_is_copied_beside_itself_and_then_brought_up_to_date(library: Path):
    _prepared(library, steps=_later())
    (copy,) = _copies(library)
    assert "m900_moods" in copy.name
    with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(library)) as new:
        assert old.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert _titles(old) == _titles(new) == ["모니터링 입문", "SQS 다루기"]
        assert _columns(new) - _columns(old) == {"mood"}
    _prepared(library, steps=_later())
    assert _copies(library) == [copy]


def test_a_step_that_fails_leaves_the_library_as_it_was_and_its_copy_beside_it(library: Path):
    def broken(database: Database) -> None:
        database.execute("UPDATE story SET title = '망가진 제목'")
        database.execute("CREATE TABLE story (number INTEGER)")

    before = _contents(library)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        _prepared(library, steps=_later(broken))
    assert _contents(library) == before
    (copy,) = _copies(library)
    assert _contents(copy) == before


async def test_a_library_of_a_newer_version_is_refused_untouched(library: Path):
    _execute(
        library, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('storybot', 'm999', '')"
    )
    fault = await _refused_untouched(library, LibraryTooNew)
    assert (fault.path, fault.detail) == (library, "m999")


async def test_a_newer_library_that_keeps_no_log_is_refused_untouched(library: Path):
    _execute(library, "PRAGMA journal_mode = DELETE")
    _execute(
        library, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('storybot', 'm999', '')"
    )
    await _refused_untouched(library, LibraryTooNew)


async def test_migrations_of_another_program_in_the_file_do_not_matter(library: Path):
    _execute(library, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('other', 'x', '')")
    async with opened(library) as store:
        assert await store.read(lambda one: one.count()) == 2


def _foreign(path: Path) -> None:
    _execute(path, "CREATE TABLE note (words TEXT)")


def _foreign_with_a_story_table(path: Path) -> None:
    _execute(path, "CREATE TABLE story (words TEXT)")


def _foreign_with_migrations(path: Path) -> None:
    _execute(path, "CREATE TABLE note (words TEXT)")
    other = Migrations("other")
    other(name="x")(lambda database: None)
    with closing(sqlite3.connect(path)) as connection:
        other.apply(Database(connection))


def _text(path: Path) -> None:
    path.write_text("서재가 아니라 그냥 글입니다.\n" * 200, encoding="utf-8")


def _cut_short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\x10\x00\x01\x01\x00@  " + b"\xff" * 500)


@pytest.mark.parametrize("make", [_foreign, _foreign_with_a_story_table, _foreign_with_migrations, _text, _cut_short])
async def test_a_file_that_is_no_library_is_refused_untouched(tmp_path: Path, make: Callable[[Path], None]):
    path = tmp_path / "other.db"
    make(path)
    assert (await _refused_untouched(path, NotALibrary)).path == path


async def test_a_damaged_library_is_reported_as_such(library: Path):
    _damage(library)
    with pytest.raises(NotALibrary) as fault:
        async with opened(library) as store:
            await store.read(lambda one: one.page(limit=9))
    assert fault.value.path == library


async def test_a_folder_and_a_path_below_a_file_cannot_be_written(library: Path):
    for path in (library.parent, library / "library.db"):
        with pytest.raises(LibraryUnwritable) as fault:
            async with opened(path):
                pass
        assert fault.value.path == path


def test_many_processes_may_open_a_new_library_at_once(tmp_path: Path):
    path = tmp_path / "library.db"
    program = (
        "import asyncio, sys, pathlib\n"
        "from tests.support.building import add, draft, opened\n"
        "async def main():\n"
        "    async with opened(pathlib.Path(sys.argv[1])) as store:\n"
        "        await add(store, draft(sys.argv[2]))\n"
        "asyncio.run(main())\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path), f"{number}번째 글"],
            cwd=Path(__file__).parents[2],
            stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]
    faults = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], faults
    with closing(sqlite3.connect(path)) as connection:
        assert sorted(_titles(connection)) == ["0번째 글", "1번째 글", "2번째 글"]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert _copies(path) == []


async def test_many_stores_may_open_an_older_library_at_once(library: Path):
    async def one() -> None:
        await asyncio.to_thread(_prepared, library, steps=_later())

    await asyncio.gather(*(one() for _ in range(4)))
    with closing(sqlite3.connect(library)) as connection:
        assert "mood" in _columns(connection)
        assert _titles(connection) == ["모니터링 입문", "SQS 다루기"]


def _later(step: Callable[[Database], object] | None = None) -> Migrations:
    """The steps of a version to come: those of today and one more."""
    later = Migrations("storybot")
    for known in migrations.pending(Database(memory=True)):
        later(name=known.name)(known.fn)
    later(name="m900_moods")(step or (lambda database: database.execute("ALTER TABLE story ADD COLUMN mood TEXT")))
    return later


def _prepared(path: Path, *, steps: Migrations) -> None:
    with closing(connect(path, busy=BUSY)) as connection:
        prepare(connection, path, SearchEngine(), steps=steps)


async def _refused_untouched(path: Path, kind: type[StoreFault]) -> StoreFault:
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    with pytest.raises(kind) as fault:
        async with opened(path):
            pass
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before
    return fault.value


def _damage(path: Path) -> None:
    first_page, size = 4096, path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(first_page)
        stream.write(b"\xa5" * (size - first_page))


def _copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.before-*"))


def _execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def _titles(connection: sqlite3.Connection) -> list[str]:
    return [title for (title,) in connection.execute("SELECT title FROM story ORDER BY number")]


def _columns(connection: sqlite3.Connection) -> set[str]:
    return {row[1] for row in connection.execute("PRAGMA table_info(story)")}


def _contents(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            connection.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("sqlite_schema", "_sqlite_migrations", "story", "story_tag", "audit")
        ]
