"""What power failures and a second process do to an import: nothing is lost, nothing is half there."""

import sqlite3
import time
from collections.abc import Iterable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.e2e.support import PATIENCE, Bot, json_of, run, started, write_lines

STORIES = 10_000
BATCH = 200
KILLED_AT = (0, 2_000)  # stories held when the process dies; 0: while the first ones come in


def test_an_import_killed_again_and_again_leaves_whole_batches_and_the_next_one_completes_it(empty_bot: Bot):
    source = _story_file(empty_bot.folder / "many.jsonl", range(STORIES))
    held = 0
    for at_least in KILLED_AT:
        _import_until(empty_bot, source, at_least)
        with closing(sqlite3.connect(empty_bot.db)) as connection:
            held, audited, tagged, taggings = _counts(connection)
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert held >= at_least
        assert (held % BATCH, audited, tagged, taggings) == (0, held, held, 2 * held)
    check = empty_bot.run("index", "check")
    assert (check.status, check.err) == (0, "")
    report = json_of(run("import", source, "--db", empty_bot.db, "--json", folder=empty_bot.folder, measured=False))
    assert report == {"new": STORIES - held, "updated": 0, "unchanged": held, "refused": []}
    assert held < STORIES
    assert empty_bot.run("index", "check").status == 0


def test_two_processes_that_import_at_once_into_a_new_library_lose_nothing(empty_bot: Bot):
    sources = [
        _story_file(empty_bot.folder / f"part-{number}.jsonl", range(number * 1000, (number + 1) * 1000))
        for number in range(2)
    ]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(started(*_import(empty_bot, source), folder=empty_bot.folder)) for source in sources
        ]
        for process in processes:
            out, err = process.communicate(timeout=PATIENCE)
            assert (process.returncode, out) == (0, b'{"new": 1000, "updated": 0, "unchanged": 0, "refused": []}\n'), (
                err
            )
    with closing(sqlite3.connect(empty_bot.db)) as connection:
        assert _counts(connection) == (2000, 2000, 2000, 4000)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert empty_bot.run("index", "check").status == 0


def _import_until(bot: Bot, source: Path, at_least: int) -> None:
    """Start the import and kill it while it is at work on a library that holds `at_least` stories."""
    with started(*_import(bot, source), folder=bot.folder, measured=False) as process:
        for _ in _moments():
            if bot.db.exists() and _stories(bot.db) >= at_least:
                break
            assert process.poll() is None, process.communicate()
        process.kill()
        process.wait()
    assert process.returncode < 0


def _import(bot: Bot, source: Path) -> tuple[str | Path, ...]:
    return "import", source, "--db", bot.db, "--json"


def _moments() -> Iterable[None]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        yield
        time.sleep(0.02)
    pytest.fail("the import did not come that far")


def _stories(db: Path) -> int:
    """How many stories another process has committed so far; -1 where there is no table yet."""
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM story").fetchone()[0]
    except sqlite3.OperationalError:
        return -1


def _counts(connection: sqlite3.Connection) -> tuple[int, int, int, int]:
    """Stories, audit rows, stories with tags, tags on stories."""
    return connection.execute(
        """SELECT (SELECT count(*) FROM story), (SELECT count(*) FROM audit),
                  (SELECT count(DISTINCT story) FROM story_tag), (SELECT count(*) FROM story_tag)"""
    ).fetchone()


def _story_file(path: Path, numbers: Iterable[int]) -> Path:
    topics = ("배포 자동화", "장애 대응", "모니터링", "코드 리뷰", "데이터 파이프라인", "접근성", "테스트")
    return write_lines(
        path,
        *(
            {
                "id": f"g:{number}",
                "title": f"{topics[number % len(topics)]} 이야기 {number}",
                "body": f"{number}번째 기록입니다. {topics[number % 5]}에서 배운 점을 짧게 적습니다.",
                "tags": [topics[number % len(topics)], f"기록 {number % 50}"],
            }
            for number in numbers
        ),
    )
