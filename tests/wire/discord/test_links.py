"""Links people post: hints, suggestions, additions, and the history of a channel; all of it opt-in."""

import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.fetching import FetchedPage
from bot.ports import Collecting
from bot.story import StoryState
from tests.support.discord_server import Channel, Intent, Permission
from tests.wire.discord.conftest import Stage, eventually
from tests.wire.discord.test_forms import OnePage

REACT = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"
PAGE = FetchedPage(link="https://c.example/new", title="새로 올라온 글", body="본문", company="마바")


@asynccontextmanager
async def reading(stage: Stage, mode: Collecting | None, channel: Channel | None = None) -> AsyncIterator[None]:
    """The bot reading along in a channel."""
    key = f"discord:{(channel or stage.server.general).id}"
    stage.server.gateway.allowed_intents = Intent.MESSAGE_CONTENT
    await stage.store.write(lambda library: library.set_collecting(key, mode, actor="test:admin", at=stage.clock()))
    async with stage.bot(message_content=True, fetcher=OnePage(PAGE)):
        yield


async def test_a_channel_is_not_read_unless_it_was_switched_on(stage: Stage) -> None:
    async with reading(stage, None):
        await stage.server.message("https://c.example/new")
        await stage.server.message_of(await stage.server.slash("story"))
    assert await stage.store.read(lambda library: library.by_link("https://c.example/new")) is None


async def test_a_known_link_is_pointed_out_to_who_posted_it_alone(stage: Stage) -> None:
    server = stage.server
    async with reading(stage, Collecting.HINT):
        await server.message("이 글 좋네요 https://a.example/monitoring")
        hint = await server.next_message(server.dm())
    assert "서재에 있는 글이에요" in hint.text
    assert hint.flags & (1 << 12), "a hint makes no sound"
    assert not [one for one in server.general.shown if one.author is server.bot]


async def test_who_takes_no_direct_messages_sees_a_mark(stage: Stage) -> None:
    server = stage.server
    server.member.accepts_dms = False
    async with reading(stage, Collecting.HINT):
        posted = await server.message("https://a.example/monitoring")
        await eventually(lambda: posted.reactions)
    assert list(posted.reactions) == ["📚"]


async def test_an_unknown_link_stays_unknown_where_only_hints_are_wanted(stage: Stage) -> None:
    async with reading(stage, Collecting.HINT):
        await stage.server.message("https://c.example/new")
        await stage.server.message_of(await stage.server.slash("story"))
    assert await stage.store.read(lambda library: library.by_link("https://c.example/new")) is None


async def test_a_new_link_is_suggested_with_what_its_page_says(stage: Stage) -> None:
    server = stage.server
    async with reading(stage, Collecting.SUGGEST):
        posted = await server.message("새 글! https://c.example/new?utm_source=discord")
        await eventually(lambda: posted.reactions)
    story = await stage.store.read(lambda library: library.by_link("https://c.example/new"))
    assert story
    assert (story.state, list(posted.reactions)) == (StoryState.SUGGESTED, ["📥"])


async def test_a_new_link_is_added_where_the_channel_says_so(stage: Stage) -> None:
    server = stage.server
    async with reading(stage, Collecting.ADD):
        posted = await server.message("https://c.example/new")
        await eventually(lambda: posted.reactions)
    story = await stage.store.read(lambda library: library.by_link("https://c.example/new"))
    assert story
    assert (story.state, story.title) == (StoryState.LIVE, "새로 올라온 글")


async def test_a_page_that_cannot_be_read_waits_for_an_admin(stage: Stage) -> None:
    server = stage.server
    async with reading(stage, Collecting.ADD):
        posted = await server.message("https://c.example/unreadable")
        await eventually(lambda: posted.reactions)
    story = await stage.store.read(lambda library: library.by_link("https://c.example/unreadable"))
    assert story
    assert (story.state, list(posted.reactions)) == (StoryState.SUGGESTED, ["📥"])


