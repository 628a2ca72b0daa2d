"""Faults on purpose, seen through the real client."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.support.slack_server import (
    GENERAL,
    MEMBER,
    OUTSIDE,
    SlackServer,
    dropped_after,
    dropped_before,
    rate_limited,
    refused,
    server_error,
    slow,
)


async def test_a_rate_limit_is_waited_out_by_the_clients_handler(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.fault("chat.postMessage", rate_limited(0))
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await client.chat_postMessage(channel=GENERAL, text="말")
    assert [one.status for one in slack.calls] == [429, 200]
    assert len(slack.posted(GENERAL)) == 1


async def test_a_lost_answer_leaves_the_message_behind(slack: SlackServer) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    slack.fault("chat.postMessage", dropped_after())
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=GENERAL, text="말")
    assert [one.text for one in slack.posted(GENERAL)] == ["말"]


async def test_a_connection_reset_at_first_stores_nothing(slack: SlackServer) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    slack.fault("chat.postMessage", dropped_before())
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=GENERAL, text="말")
    assert slack.posted(GENERAL) == []


async def test_a_refusal_strikes_only_where_and_as_often_as_planned(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.fault("*", refused("is_archived"), times=1, after=1, where=lambda given: given["channel"] == GENERAL)
    await client.chat_postMessage(channel=GENERAL, text="하나")
    await client.chat_postMessage(channel=OUTSIDE, text="둘")
    with pytest.raises(SlackApiError, match="is_archived"):
        await client.chat_postMessage(channel=GENERAL, text="셋")
    await client.chat_postMessage(channel=GENERAL, text="넷")
    assert [one.error for one in slack.calls] == [None, None, "is_archived", None]


async def test_a_server_error_is_no_json(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.fault("auth.test", server_error(503))
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response.status_code == 503


async def test_a_slow_answer_is_carried_out(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.fault("chat.postMessage", slow(0.05))
    await client.chat_postMessage(channel=GENERAL, text="말")
    call = await slack.next_call("chat.postMessage")
    assert call.done_at - call.at >= 0.05


async def test_the_pace_of_a_channel_can_be_held(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.web_api.pace.burst = 2
    for text in ("하나", "둘"):
        await client.chat_postMessage(channel=GENERAL, text=text)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=GENERAL, text="셋")
    assert caught.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel=OUTSIDE, text="셋")


async def test_a_response_url_takes_five_posts_and_then_is_used_up(slack: SlackServer) -> None:
    url = slack.core.tickets.url(MEMBER, GENERAL, delivery=None)
    webhook = AsyncWebhookClient(f"{slack.core.base_url}/response/{url.path}")
    answers = [await webhook.send(text=str(number)) for number in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body


async def test_a_response_url_grows_old(slack: SlackServer) -> None:
    url = slack.core.tickets.url(MEMBER, GENERAL, delivery=None)
    slack.expire()
    answer = await AsyncWebhookClient(f"{slack.core.base_url}/response/{url.path}").send(text="말")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


async def test_a_response_url_refuses_bad_blocks(slack: SlackServer) -> None:
    url = slack.core.tickets.url(MEMBER, GENERAL, delivery=None)
    webhook = AsyncWebhookClient(f"{slack.core.base_url}/response/{url.path}")
    answer = await webhook.send_dict({"text": "말", "blocks": [{"type": "header"}]})
    assert (answer.status_code, answer.body) == (400, "invalid_blocks")
    shown = await webhook.send(text="모두에게", response_type="in_channel")
    assert (shown.status_code, [one.text for one in slack.posted(GENERAL)]) == (200, ["모두에게"])


async def test_waiting_for_what_never_comes_says_so(slack: SlackServer) -> None:
    with pytest.raises(AssertionError, match=r"chat\.postMessage did not come within 0\.02 s"):
        await slack.next_call("chat.postMessage", timeout=0.02)
