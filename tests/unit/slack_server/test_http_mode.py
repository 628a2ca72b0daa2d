"""HTTP mode: signatures, url_verification, retries."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.support.slack_server import BOT, SlackServer
from tests.unit.slack_server.building import over_http, small_app


@pytest.fixture
async def running(slack: SlackServer) -> AsyncIterator[SlackServer]:
    async with over_http(small_app(slack), slack):
        yield slack


@pytest.mark.parametrize("signature", ["wrong", "stale", "missing"])
async def test_a_request_signed_badly_is_refused_by_bolt(running: SlackServer, signature: str) -> None:
    asked = await running.command("모니터링", signature=signature)
    assert (asked.status, asked.acked) == (401, False)
    await running.settled()
    assert running.replies_to(asked) == []
    running.assert_clean()


async def test_the_url_is_verified(running: SlackServer) -> None:
    status, challenge = await running.verify_url()
    assert status == 200
    assert challenge.startswith("3eZbrw1")


async def test_a_replay_carries_the_same_signature_and_a_redelivery_a_new_body_signature(running: SlackServer) -> None:
    asked = await running.command("모니터링")
    await running.redeliver(asked, replay=True)
    assert asked.attempts[0].headers == asked.attempts[1].headers
    assert [one.status for one in asked.attempts] == [200, 200]


async def test_an_event_answered_with_an_error_is_retried_with_its_headers(slack: SlackServer) -> None:
    heard: list[tuple[str | None, str | None]] = []

    async def fail(request: web.Request) -> web.Response:
        heard.append((request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=500 if len(heard) < 3 else 200)

    app = web.Application()
    app.router.add_post("/", fail)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    slack.transport.retry_delays = (0, 0, 0)
    sent = await slack.event({"type": "app_mention", "text": f"<@{BOT}>"})
    await runner.cleanup()
    assert heard == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert sent.acked


async def test_an_app_that_is_away_is_noted(slack: SlackServer) -> None:
    slack.request_url = "http://127.0.0.1:9/slack/events"
    asked = await slack.command("모니터링")
    assert (asked.status, asked.acked, slack.unacked) == (None, False, [asked])
