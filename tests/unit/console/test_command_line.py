"""The command line in this process: arguments, options, statuses; `tests/e2e` starts it as people do."""

import asyncio
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from structlog.testing import capture_logs
from typer.testing import CliRunner

from adapters.console.command_line import _CHAT_ONLY, _IN_GROUPS, build
from bot.commands.registry import COMMANDS
from tests.support.building import add, draft, opened
from tests.unit.console.support import wiring


@pytest.fixture
async def db(tmp_path: Path) -> Path:
    """A library of twelve stories."""
    path = tmp_path / "library.db"
    async with opened(path) as store:
        await add(store, *(draft(f"모니터링 {number}편", id=f"s:{number}", tags=("AWS",)) for number in range(1, 13)))
    return path


@pytest.mark.parametrize(
    "name", [one.name for one in COMMANDS if one.listed and one.name not in (*_CHAT_ONLY, *_IN_GROUPS)]
)
def test_every_command_of_the_registry_that_means_something_in_a_shell_is_there(name: str):
    shown = shell(name, "--help")
    assert (shown.exit_code, "--db" in shown.stdout, "--json" in shown.stdout) == (0, True, True)


def test_pages_are_turned_with_an_option(db: Path):
    first, second = shell("recent", "--db", db), shell("recent", "--page", "2", "--db", db)
    assert [len(shown.stdout.splitlines()) - 1 for shown in (first, second)] == [10, 2]
    assert "모니터링 12편" in first.stdout
    assert "모니터링 12편" not in second.stdout


def test_scripts_choose_how_many_hits_a_page_has(db: Path):
    pages = [_json(shell("find", "모니터링", "--limit", "5", "--page", page, "--json", "--db", db)) for page in "123"]
    assert [(page["total"], len(page["hits"])) for page in pages] == [(12, 5), (12, 5), (12, 2)]
    assert len({hit["id"] for page in pages for hit in page["hits"]}) == 12


def test_a_search_can_be_asked_why(db: Path):
    shown = shell("find", "모니터링 3편", "--why", "--db", db)
    assert shown.exit_code == 0
    score, title, reasons = shown.stdout.splitlines()[0].split("  ")
    assert (float(score) > 0, title, reasons.startswith("(")) == (True, "모니터링 3편", True)


def test_a_batch_may_come_through_a_pipe(db: Path):
    asked = '\ufeff{"id": "q1", "query": "모니터링 4편"}\n\n{"id": "q2", "query": 5}\n[]\n{"id": "q3"}\n'
    shown = shell("find", "--batch", "-", "--limit", "1", "--db", db, typed=asked)
    answers = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [(answer["id"], answer["hits"]) for answer in answers] == [("q1", ["s:4"]), ("q2", ["s:5"])]
    assert [line.split("번째")[0] for line in shown.stderr.splitlines()] == ["4", "5"]


def test_lists_are_printed_for_scripts_too(db: Path):
    recent, tags, changes = (_json(shell(command, "--json", "--db", db)) for command in ("recent", "tags", "changes"))
    assert recent["rows"][0]["label"] == "모니터링 12편"
    assert tags["rows"] == [{"label": "#AWS", "detail": "12편", "press": "tags:AWS"}]
    assert len(changes["rows"]) == 10


def test_a_story_is_added_from_a_pasted_line(db: Path):
    shown = shell("add", "새 글", "https://blog.example/new", "#새것", "회사:두레", "--json", "--db", db)
    (story,) = _json(shown)["stories"]
    assert (story["title"], story["url"], story["company"]) == ("새 글", "https://blog.example/new", "두레")
    assert story["tags"] == ["새것"]


def test_the_title_may_stand_before_the_options(db: Path):
    (story,) = _json(shell("add", "새", "글", "--tags", "aws, 개발 문화", "--json", "--db", db))["stories"]
    assert (story["title"], story["tags"]) == ("새 글", ["aws", "개발 문화"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("open", "99"), "99"),
        (("similar", "없는글"), "없는글"),
        (("hide", "99"), "99"),
        (("add",), "--title"),
        (("edit", "1"), "--title"),
        (("edit", "1", "--title", ""), "비어"),
        (("add", "--title", "글", "--link", "javascript:alert(1)"), "https://"),
    ],
    ids=["open", "similar", "hide", "add", "edit", "blank title", "no link"],
)
def test_what_cannot_be_done_is_said_on_standard_error_with_status_1(db: Path, arguments: tuple[str, ...], said: str):
    plain, for_scripts = shell(*arguments, "--db", db), shell(*arguments, "--json", "--db", db)
    assert (plain.exit_code, plain.stdout, said in plain.stderr) == (1, "", True)
    assert (for_scripts.exit_code, json.loads(for_scripts.stdout)["failed"]) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("open",), ("recent", "--page", "0"), ("find", "x", "--limit", "many"), ("import",)],
    ids=["command", "no story", "page", "limit", "no source"],
)
def test_what_is_typed_wrong_is_told_with_how_to_get_help(arguments: tuple[str, ...]):
    shown = shell(*arguments)
    assert (shown.exit_code, shown.stdout, "--help" in shown.stderr) == (2, "", True)


