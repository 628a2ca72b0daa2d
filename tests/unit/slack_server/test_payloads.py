"""What Slack tells an app has the shape Slack gives it."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.support.slack_server import (
    ADMIN,
    BOT,
    DM,
    GENERAL,
    MEMBER,
    OTHER_TEAM,
    SHARED_CHANNEL,
    STRANGER,
    TEAM,
    Delivery,
    Message,
    SlackServer,
)
from tests.support.slack_server.shapes import JsonObject, as_object
from tests.unit.slack_server.building import CARD, FORM


@pytest.fixture
async def listening(slack: SlackServer) -> AsyncIterator[SlackServer]:
    """A server whose app says yes to everything."""

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.Response()

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    slack.unfurl_domains = {"story.example"}
    yield slack
    await runner.cleanup()


def inner(delivery: Delivery) -> JsonObject:
    return as_object(delivery.payload["event"])


async def test_a_command_is_all_strings(listening: SlackServer) -> None:
    payload = (await listening.command("모니터링", user=ADMIN)).payload
    assert all(isinstance(value, str) for value in payload.values())
    assert {key: payload[key] for key in ("command", "text", "user_id", "channel_id", "team_id")} == {
        "command": "/story",
        "text": "모니터링",
        "user_id": ADMIN,
        "channel_id": GENERAL,
        "team_id": TEAM,
    }


async def test_another_workspace_and_a_stranger_are_told_apart(listening: SlackServer) -> None:
    foreign = await listening.command("글", team=OTHER_TEAM)
    assert foreign.payload["team_id"] == OTHER_TEAM
    said = await listening.say(f"<@{BOT}> 글", user=STRANGER, channel=SHARED_CHANNEL)
    assert (said.payload["team_id"], said.payload["is_ext_shared_channel"]) == (TEAM, True)
    assert (inner(said)["user_team"], inner(said)["user"]) == (OTHER_TEAM, STRANGER)


async def test_a_press_in_a_message_shows_the_message_and_one_in_a_view_the_view(listening: SlackServer) -> None:
    message = listening.workspace.put(Message(channel=GENERAL, ts="1.1", user=BOT, from_bot=True, blocks=CARD))
    pressed = (await listening.press(message, "다음")).payload
    assert as_object(pressed["message"])["ts"] == "1.1"
    assert as_object(pressed["container"])["is_ephemeral"] is False
    assert str(pressed["response_url"]).startswith(listening.core.base_url)
    view = listening.workspace.views.open(MEMBER, {**FORM, "blocks": [*CARD]}, answers=None, channel=None)
    inside = (await listening.press(view, "다음")).payload
    assert "response_url" not in inside
    assert as_object(inside["view"])["hash"] == view.hash


async def test_a_message_in_a_conversation_with_the_bot(listening: SlackServer) -> None:
    said = await listening.say("모니터링", channel=DM)
    assert (inner(said)["type"], inner(said)["channel_type"]) == ("message", "im")
    assert len(listening.transport.deliveries) == 1


async def test_a_mention_in_a_thread_comes_beside_its_message(listening: SlackServer) -> None:
    parent = listening.put("질문")
    said = await listening.say(f"<@{BOT}> 글", thread_ts=parent.ts)
    assert (inner(said)["type"], inner(said)["thread_ts"]) == ("app_mention", parent.ts)
    assert "channel_type" not in inner(said)
    assert {inner(one)["type"] for one in listening.transport.deliveries} == {"app_mention", "message"}


async def test_a_link_of_ours_is_told_as_shared(listening: SlackServer) -> None:
    said = await listening.say("<https://story.example/1|글> https://other.example/2")
    (shared,) = [one for one in listening.transport.deliveries if inner(one)["type"] == "link_shared"]
    assert inner(shared)["links"] == [{"url": "https://story.example/1", "domain": "story.example"}]
    assert inner(shared)["message_ts"] == said.message.ts
    composing = await listening.share_link("https://story.example/1", composing=True)
    assert (inner(composing)["channel"], inner(composing)["source"]) == ("COMPOSER", "composer")


async def test_editing_deleting_joining_and_sharing_a_file(listening: SlackServer) -> None:
    message = listening.put("글")
    edited = inner(await listening.edit(message, "고친 글"))
    assert (edited["subtype"], as_object(edited["message"])["text"]) == ("message_changed", "고친 글")
    assert inner(await listening.delete(message))["subtype"] == "message_deleted"
    assert inner(await listening.join())["user"] == BOT
    shared = inner(await listening.say("목록", files={"a.csv": b"1,2"}))
    assert shared["subtype"] == "file_share"


async def test_shortcuts_carry_what_slack_gives_them(listening: SlackServer) -> None:
    everywhere = (await listening.shortcut("find")).payload
    assert (everywhere["type"], "channel" in everywhere, "response_url" in everywhere) == ("shortcut", False, False)
    message = listening.put("https://a.b")
    there = (await listening.message_shortcut("add", message, user=ADMIN)).payload
    assert (there["type"], there["message_ts"], there["callback_id"]) == ("message_action", message.ts, "add")
    assert json.dumps(there, ensure_ascii=False)


async def test_a_closed_modal_is_told_only_where_asked_for(listening: SlackServer) -> None:
    quiet = listening.workspace.views.open(MEMBER, dict(FORM), answers=None, channel=None)
    assert await listening.close_view(quiet) is None
    loud = listening.workspace.views.open(MEMBER, {**FORM, "notify_on_close": True}, answers=None, channel=None)
    told = await listening.close_view(loud)
    assert (told.payload["type"], told.payload["is_cleared"]) == ("view_closed", False)
    assert listening.modal(MEMBER) is None
