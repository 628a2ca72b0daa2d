"""What goes wrong around the library and the settings: a sentence that says what to do, status 2, no harm done."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from functools import partial
from pathlib import Path

from tests.e2e.support import STORYBOT, Bot, environment, run, side_by_side


def test_a_file_that_is_no_library_is_named_and_left_as_it_was(bot: Bot):
    text = bot.folder / "text.db"
    text.write_text("그냥 글입니다.\n" * 100, encoding="utf-8")
    foreign = bot.folder / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.executescript("CREATE TABLE note (words TEXT); INSERT INTO note VALUES ('남의 것')")
    before = [path.read_bytes() for path in (text, foreign)]
    for path, ran in zip((text, foreign), _opened(bot, text, foreign), strict=True):
        assert (ran.status, ran.out) == (2, "")
        assert path.name in ran.err
        assert "서재 파일이 아니거나" in ran.err
    assert [path.read_bytes() for path in (text, foreign)] == before


def test_a_library_of_a_newer_version_is_left_for_that_version(bot: Bot):
    later = Path(shutil.copy(bot.db, bot.folder / "later.db"))
    with closing(sqlite3.connect(later)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('storybot', 'm999_later', '')"
        )
    before = later.read_bytes()
    (ran,) = _opened(bot, later)
    assert (ran.status, ran.out) == (2, "")
    assert ("later.db" in ran.err, "더 새로운 storybot" in ran.err) == (True, True)
    assert later.read_bytes() == before


def test_a_path_where_no_file_can_be_is_refused(bot: Bot):
    (ran,) = _opened(bot, bot.db / "library.db")
    assert (ran.status, ran.out) == (2, "")
    assert (str(bot.db / "library.db") in ran.err, len(ran.err.splitlines())) == (True, 1)


def test_a_source_that_cannot_be_read_is_named(bot: Bot):
    ran = bot.run("import", "없는 파일.jsonl")
    assert (ran.status, ran.out, "없는 파일.jsonl" in ran.err) == (2, "", True)


def test_all_faults_of_the_settings_are_told_at_once_with_what_to_write(bot: Bot):
    (bot.folder / ".env").write_text("STORYBOT_LANGUGE=ko\n", encoding="utf-8")
    ran = run(
        "recent",
        folder=bot.folder,
        STORYBOT_LANGUAGE="fr",
        STORYBOT_LISTEN_PORT="web",
        STORYBOT_SLACK_BOT_TOKEN="xapp-hidden",
    )
    assert (ran.status, ran.out) == (2, "")
    lines = ran.err.splitlines()
    for variable, example in (
        ("STORYBOT_LANGUAGE", "ko"),
        ("STORYBOT_LISTEN_PORT", "8080"),
        ("STORYBOT_SLACK_BOT_TOKEN", "xoxb-"),
        ("STORYBOT_SLACK_APP_TOKEN", "xapp-"),
        ("STORYBOT_LANGUGE", "STORYBOT_LANGUAGE"),
    ):
        (line,) = [line for line in lines if line.startswith(variable)]
        assert example in line
    assert "hidden" not in ran.err
    assert not (bot.folder / "data").exists()


def _opened(bot: Bot, *paths: Path) -> list:
    return side_by_side(*(partial(run, "recent", "--db", path, folder=bot.folder) for path in paths))


def test_a_reader_that_has_seen_enough_ends_the_command_without_a_word(bot: Bot):
    found = f"{STORYBOT} find 이야기 --why --limit 1000 --db {bot.db} | head -1"
    ended = subprocess.run(
        ["sh", "-c", found], capture_output=True, env=environment(), cwd=bot.folder, timeout=60, check=False
    )
    assert ended.stderr == b""


def test_a_full_disk_behind_the_output_is_named(bot: Bot):
    for command in ("recent", "find 이야기", "export"):
        line = f"{STORYBOT} {command} --db {bot.db} > /dev/full"
        ended = subprocess.run(
            ["sh", "-c", line], capture_output=True, env=environment(), cwd=bot.folder, timeout=60, check=False
        )
        assert (ended.returncode, len(ended.stderr.decode().splitlines())) == (2, 1), ended.stderr.decode()
