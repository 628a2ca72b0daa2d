"""Slack delivers again: the same command, click, submission or event has one effect, also after a restart."""

from pathlib import Path

import pytest

from tests.support.slack_server import ADMIN, BOT, GENERAL, MEMBER, SlackServer
from tests.wire.slack.running import Running, running


async def titled(bot: Running, title: str) -> int:
    """How many stories have this title."""
    page = await bot.store.read(lambda library: library.page(limit=50))
    return sum(story.title == title for story in page.stories)


@pytest.mark.parametrize("as_retry", [False, True])
async def test_a_command_delivered_five_times_is_answered_once(bot: Running, as_retry: bool):
    asked = await bot.slack.command("쿠버네티스")
    await bot.slack.redeliver(asked, times=4, as_retry=as_retry)
    await bot.slack.settled()
    assert len(bot.slack.replies_to(asked)) == 1
    bot.slack.assert_clean()


async def test_a_click_delivered_five_times_shares_once(bot: Running):
    found = await bot.slack.reply_to(await bot.slack.command("쿠버네티스"))
    click = await bot.slack.press(found, "채널에 나누기")
    await bot.slack.redeliver(click, times=4)
    await bot.slack.settled()
    assert len(bot.slack.posted(GENERAL)) == 1
    assert [one for one in bot.slack.messages(GENERAL, seen_by=MEMBER) if "방금 나눴어요" in one.shows] == []


async def test_a_submission_delivered_five_times_stores_once(bot: Running):
    view = await bot.slack.view_of(await bot.slack.command("추가", user=ADMIN))
    await bot.slack.until(lambda: view.callback_id == "form")
    sent = await bot.slack.submit(view, {"제목": "한 번만"})
    await bot.slack.redeliver(sent, times=4)
    await bot.slack.settled()
    assert await titled(bot, "한 번만") == 1


async def test_an_event_delivered_five_times_is_answered_once(bot: Running):
    said = await bot.slack.say(f"<@{BOT}> 쿠버네티스")
    await bot.slack.redeliver(said, times=2)
    await bot.slack.redeliver(said, times=2, as_retry=True)
    await bot.slack.settled()
    assert len(bot.slack.posted(GENERAL)) == 1


async def test_what_was_answered_before_a_restart_is_not_answered_again(tmp_path: Path):
    async with SlackServer() as slack:
        async with running(slack=slack, path=tmp_path / "library.db"):
            asked = await slack.command("추가 다시 오는 글 https://again.example/1", user=ADMIN)
            await slack.reply_to(asked)
        async with running(slack=slack, path=tmp_path / "library.db") as bot:
            await slack.redeliver(asked, as_retry=True)
            await slack.settled()
            assert len(slack.replies_to(asked)) == 1
            assert await titled(bot, "다시 오는 글") == 1


async def test_a_replayed_http_request_is_answered_once():
    async with running("http") as bot:
        asked = await bot.slack.command("쿠버네티스")
        await bot.slack.redeliver(asked, times=3, replay=True)
        await bot.slack.settled()
        assert len(bot.slack.replies_to(asked)) == 1
