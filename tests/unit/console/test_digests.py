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
