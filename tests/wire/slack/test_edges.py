"""The less trodden ways: sharing by word, presses from elsewhere, listing pages, posts in their turn."""

import asyncio
import time
from dataclasses import replace

from adapters.slack.adapter import SlackAdapter
from bot.fetching import FetchedPage
from bot.ports import Collecting
from tests.support.slack_server import (
    ADMIN,
    BOT,
    DM,
    GENERAL,
    MEMBER,
    OTHER_MEMBER,
    OTHER_TEAM,
    OUTSIDE,
    SlackServer,
    refused,
)
from tests.unit.slack.test_seen import Busy
from tests.wire.slack.running import Mode, Pages, Running, listening, quick, running


async def test_a_story_is_shared_by_word_in_a_command_and_in_a_mention(bot: Running):
    story = await bot.numbered("쿠버네티스 도입기")
    await bot.slack.command(f"나누기 {story.number}")
    await bot.slack.until(lambda: len(bot.slack.posted(GENERAL)) == 1)
    await bot.slack.say(f"<@{BOT}> 나누기 {story.number}", user=OTHER_MEMBER)
    await bot.slack.until(lambda: len(bot.slack.posted(GENERAL)) == 2)
    assert "이회원 님이 나눈 글이에요" in bot.slack.posted(GENERAL)[-1].shows
    bot.slack.assert_clean()


async def test_a_share_by_word_that_slack_refuses_is_told(bot: Running):
    story = await bot.numbered("쿠버네티스 도입기")
    bot.slack.fault("chat.postMessage", refused("internal_error"), times=2)
    told = await bot.slack.reply_to(await bot.slack.command(f"나누기 {story.number}"))
    assert "internal_error" in told.shows
    said = await bot.slack.say(f"<@{BOT}> 나누기 {story.number}")
    assert "internal_error" in (await bot.slack.reply_to(said)).shows


async def test_presses_and_forms_from_another_workspace_are_refused(socket_bot: Running):
    slack = socket_bot.slack
    found = await slack.reply_to(await slack.command("쿠버네티스"))
    press = await slack.press(found, "저장", team=OTHER_TEAM)
    assert "다른 워크스페이스" in (await slack.reply_to(press)).shows
    await slack.settled()
    saved = await socket_bot.store.read(lambda library: library.saved(f"slack:{MEMBER}", limit=1))
    assert saved.total == 0
    await slack.shortcut("find_story", team=OTHER_TEAM)
    await slack.settled()
    assert slack.modal(MEMBER) is None


async def test_an_answer_posted_where_the_bot_is_no_member_can_be_deleted_too(bot: Running):
    found = await bot.slack.reply_to(await bot.slack.command("쿠버네티스", channel=OUTSIDE))
    await bot.slack.press(found, "채널에 나누기")
    posted = await bot.slack.until(lambda: next(iter(bot.slack.posted(OUTSIDE)), None))
    bot.slack.fault("chat.delete", refused("cant_delete_message"))
    await bot.slack.press(posted, "내 답변 지우기")
    await bot.slack.until(lambda: posted.deleted)


async def test_a_dead_button_says_so(socket_bot: Running):
    found = await socket_bot.slack.reply_to(await socket_bot.slack.command("쿠버네티스"))
    for block in found.blocks:
        for element in block.get("elements") or []:  # type: ignore[union-attr]
            if isinstance(element, dict) and element.get("value", "").startswith("open:"):
                element["value"] = "nonsense"
    told = await socket_bot.slack.reply_to(await socket_bot.slack.press(found, "자세히"))
    assert "이 버튼은 이제 쓸 수 없어요" in told.shows


async def test_a_listing_page_is_no_story():
    page = FetchedPage(link="https://new.example/", title="모음", list_of_links=("https://new.example/1",))
    async with running(pages=Pages(page)) as bot:
        at = bot.clock()
        await bot.store.write(
            lambda library: library.set_collecting(f"slack:{GENERAL}", Collecting.ADD, actor="slack:U1", at=at)
        )
        await bot.slack.say("<https://new.example/>")
        await bot.slack.settled()
        assert await bot.store.read(lambda library: library.by_link("https://new.example/")) is None


async def test_the_past_is_not_read_where_nothing_is_collected(socket_bot: Running):
    screen = await socket_bot.slack.reply_to(await socket_bot.slack.command("모으기", user=ADMIN))
    told = await socket_bot.slack.reply_to(await socket_bot.slack.press(screen, "지난 링크 모으기"))
    assert "먼저" in told.shows


async def test_a_form_whose_story_is_gone_says_so_in_the_form(socket_bot: Running):
    story = await socket_bot.numbered("모니터링 입문")
    view = await socket_bot.slack.view_of(await socket_bot.slack.command(f"수정 {story.number}", user=ADMIN))
    await socket_bot.slack.until(lambda: view.callback_id == "form")
    view.given["private_metadata"] = '{"press": "edit:999"}'
    sent = await socket_bot.slack.submit(view, {"제목": "없는 글"})
    assert "999" in next(iter(sent.form_errors.values()))


async def test_a_shortcut_that_came_too_late_is_told(socket_bot: Running):
    message = socket_bot.slack.put("https://late.example/1")
    socket_bot.slack.fault("views.open", refused("expired_trigger_id"))
    told = await socket_bot.slack.reply_to(await socket_bot.slack.message_shortcut("add_link", message))
    assert "다시 한번" in told.shows


async def test_messages_in_one_channel_are_a_second_apart():
    async with running(seconds_between_posts=0.2) as bot:
        started = time.monotonic()
        await asyncio.gather(*(bot.slack.say(f"<@{BOT}> 쿠버네티스", channel=DM) for _ in range(3)))
        await bot.slack.until(lambda: len(bot.slack.posted(DM)) == 3)
        assert time.monotonic() - started >= 0.4


async def test_a_library_that_cannot_be_used_is_told_to_who_asked(mode: Mode):
    async with SlackServer() as slack, running() as other:
        app = replace(other.adapter._app, store=Busy())
        async with listening(SlackAdapter(app, quick(slack, mode)), slack):
            asked = await slack.reply_to(await slack.command("쿠버네티스"))
            assert "library.db" in asked.shows
            said = await slack.reply_to(await slack.say(f"<@{BOT}> 쿠버네티스"))
            assert said.ephemeral_to == MEMBER
