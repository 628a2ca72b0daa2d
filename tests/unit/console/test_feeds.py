"""`storybot feeds …` on the command line, over a source in memory."""

import dataclasses
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from adapters.console.feeds import feeds
from adapters.console.opening import Opened, Progress, Wiring
from bot.fetching import FetchProblem, FetchRefused
from tests.support.feeding import Source, entry, look
from tests.unit.console.support import add_one_sample, open_library

Run = Callable[..., Result]


@pytest.fixture
def source() -> Source:
    return Source([look(entry(1), entry(2))])


@pytest.fixture
def storybot(source: Source, tmp_path: Path) -> Run:
    """`storybot feeds` with these words, over one library."""

    @asynccontextmanager
    async def opener(db: Path | None, *, progress: Progress | None = None) -> AsyncIterator[Opened]:
        async with open_library(db, progress=progress) as library:
            yield dataclasses.replace(library, app=dataclasses.replace(library.app, feeds=source))

    wiring = Wiring(open=opener, add_samples=add_one_sample, samples_wanted=lambda: False, language=lambda: "ko")
    cli = feeds(wiring)
    return lambda *words: CliRunner().invoke(cli, [*words, "--db", str(tmp_path / "library.db")])


def test_a_feed_is_checked_added_listed_and_removed(storybot: Run) -> None:
    checked = storybot("check", "blog.example.com")
    assert "‘가나 기술 블로그’를 찾았어요. 글이 2편 있어요." in checked.output
    assert "따라가는 피드가 아직 없어요." in storybot("list").output
    added = storybot("add", "https://blog.example.com/feed", "--company", "가나", "--exclude", "채용, #이벤트")
    assert "#1 가나 기술 블로그 · https://blog.example.com/feed" in added.output
    assert "새 글 2편" in added.output
    assert "이미 따라가는 피드예요" in storybot("add", "https://blog.example.com/feed").output
    shown = json.loads(storybot("show", "1", "--json").output.splitlines()[-1])
    assert {"label": "이 말이 있으면 빼기", "detail": "채용, #이벤트", "press": ""} in shown["rows"]
    assert "지웠어요" in storybot("remove", "1").output
    assert storybot("remove", "1").exit_code == 1


def test_settings_that_say_nothing_or_too_much_are_taken_as_far_as_they_go(storybot: Run) -> None:
    added = storybot("add", "https://blog.example.com/feed", "--name", " ", "--company", "가" * 300)
    assert "#1 가나 기술 블로그" in added.output
    assert "가" * 100 in storybot("show", "1").output


def test_a_round_by_hand_says_what_it_did(storybot: Run, source: Source) -> None:
    storybot("add", "https://blog.example.com/feed")
    assert json.loads(storybot("run", "--json").output)["looked"] == 0
    source.answers = [look(entry(1), entry(2), entry(3))]
    assert json.loads(storybot("run", "--all", "--json").output) == {
        "looked": 1,
        "unchanged": 0,
        "failed": 0,
        "new": 1,
        "updated": 0,
        "pages": 0,
    }
    storybot("off", "1")
    assert json.loads(storybot("run", "--all", "--json").output)["looked"] == 0


def test_lists_go_out_and_come_in_again(storybot: Run, tmp_path: Path) -> None:
    storybot("add", "https://blog.example.com/feed")
    file = tmp_path / "feeds.opml"
    storybot("export", str(file))
    assert 'xmlUrl="https://blog.example.com/feed"' in storybot("export").stdout
    storybot("remove", "1")
    assert "새 피드 1개를 더했어요. 이미 있던 것 0개, 쓸 수 없는 주소 0개." in storybot("import", str(file)).output
    assert "이미 있던 것 1개" in storybot("import", str(file)).output


def test_what_cannot_be_used_is_said_and_ends_with_a_fault(storybot: Run, source: Source, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("no list", encoding="utf-8")
    assert storybot("import", str(other)).exit_code == 1
    assert storybot("import", str(tmp_path / "missing.opml")).exit_code == 2
    source.answers = [FetchRefused(FetchProblem.NOT_A_FEED, host="blog.example.com")]
    refused = storybot("add", "https://blog.example.com/")
    assert refused.exit_code == 1
    assert "피드를 찾지 못했어요" in refused.output
