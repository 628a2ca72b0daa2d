"""Socket Mode with the real client: hello, acks, refresh, broken connections, retries."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack_server import BOT, SlackServer, rate_limited
from tests.unit.slack_server.building import over_socket, small_app


@asynccontextmanager
async def connected(slack: SlackServer, *, acks: bool = True) -> AsyncIterator[list[SocketModeRequest]]:
    """A bare client that notes what it gets."""
    seen: list[SocketModeRequest] = []
    client = SocketModeClient(slack.app_token, web_client=AsyncWebClient(base_url=slack.api_url), ping_interval=0.1)

    async def listen(client: SocketModeClient, request: SocketModeRequest) -> None:
        seen.append(request)
        if acks:
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    client.socket_mode_request_listeners.append(listen)  # type: ignore[arg-type]
    await client.connect()
    await slack.connected()
    try:
        yield seen
    finally:
        await client.close()


async def test_an_envelope_arrives_and_its_ack_is_timed(slack: SlackServer) -> None:
    async with connected(slack) as seen:
        asked = await slack.command("모니터링")
        assert (seen[0].type, seen[0].payload["text"], seen[0].accepts_response_payload) == (
            "slash_commands",
            "모니터링",
            True,
        )
        assert asked.ack_seconds < 1


async def test_a_missing_ack_is_told(slack: SlackServer) -> None:
    slack.transport.ack_seconds = 0.05
    async with connected(slack, acks=False):
        asked = await slack.command("모니터링")
        assert not asked.acked
        with pytest.raises(AssertionError, match="not acknowledged: /story 모니터링"):
            slack.assert_clean()


async def test_an_unacknowledged_event_comes_again_in_a_new_envelope(slack: SlackServer) -> None:
    slack.transport.ack_seconds, slack.transport.retry_delays = 0.05, (0, 0)
    async with connected(slack, acks=False) as seen:
        await slack.event({"type": "app_mention", "text": f"<@{BOT}>"})
        assert [one.retry_attempt for one in seen] == [0, 1, 2]
        assert len({one.envelope_id for one in seen}) == 3
        assert len({one.payload["event_id"] for one in seen}) == 1


async def test_redelivery_keeps_the_envelope_id(slack: SlackServer) -> None:
    async with connected(slack) as seen:
        await slack.redeliver(await slack.command("모니터링"))
        assert len({one.envelope_id for one in seen}) == 1
        assert len(seen) == 2


async def test_the_app_comes_back_after_a_refresh_without_losing_a_command(slack: SlackServer) -> None:
    async with over_socket(small_app(slack), slack):
        await slack.socket.connections[0].disconnect("refresh_requested")
        asked = await slack.command("모니터링")
        assert (await slack.reply_to(asked)).text == "모니터링 결과"
        assert asked.attempts[-1].connection == 2


async def test_the_app_comes_back_after_a_broken_connection(slack: SlackServer) -> None:
    async with over_socket(small_app(slack), slack):
        slack.socket.connections[0].drop()
        assert (await slack.command("모니터링")).acked
        assert len(slack.socket.connections) == 2


async def test_pings_are_answered_both_ways(slack: SlackServer) -> None:
    async with connected(slack):
        connection = slack.socket.connections[0]
        await connection.ping()
        await slack.until(lambda: connection.pongs and connection.pings, what="ping and pong")


async def test_envelopes_go_round_several_connections(slack: SlackServer) -> None:
    async with connected(slack) as first, connected(slack) as second:
        await slack.connected(2)
        await asyncio.gather(*(slack.command(str(number)) for number in range(4)))
        assert (len(first), len(second)) == (2, 2)


async def test_a_connection_that_breaks_before_the_ack_loses_it_at_once(slack: SlackServer) -> None:
    async with connected(slack, acks=False):
        async with asyncio.TaskGroup() as group:
            asked = group.create_task(slack.command("모니터링"))
            await slack.until(lambda: any(one.attempts for one in slack.transport.deliveries), what="the command")
            slack.socket.connections[0].drop()
        assert not asked.result().acked


async def test_opening_a_connection_can_be_rate_limited(slack: SlackServer) -> None:
    slack.fault("apps.connections.open", rate_limited(0))
    async with connected(slack):
        assert [one.status for one in slack.calls.of("apps.connections.open")] == [429, 200]


async def test_an_address_is_good_for_one_connection(slack: SlackServer) -> None:
    opened = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(opened["url"]) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])


async def test_an_app_token_is_needed_to_connect(slack: SlackServer) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.bot_token)
