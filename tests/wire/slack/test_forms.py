"""Modals: opened inside 3 seconds, filled from a link, checked at the fields, stored once, told late when slow."""

import asyncio
import time
from dataclasses import replace

from bot.fetching import FetchedPage
from bot.story import StoryState
from store.sqlite import SqliteStore
from tests.support.slack_server import ADMIN, GENERAL, MEMBER, Delivery, SlackServer, View, refused
from tests.wire.slack.running import Pages, Running, running

PAGE = FetchedPage(
    link="https://new.example/post",
    title="새로 쓴 글",
    body="짧은 본문이에요.",
    company="새회사",
    author="글쓴이",
    tags=("검색", "한글"),
)
LONG = FetchedPage(link="https://new.example/long", title="긴 글", body="문장이 이어져요. " * 900)


async def opened(bot: Running, text: str, *, user: str = ADMIN) -> View:
    """The form a command opens, ready to be filled in."""
    view = await bot.slack.view_of(await bot.slack.command(text, user=user))
    await bot.slack.until(lambda: view.callback_id == "form", what="the form")
    return view


async def shown(slack: SlackServer, view: View, words: str) -> View:
    """The view, once it shows some words."""
    return await slack.until(lambda: view if words in view.shows else None, what=words)


async def test_an_admin_adds_a_story_in_a_modal(bot: Running):
    view = await opened(bot, "추가")
    await bot.slack.submit(view, {"제목": "모달로 넣은 글", "링크": "https://modal.example/1", "태그": "검색, 한글"})
    await shown(bot.slack, view, "추가했어요")
    story = await bot.numbered("모달로 넣은 글")
    assert (story.link, story.tags, story.added_by) == ("https://modal.example/1", ("검색", "한글"), f"slack:{ADMIN}")
    bot.slack.assert_clean()


async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(bot: Running):
    view = await opened(bot, "추가")
    wrong = await bot.slack.submit(view, {"제목": "제목은 있어요", "링크": "주소가 아니에요"})
    assert list(wrong.form_errors) == ["link.0"]
    assert "https://" in wrong.form_errors["link.0"]
    taken = await bot.slack.submit(view, {"제목": "제목", "링크": "https://m.blog.example/kubernetes/"})
    assert "이미 있어요" in taken.form_errors["link.0"]
    await bot.slack.submit(view, {"제목": "제목", "링크": "https://other.example/1"})
    await shown(bot.slack, view, "추가했어요")
    bot.slack.assert_clean()


async def test_an_edit_shows_what_stands_there_and_changes_only_that(bot: Running):
    story = await bot.numbered("쿠버네티스 도입기")
    view = await opened(bot, f"수정 {story.number}")
    assert "쿠버네티스 도입기" in str(view.blocks)
    await bot.slack.submit(view, {"제목": "쿠버네티스 정착기"})
    await shown(bot.slack, view, "고쳤어요")
    assert (await bot.numbered("쿠버네티스 정착기")).body == story.body
    bot.slack.assert_clean()


async def test_a_body_too_long_for_slack_is_left_out_of_the_form_and_stays(socket_bot: Running):
    store, body = socket_bot.store, ("긴 본문이에요. " * 1_000).strip()
    story = await socket_bot.numbered("모니터링 입문")
    long = replace(story, body=body)
    await store.write(lambda library: library.change(long, actor="test:a", at=story.added_at, action="edited"))
    view = await opened(socket_bot, f"수정 {story.number}")
    assert "본문이 길어서" in view.shows
    await socket_bot.slack.submit(view, {"제목": "모니터링 심화"})
    await shown(socket_bot.slack, view, "고쳤어요")
    assert (await socket_bot.numbered("모니터링 심화")).body == body
    socket_bot.slack.assert_clean()


async def test_a_member_who_adds_suggests(bot: Running):
    view = await opened(bot, "제안", user=MEMBER)
    await bot.slack.submit(view, {"제목": "회원의 제안"})
    await shown(bot.slack, view, "제안했어요")
    page = await bot.store.read(lambda library: library.page(limit=5, state=StoryState.SUGGESTED))
    assert [story.title for story in page.stories] == ["회원의 제안"]
    bot.slack.assert_clean()


async def test_a_member_who_asks_for_an_admins_form_is_told_so_without_one(socket_bot: Running):
    reply = await socket_bot.slack.reply_to(await socket_bot.slack.command("수정 1", user=MEMBER))
    assert "관리자만 할 수 있어요" in reply.shows
    assert socket_bot.slack.modal(MEMBER) is None


