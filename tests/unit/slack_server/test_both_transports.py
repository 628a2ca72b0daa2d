"""One day with a small bolt app, the same over Socket Mode and over signed HTTP."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.support.slack_server import ADMIN, BOT, DM, GENERAL, MEMBER, CannotDo, SlackServer
from tests.unit.slack_server.building import TRANSPORTS, small_app


@pytest.fixture(params=TRANSPORTS)
async def running(request: pytest.FixtureRequest, slack: SlackServer) -> AsyncIterator[SlackServer]:
    """The server with the small app, over either transport."""
    async with TRANSPORTS[request.param](small_app(slack), slack):
        yield slack


async def test_a_command_is_acknowledged_and_answered_to_one_person(running: SlackServer) -> None:
    asked = await running.command("모니터링")
    found = await running.reply_to(asked)
    assert (found.shows, found.buttons, found.ephemeral_to) == ("*찾은 글*", ["다음", "고치기"], MEMBER)
    assert asked.acked
    assert asked.ack_seconds < 3
    running.assert_clean()


async def test_a_button_changes_the_message_it_stands_in(running: SlackServer) -> None:
    found = await running.reply_to(await running.command("모니터링"))
    pressed = await running.press(found, "다음")
    assert await running.reply_to(pressed) is found
    assert found.shows == "2쪽"
    assert "message" not in pressed.payload
    running.assert_clean()


async def test_a_form_is_opened_refused_and_saved(running: SlackServer) -> None:
    form = await running.view_of(await running.shortcut("add"))
    refused = await running.submit(form, {"제목": "나쁨"})
    assert refused.form_errors == {"title": "다른 제목을 주세요"}
    assert running.modal(MEMBER) is form
    await running.submit(form, {"title_input": "새 이야기"})
    assert (await running.next_call("chat.postMessage"))["text"] == "새 이야기"
    assert running.modal(MEMBER) is None
    assert [one.text for one in running.posted(DM)] == ["새 이야기"]
    running.assert_clean()


async def test_a_form_that_slack_itself_would_hold_back_is_not_sent(running: SlackServer) -> None:
    form = await running.view_of(await running.shortcut("add"))
    with pytest.raises(CannotDo, match="제목 is required"):
        await running.submit(form)
    with pytest.raises(CannotDo, match="제목 is too long"):
        await running.submit(form, {"제목": "가" * 21})
    with pytest.raises(CannotDo, match="does not ask for 본문"):
        await running.submit(form, {"본문": "가"})


async def test_a_mention_is_answered_in_its_thread(running: SlackServer) -> None:
    asked = await running.say(f"<@{BOT}> 안녕")
    answer = await running.reply_to(asked)
    assert (answer.shows, answer.thread_ts, answer.channel) == ("네", asked.message.ts, GENERAL)
    await running.settled()
    assert len(running.replies_to(asked)) == 1


async def test_the_home_tab_is_published(running: SlackServer) -> None:
    await running.open_home(ADMIN)
    await running.next_call("views.publish")
    assert running.home(ADMIN).buttons == ["다음", "고치기"]
    assert running.home(MEMBER) is None
    pressed = await running.press(running.home(ADMIN), "고치기")
    assert (await running.view_of(pressed)).user == ADMIN
    assert "response_url" not in pressed.payload


async def test_the_same_delivery_again_reaches_the_app_again(running: SlackServer) -> None:
    asked = await running.command("모니터링")
    await running.redeliver(asked, times=2)
    await running.reply_to(asked, nth=3)
    assert [one.acked for one in asked.attempts] == [True, True, True]


async def test_the_bot_is_told_of_its_own_messages_when_asked_for(running: SlackServer) -> None:
    running.echoes.on = True
    await running.reply_to(await running.say(f"<@{BOT}> 안녕"))
    await running.settled()
    own = [one for one in running.transport.deliveries if one.message is not None and one.message.from_bot]
    assert [one.acked for one in own] == [True]
    assert len(running.posted(GENERAL)) == 1


async def test_an_event_without_its_scope_or_subscription_is_not_sent(running: SlackServer) -> None:
    running.scopes.discard("app_mentions:read")
    running.subscriptions = {"app_mention"}
    assert (await running.say(f"<@{BOT}> 안녕")).attempts == []
    running.scopes.discard("commands")
    with pytest.raises(CannotDo, match="commands"):
        await running.command("모니터링")


async def test_many_commands_at_once_are_all_answered(running: SlackServer) -> None:
    asked = await asyncio.gather(*(running.command(f"글 {number}") for number in range(20)))
    answers = await asyncio.gather(*(running.reply_to(one) for one in asked))
    assert [one.text for one in answers] == [f"글 {number} 결과" for number in range(20)]
