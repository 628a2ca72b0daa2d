"""The gateway: sessions, resuming, what happens when it closes, drops or falls silent."""

import asyncio
import json

import discord
import pytest
from aiohttp import ClientSession, WSMsgType

from tests.support.discord_server import DiscordServer, Intent
from tests.unit.discord_server.small_bot import SmallBot, online

FATAL = [4004, 4010, 4011, 4012, 4013]
PASSING = [1000, 4000, 4001, 4002, 4003, 4005, 4008]


async def test_the_bot_is_told_its_guilds_and_not_their_members(server: DiscordServer, bot: SmallBot) -> None:
    (guild,) = bot.guilds

    assert [one.name for one in guild.text_channels] == ["일반", "공지", "운영진"]
    assert [one.name for one in guild.threads] == ["오늘의 글"]
    assert [one.id for one in guild.members] == [server.bot.id]
    assert server.gateway.identified[0]["intents"] == discord.Intents.default().value


async def test_with_the_members_intent_all_members_are_told() -> None:
    intents = discord.Intents.default()
    intents.members = True
    async with DiscordServer(intents_allowed=Intent.GUILD_MEMBERS) as server, online(server, SmallBot(intents)) as bot:
        assert bot.guilds[0].chunked
        assert len(bot.guilds[0].members) == 4


async def test_events_missed_while_the_socket_was_down_are_replayed(server: DiscordServer, bot: SmallBot) -> None:
    server.gateway.drop()
    missed = await server.slash("story", {"검색어": "놓친 것"})

    assert (await server.message_of(missed)).text == "찾음 놓친 것"
    assert len(server.gateway.identified) == len(server.gateway.resumed) == 1
    await server.until(lambda: bot.resumed, "RESUMED")


@pytest.mark.parametrize("code", PASSING)
async def test_after_a_passing_close_the_session_is_resumed(server: DiscordServer, bot: SmallBot, code: int) -> None:
    server.gateway.close(code)
    await server.until(lambda: server.gateway.resumed, "RESUME")

    await server.response_to(await server.slash("late"))


@pytest.mark.parametrize("code", [4007, 4009])
async def test_after_a_close_that_ends_the_session_a_new_one_begins(
    server: DiscordServer, bot: SmallBot, code: int
) -> None:
    server.gateway.close(code)
    await server.until(lambda: len(server.gateway.identified) == 2, "another IDENTIFY")

    await server.response_to(await server.slash("late"))


@pytest.mark.parametrize("code", FATAL)
async def test_a_fatal_close_ends_the_bot(code: int) -> None:
    async with DiscordServer() as server:
        server.gateway.refuse_with.append(code)
        with pytest.raises(discord.ConnectionClosed) as raised:
            async with online(server):
                pass

    assert raised.value.code == code


async def test_privileged_intents_must_be_allowed_in_the_portal(server: DiscordServer) -> None:
    intents = discord.Intents.default()
    intents.message_content = True

    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with online(server, SmallBot(intents)):
            pass


async def test_invalid_sessions_are_resumed_or_begun_anew(server: DiscordServer, bot: SmallBot) -> None:
    server.gateway.invalidate(resumable=True)
    await server.until(lambda: server.gateway.resumed, "RESUME")
    await server.connected()
    server.gateway.invalidate(resumable=False)
    await server.until(lambda: len(server.gateway.identified) == 2, "another IDENTIFY")

    await server.response_to(await server.slash("late"))


async def test_a_resume_refused_as_invalid_leads_to_a_new_session(server: DiscordServer, bot: SmallBot) -> None:
    server.gateway.invalidate_next.append(False)
    server.gateway.drop()

    await server.until(lambda: len(server.gateway.identified) == 2, "another IDENTIFY")
    assert len(server.gateway.resumed) == 1


async def test_the_bot_reconnects_when_asked(server: DiscordServer, bot: SmallBot) -> None:
    server.gateway.ask_to_reconnect()

    await server.until(lambda: server.gateway.resumed, "RESUME")
    await server.response_to(await server.slash("late"))


async def test_a_gateway_that_stops_answering_is_left_and_resumed() -> None:
    async with DiscordServer() as server:
        server.gateway.heartbeat_ms = 50
        async with online(server, SmallBot(heartbeat_timeout=0.2)) as bot:
            await server.until(lambda: server.gateway.sessions[0].beats > 1, "heartbeats")
            server.gateway.acknowledges = False
            await server.until(lambda: server.gateway.resumed, "RESUME")
            server.gateway.acknowledges = True
            await server.until(lambda: bot.resumed, "RESUMED")


async def test_a_resume_may_bring_again_what_was_already_handled(server: DiscordServer, bot: SmallBot) -> None:
    await server.message("쪽지", channel=server.dm())
    await server.until(lambda: bot.heard, "the message")
    server.gateway.replay_too_much = 1
    server.gateway.drop()

    await server.until(lambda: bot.heard == ["쪽지", "쪽지"], "the message again")


async def test_a_message_can_be_delivered_twice(server: DiscordServer, bot: SmallBot) -> None:
    message = await server.message("쪽지", channel=server.dm())
    await server.redeliver(message)

    await server.until(lambda: bot.heard == ["쪽지", "쪽지"], "both")


async def test_a_token_reset_in_the_portal_ends_the_bot(server: DiscordServer, bot: SmallBot) -> None:
    server.revoke_token()

    await server.until(bot.is_closed, "the bot closed")
    async with SmallBot() as late:
        with pytest.raises(discord.LoginFailure):
            await late.login("the old one")


async def test_frames_that_make_no_sense_close_the_connection(server: DiscordServer) -> None:
    identify = {"op": 2, "d": {"token": server.token, "intents": 1}}
    frames = {"{": 4002, '{"op": 99}': 4003, '{"op": 8, "d": {}}': 4003}
    for text, code in frames.items():
        assert await _closed_with(server, text) == code
    assert await _closed_with(server, json.dumps(identify), json.dumps(identify)) == 4005
    assert await _closed_with(server, json.dumps(identify), '{"op": 99}') == 4001
    assert await _closed_with(server, *['{"op": 1, "d": null}'] * 121) == 4008


async def test_without_compression_frames_are_text(server: DiscordServer) -> None:
    async with ClientSession() as session, session.ws_connect(f"{server.gateway_url}?v=10&encoding=json") as socket:
        hello = await socket.receive_json()

    assert hello["op"] == 10


async def test_the_first_connection_may_be_refused(server: DiscordServer) -> None:
    server.gateway.refuse_upgrades = 1

    with pytest.raises(AttributeError):  # as discord.py does: whoever starts it must try again
        async with online(server):
            pass
    async with online(server) as bot:
        assert bot.is_ready()


async def _closed_with(server: DiscordServer, *frames: str) -> int | None:
    async with ClientSession() as session, session.ws_connect(f"{server.gateway_url}?v=10&encoding=json") as socket:
        for frame in frames:
            await socket.send_str(frame)
        async with asyncio.timeout(2):
            while (await socket.receive()).type is WSMsgType.TEXT:
                pass
        return socket.close_code