async def test_enter_in_the_link_field_fills_the_others_and_keeps_what_was_typed():
    async with running(pages=Pages(PAGE)) as bot:
        view = await opened(bot, "추가")
        await bot.slack.press(view, "fill", choose=PAGE.link, values={"제목": "내가 지은 제목"})
        await shown(bot.slack, view, "제목")
        await bot.slack.until(lambda: "글쓴이" in str(view.blocks) and view.versions > 2)
        await bot.slack.submit(view)
        await shown(bot.slack, view, "추가했어요")
        story = await bot.numbered("내가 지은 제목")
        assert (story.body, story.company, story.tags) == (PAGE.body, PAGE.company, PAGE.tags)
        bot.slack.assert_clean()


async def test_a_messages_link_becomes_a_story_with_its_whole_text():
    async with running(pages=Pages(LONG)) as bot:
        message = bot.slack.put(f"이 글 좋아요 <{LONG.link}|긴 글>")
        view = await bot.slack.view_of(await bot.slack.message_shortcut("add_link", message, user=ADMIN))
        await bot.slack.until(lambda: view.callback_id == "form")
        assert "본문" in view.shows
        await bot.slack.submit(view)
        await shown(bot.slack, view, "추가했어요")
        assert (await bot.numbered("긴 글")).body == LONG.body.strip()
        bot.slack.assert_clean()


async def test_a_members_message_shortcut_suggests_and_a_page_that_cannot_be_read_says_why():
    async with running(pages=Pages()) as bot:
        message = bot.slack.put("https://gone.example/1 참고하세요")
        view = await bot.slack.view_of(await bot.slack.message_shortcut("add_link", message, user=MEMBER))
        await bot.slack.until(lambda: view.callback_id == "form")
        await bot.slack.submit(view, {"제목": "직접 적은 제목"})
        await shown(bot.slack, view, "제안했어요")
        bot.slack.assert_clean()


async def test_a_known_link_shows_its_story_instead_of_a_form(bot: Running):
    message = bot.slack.put("https://www.blog.example/kubernetes?utm_source=x")
    view = await bot.slack.view_of(await bot.slack.message_shortcut("add_link", message))
    await shown(bot.slack, view, "쿠버네티스 도입기")
    bot.slack.assert_clean()


async def test_a_message_without_a_link_says_so(bot: Running):
    message = bot.slack.put("링크가 없는 말")
    told = await bot.slack.reply_to(await bot.slack.message_shortcut("add_link", message))
    assert "링크를 찾지 못했어요" in told.shows
    bot.slack.assert_clean()


async def test_the_global_shortcut_searches_in_a_modal_and_opens_there(bot: Running):
    view = await bot.slack.view_of(await bot.slack.shortcut("find_story"))
    await bot.slack.submit(view, {"query": "배포 자동화"})
    await shown(bot.slack, view, "배포 자동화 이야기")
    await bot.slack.press(view, "다음 2/2")
    await shown(bot.slack, view, "2/2쪽")
    await bot.slack.press(view, "query", choose="쿠버네티스")
    await shown(bot.slack, view, "쿠버네티스 도입기")
    assert "채널에 나누기" not in view.buttons
    await bot.slack.press(view, "자세히")
    await shown(bot.slack, view, "배포 시간을 절반으로")
    bot.slack.assert_clean()


async def test_an_answer_deleted_by_the_message_shortcut_is_gone(bot: Running):
    said: Delivery = await bot.slack.say("<@U0STORYBT> 쿠버네티스")
    reply = await bot.slack.reply_to(said)
    refused = await bot.slack.message_shortcut("delete_answer", reply, user="U0MEMBER2")
    assert "지울 수 있어요" in (await bot.slack.reply_to(refused)).shows
    await bot.slack.message_shortcut("delete_answer", reply, user=MEMBER)
    await bot.slack.until(lambda: reply.deleted)
    bot.slack.assert_clean()


async def test_a_slow_store_is_told_about_in_the_view_afterwards(socket_bot: Running):
    view = await opened(socket_bot, "추가")
    busy = asyncio.create_task(_hold(socket_bot.store, 2.3))
    await asyncio.sleep(0)
    sent = await socket_bot.slack.submit(view, {"제목": "느린 저장"})
    assert sent.acked
    assert sent.ack_seconds is not None
    assert sent.ack_seconds < 3
    assert "담는 중" in view.shows
    await shown(socket_bot.slack, view, "추가했어요")
    await busy
    assert await socket_bot.numbered("느린 저장")
    socket_bot.slack.assert_clean()


async def test_an_expired_trigger_is_told_so(bot: Running):
    bot.slack.fault("views.open", refused("expired_trigger_id"))
    reply = await bot.slack.reply_to(await bot.slack.command("추가", user=ADMIN, channel=GENERAL))
    assert "다시 한번 눌러" in reply.shows
    bot.slack.assert_clean()


async def _hold(store: SqliteStore, seconds: float) -> None:
    await store.write(lambda library: time.sleep(seconds))