def test_faults_of_the_settings_end_with_status_2_and_name_the_variable():
    shown = shell("recent")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "STORYBOT_DB" in shown.stderr
    assert "data/storybot.db" in shown.stderr


def test_a_long_list_of_refusals_is_cut_for_people_and_whole_for_scripts(tmp_path: Path):
    source = tmp_path / "broken.jsonl"
    source.write_text('{"title": "좋은 글"}\n' + "{}\n" * 25, encoding="utf-8")
    shown = shell("import", source, "--db", tmp_path / "library.db")
    assert (shown.exit_code, "거절 25건" in shown.stdout, "5건 더" in shown.stdout) == (0, True, True)
    report = _json(shell("import", source, "--json", "--db", tmp_path / "library.db"))
    assert [one["line"] for one in report["refused"]] == list(range(2, 27))


@pytest.mark.parametrize(
    "arguments",
    [("import", "없는 파일"), ("find", "--batch", "없는 파일"), ("export", "없는 폴더/없는 파일")],
    ids=["import", "batch", "export"],
)
def test_files_that_cannot_be_read_or_written_are_named_with_status_2(db: Path, arguments: tuple[str, ...]):
    shown = shell(*arguments, "--db", db)
    assert (shown.exit_code, shown.stdout, "없는 파일" in shown.stderr) == (2, "", True)


def test_a_source_of_refusals_only_ends_with_status_1(db: Path):
    shown = shell("import", "-", "--format", "jsonl", "--db", db, typed="nothing\n")
    assert (shown.exit_code, "거절 1건" in shown.stdout) == (1, True)


def test_an_export_follows_a_link_to_its_file_and_never_replaces_a_device(db: Path, tmp_path: Path):
    (tmp_path / "real.jsonl").write_text("alt\n", encoding="utf-8")
    (tmp_path / "alias.jsonl").symlink_to("real.jsonl")
    assert shell("export", tmp_path / "alias.jsonl", "--db", db).exit_code == 0
    assert (tmp_path / "alias.jsonl").is_symlink()
    assert len((tmp_path / "real.jsonl").read_text(encoding="utf-8").splitlines()) == 12


def test_an_export_into_a_named_pipe_goes_through_it(db: Path, tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(_read_pipe, pipe)
        assert shell("export", pipe, "--db", db).exit_code == 0
        assert pipe.is_fifo()
        assert len(reading.result(timeout=10)) == 12


def test_an_index_is_made_anew_and_checked(db: Path):
    rebuilt, checked = shell("index", "rebuild", "--db", db), shell("index", "check", "--db", db)
    assert (rebuilt.exit_code, "12편" in rebuilt.stdout) == (0, True)
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_an_index_that_does_not_fit_the_stories_is_reported_with_status_1(db: Path):
    async def forget_a_story() -> None:
        async with opened(db) as store:
            await store.maintain(lambda connection: store._engine.remove(connection, 3))

    asyncio.run(forget_a_story())
    shown = shell("index", "check", "--db", db)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "storybot index rebuild" in shown.stderr


def test_a_chat_without_a_terminal_answers_its_lines_in_the_language_asked_for(db: Path):
    assert "글 12편" in shell("chat", "--db", db, typed="최근\n").stdout
    assert "12 stories" in shell("chat", "--lang", "en", "--db", db, typed="recent\n").stdout


@pytest.mark.parametrize(
    ("options", "is_wanted", "samples"),
    [((), True, True), ((), False, False), (("--no-samples",), True, False), (("--samples",), False, True)],
    ids=["settings want them", "settings do not", "not this time", "this time"],
)
def test_a_new_library_gets_samples_where_they_are_wanted(
    tmp_path: Path, options: tuple[str, ...], is_wanted: bool, samples: bool
):
    for _ in range(2):
        shown = shell("chat", *options, "--db", tmp_path / "new.db", typed="최근\n", is_wanted=is_wanted)
        assert shown.stdout.count("샘플 글") == samples


def test_a_library_that_holds_stories_gets_no_samples(db: Path):
    assert "샘플 글" not in shell("chat", "--db", db, typed="찾기 샘플 글\n").stdout.split("’", 1)[1]


def shell(*arguments: str | Path, typed: str = "", is_wanted: bool = True) -> Result:
    """Run one command; the log goes nowhere."""
    command_line = build(replace(wiring(), samples_wanted=lambda: is_wanted))
    with capture_logs():
        return CliRunner().invoke(command_line, [str(one) for one in arguments], input=typed, prog_name="storybot")


def _read_pipe(pipe: Path) -> list[str]:
    """Every line of a pipe; opened without waiting for its writer, who may never come."""
    descriptor = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    lines = b""
    end = time.monotonic() + 5
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        while time.monotonic() < end and lines.count(b"\n") < 12:
            lines += stream.read() or b""
            time.sleep(0.01)
    return lines.decode().splitlines()


def _json(shown: Result) -> dict:
    assert shown.exit_code == 0, shown.stderr or shown.stdout
    return json.loads(shown.stdout)
