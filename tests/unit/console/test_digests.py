"""What the command line says of scheduled posts."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.composition import command_line
from bot.digest.outbox import Post, PostReason, PostState
from bot.digest.target import Target
from tests.support.building import SEOUL, add, draft, opened


@pytest.fixture
async def library(tmp_path: Path) -> Path:
    """A library with one scheduled channel and a day that was missed."""
    path = tmp_path / "library.db"
    async with opened(path) as store:
        stories = await add(store, *(draft(f"글 {number}") for number in range(3)))  # type: ignore[arg-type]
        at = stories[0].added_at
        target = Target(channel="slack:C1", zone=SEOUL, since=at)
        missed = Post(
            channel="slack:C1",
            day=date(2026, 3, 1),
            state=PostState.SKIPPED,
            due_at=at,
            at=at,
            reason=PostReason.MISSED,
        )
        await store.write(lambda one: one.set_target(target, actor="test:a", at=at))
        await store.write(lambda one: one.put_post(missed))
    return path


def printed(*arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(command_line(), arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_log_names_channel_day_state_and_reason(library: Path):
    (row,) = printed("digest", "log", "--db", str(library), "--json")
    assert (row["channel"], row["day"], row["reason"]) == ("slack:C1", "2026-03-01", "그 시간에 봇이 꺼져 있었어요")


def test_the_preview_names_a_story_for_each_day_without_repeating_one_too_early(library: Path):
    rows = printed("digest", "preview", "--days", "3", "--db", str(library), "--json")
    assert 2 <= len(rows) <= 3
    assert len({row["title"] for row in rows}) == len(rows)


def test_a_schedule_is_set_paused_and_listed(library: Path):
    db = ("--db", str(library))
    shown = CliRunner().invoke(
        command_line(), ["digest", "set", "discord:7", "--at", "18:30", "--kind", "new", "--approval", "on", *db]
    )
    assert shown.exit_code == 0, shown.output
    assert "매일 18:30(Asia/Seoul)에 새 글 모음을" in shown.stdout
    CliRunner().invoke(command_line(), ["digest", "pause", "discord:7", "2099-12-01", *db])
    listed = {str(row["channel"]): row for row in printed("digest", "list", *db, "--json")}
    assert listed["discord:7"]["paused_until"] == "2099-12-01"
    assert listed["discord:7"]["approval"] == "on"
    CliRunner().invoke(command_line(), ["digest", "off", "discord:7", *db])
    listed = {str(row["channel"]): row for row in printed("digest", "list", *db, "--json")}
    assert listed["discord:7"]["off"]


def test_a_mistake_is_told_and_changes_nothing(library: Path):
    refused = CliRunner().invoke(
        command_line(), ["digest", "set", "slack:C1", "--at", "25:00", "--kind", "new", "--db", str(library)]
    )
    assert refused.exit_code == 1
    assert "시각을 읽지 못했어요" in refused.stderr
    (row,) = printed("digest", "list", "--db", str(library), "--json")
    assert row["kind"] == "featured"


def test_days_off_are_taken_from_a_file_as_a_whole_or_not_at_all(library: Path, tmp_path: Path):
    file = tmp_path / "off.txt"
    file.write_text("2099-12-24 창립기념일\n성탄절\n", encoding="utf-8")
    refused = CliRunner().invoke(command_line(), ["digest", "days-off", str(file), "--db", str(library)])
    assert refused.exit_code == 1
    assert "2번째 줄" in refused.stderr
    file.write_text("2099-12-24 창립기념일\n2099-12-25\n", encoding="utf-8")
    taken = CliRunner().invoke(command_line(), ["digest", "days-off", str(file), "--db", str(library)])
    assert "2일을 정했어요" in taken.stdout