async def test_a_hidden_story_is_pointed_out_to_nobody(stage: Stage) -> None:
    server = stage.server
    await stage.store.write(
        lambda library: library.change(
            dataclasses.replace(library.stories([1])[0], state=StoryState.HIDDEN),
            actor="test:admin",
            at=stage.clock(),
            action="hidden",
        )
    )
    async with reading(stage, Collecting.HINT):
        posted = await server.message("https://a.example/monitoring")
        await server.message_of(await server.slash("story"))
    assert not posted.reactions
    assert not server.calls_of("POST /users/@me/channels")


async def test_a_thread_does_as_its_channel_does(stage: Stage) -> None:
    server = stage.server
    async with reading(stage, Collecting.ADD):
        posted = await server.message("https://c.example/new", channel=server.thread)
        await eventually(lambda: posted.reactions)
    assert await stage.store.read(lambda library: library.by_link("https://c.example/new"))


async def test_a_message_delivered_twice_is_collected_once(stage: Stage) -> None:
    server = stage.server
    async with reading(stage, Collecting.SUGGEST):
        posted = await server.message("https://a.example/monitoring")
        await eventually(lambda: posted.reactions)
        await server.redeliver(posted)
        await server.message_of(await server.slash("story"))
    assert len(await stage.store.read(lambda library: library.sharings(1, limit=5))) == 1
    assert len(server.calls_of(REACT)) == 1


async def test_a_story_shared_before_says_when(stage: Stage) -> None:
    server = stage.server
    async with reading(stage, Collecting.SUGGEST):
        first = await server.message("https://a.example/monitoring")
        await eventually(lambda: first.reactions)
        again = await server.message("https://a.example/monitoring")
        hint = await server.message_of(await server.context_menu("이 링크를 스토리로", again))
    assert "전에도" in hint.text


async def test_a_mark_the_bot_may_not_leave_is_left_out(stage: Stage) -> None:
    server = stage.server
    await server.deny(server.general, Permission.ADD_REACTIONS)
    async with reading(stage, Collecting.ADD):
        await server.message("https://c.example/new")
        await eventually(lambda: server.calls_of(REACT))
        await server.message_of(await server.slash("story"))
    assert await stage.store.read(lambda library: library.by_link("https://c.example/new"))


async def test_the_history_of_a_channel_is_collected_once_with_progress(stage: Stage) -> None:
    server = stage.server
    start = stage.clock() - timedelta(days=3)
    for number in range(410):
        text = f"https://c.example/{number}" if number % 100 == 0 else f"잡담 {number}"
        await server.message(text, at=start + timedelta(minutes=number))
    async with reading(stage, None):
        asked = await server.slash("서재채널 지난링크", user=server.admin)
        done = await server.message_of(asked, within=10)
        await eventually(lambda: "모두 살펴보고" in done.text, within=10)
        assert "메시지 410개를 모두 살펴보고 새 글 5편" in done.text
        second = await server.message_of(await server.slash("서재채널 지난링크", user=server.admin))
        await eventually(lambda: "모두 살펴보고" in second.text, within=10)
        assert "새 글 0편" in second.text


async def test_progress_is_shown_while_a_long_history_is_read(stage: Stage) -> None:
    server = stage.server
    start = stage.clock() - timedelta(days=3)
    for number in range(450):
        await server.message(f"잡담 {number}", at=start + timedelta(minutes=number))
    server.gateway.allowed_intents = Intent.MESSAGE_CONTENT
    async with stage.bot(message_content=True, patience_seconds=0.0):
        done = await server.message_of(await server.slash("서재채널 지난링크", user=server.admin))
        await eventually(lambda: "모두 살펴보고" in done.text)
    edits = server.calls_of("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original")
    assert ["지금까지 메시지 200개" in str(one.body) for one in edits] == [True, False, False]


async def test_history_is_not_read_without_leave(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        asked = await server.slash("서재채널 지난링크", user=server.admin)
        assert "Message Content Intent" in (await server.message_of(asked)).text
    server.gateway.allowed_intents = Intent.MESSAGE_CONTENT
    await server.deny(server.general, Permission.READ_MESSAGE_HISTORY)
    async with stage.bot(message_content=True):
        asked = await server.slash("서재채널 지난링크", user=server.admin)
        answer = await server.message_of(asked)
        await eventually(lambda: "메시지" in answer.text)
