"""When Slack or the network fails: retried, told to the person, never lost, never posted twice, never fatal."""

import asyncio
import time

import pytest

from adapters.slack.adapter import SlackAdapter
from tests.support.slack_server import (
    ADMIN,
    ARCHIVED,
    BOT,
    GENERAL,
    MEMBER,
    SlackServer,
    dropped_after,
    dropped_before,
    rate_limited,
    refused,
    server_error,
)
from tests.wire.slack.running import Running, quick, ready, running


async def test_a_rate_limit_is_waited_for_as_long_as_slack_asks(socket_bot: Running):
    socket_bot.slack.fault("response_url", rate_limited(1))
    started = time.monotonic()
    await socket_bot.slack.reply_to(await socket_bot.slack.command("쿠버네티스"))
    assert time.monotonic() - started >= 1
    socket_bot.slack.assert_clean()


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_server_faults_are_tried_again(bot: Running, status: int):
    bot.slack.fault("response_url", server_error(status), times=2)
    bot.slack.fault("chat.postMessage", server_error(status), times=2)
    found = await bot.slack.reply_to(await bot.slack.command("쿠버네티스"))
    await bot.slack.press(found, "채널에 나누기")
    await bot.slack.until(lambda: bot.slack.posted(GENERAL))
    assert len(bot.slack.posted(GENERAL)) == 1


@pytest.mark.parametrize("fault", [dropped_before(), dropped_after()])
async def test_a_post_whose_answer_was_lost_stands_there_once(bot: Running, fault: object):
    found = await bot.slack.reply_to(await bot.slack.command("쿠버네티스"))
    bot.slack.fault("chat.postMessage", fault)  # type: ignore[arg-type]
    await bot.slack.press(found, "채널에 나누기")
    await bot.slack.until(lambda: bot.slack.posted(GENERAL))
    await bot.slack.settled(quiet=0.1)
    assert len(bot.slack.posted(GENERAL)) == 1
    story = await bot.numbered("쿠버네티스 도입기")
    recorded = await bot.store.read(lambda library: library.sharings(story.number, limit=5))
    assert [one.message for one in recorded] == [bot.slack.posted(GENERAL)[0].ts]


async def test_a_post_nobody_can_look_for_is_not_made_twice_and_the_person_is_told(socket_bot: Running):
    socket_bot.slack.scopes -= {"channels:history"}
    found = await socket_bot.slack.reply_to(await socket_bot.slack.command("쿠버네티스"))
    socket_bot.slack.fault("chat.postMessage", dropped_after())
    told = await socket_bot.slack.reply_to(await socket_bot.slack.press(found, "채널에 나누기"))
    assert "채널을 확인해 주세요" in told.shows
    again = await socket_bot.slack.reply_to(await socket_bot.slack.press(found, "채널에 나누기"))
    assert "방금 나눴어요" in again.shows
    assert len(socket_bot.slack.posted(GENERAL)) == 1


async def test_an_answer_in_a_thread_whose_answer_was_lost_stands_there_once(bot: Running):
    bot.slack.fault("chat.postMessage", dropped_after())
    said = await bot.slack.say(f"<@{BOT}> 쿠버네티스")
    await bot.slack.reply_to(said)
    await bot.slack.settled(quiet=0.1)
    assert len(bot.slack.posted(GENERAL)) == 1


async def test_a_share_that_slack_refuses_is_told_and_can_be_pressed_again(bot: Running):
    found = await bot.slack.reply_to(await bot.slack.command("쿠버네티스"))
    bot.slack.fault("chat.postMessage", refused("internal_error"))
    told = await bot.slack.reply_to(await bot.slack.press(found, "채널에 나누기"))
    assert "internal_error" in told.shows
    await bot.slack.press(found, "채널에 나누기")
    await bot.slack.until(lambda: bot.slack.posted(GENERAL))


async def test_an_archived_channel_is_told_about(bot: Running):
    found = await bot.slack.reply_to(await bot.slack.command("쿠버네티스", channel=ARCHIVED))
    told = await bot.slack.reply_to(await bot.slack.press(found, "채널에 나누기"))
    assert "보관된 채널" in told.shows
    assert bot.slack.posted(ARCHIVED) == []


async def test_refused_blocks_are_sent_once_more_as_plain_text(bot: Running):
    bot.slack.fault("response_url", refused("invalid_blocks"))
    reply = await bot.slack.reply_to(await bot.slack.command("쿠버네티스"))
    assert "쿠버네티스 도입기" in reply.text
    assert reply.blocks == []


async def test_an_expired_response_url_is_answered_in_the_channel_instead(bot: Running):
    bot.slack.fault("response_url", refused("expired_url"))
    await bot.slack.command("쿠버네티스")
    await bot.slack.until(lambda: bot.slack.messages(GENERAL, seen_by=MEMBER))
    (told,) = bot.slack.messages(GENERAL, seen_by=MEMBER)
    assert told.ephemeral_to == MEMBER


@pytest.mark.parametrize("signature", ["wrong", "stale", "missing"])
async def test_badly_signed_requests_are_turned_away_and_change_nothing(signature: str):
    async with running("http") as bot:
        asked = await bot.slack.command("추가 글 https://x.example/1", user=ADMIN, signature=signature)  # type: ignore[arg-type]
        await bot.slack.settled()
        assert asked.status == 401
        assert await bot.store.read(lambda library: library.by_link("https://x.example/1")) is None


async def test_a_dropped_socket_comes_back_by_itself(socket_bot: Running):
    (connection,) = socket_bot.slack.transport.socket.open_connections
    connection.drop()
    await ready(socket_bot.adapter, is_so=False)
    await socket_bot.slack.connected()
    await ready(socket_bot.adapter)
    assert "쿠버네티스" in (await socket_bot.slack.reply_to(await socket_bot.slack.command("쿠버네티스"))).shows


async def test_a_refresh_loses_no_command(socket_bot: Running):
    (connection,) = socket_bot.slack.transport.socket.open_connections
    asked = [asyncio.create_task(socket_bot.slack.command(f"배포 자동화 이야기 {number}")) for number in range(1, 4)]
    await asyncio.sleep(0)
    await connection.disconnect()
    deliveries = [await one for one in asked]
    for one in deliveries:
        if not one.acked:
            await socket_bot.slack.redeliver(one, as_retry=True)
        await socket_bot.slack.reply_to(one)
    await socket_bot.slack.settled()
    assert [len(socket_bot.slack.replies_to(one)) for one in deliveries] == [1, 1, 1]


async def test_a_revoked_token_turns_it_unready_and_a_good_one_ready_again(socket_bot: Running):
    socket_bot.slack.revoke()
    await socket_bot.slack.say(f"<@{BOT}> 쿠버네티스")
    await ready(socket_bot.adapter, is_so=False)
    socket_bot.slack.revoke(None)
    await socket_bot.slack.reply_to(await socket_bot.slack.say(f"<@{BOT}> 모니터링"))
    await ready(socket_bot.adapter)


async def test_slack_away_at_the_start_is_waited_for():
    async with SlackServer() as slack:
        slack.fault("auth.test", server_error(), times=5)
        slack.fault("apps.connections.open", dropped_before(), times=2)
        async with running(slack=slack):
            await slack.connected()
            await slack.reply_to(await slack.command("쿠버네티스"))


async def test_closing_finishes_what_is_being_answered():
    async with SlackServer() as slack:
        async with running(slack=slack) as bot:
            holding = asyncio.create_task(bot.store.write(lambda library: time.sleep(0.3)))
            await asyncio.sleep(0)
            asked = await slack.command("쿠버네티스")
        await holding
        assert len(slack.replies_to(asked)) == 1


async def test_a_slow_store_delays_no_acknowledgement(bot: Running):
    holding = asyncio.create_task(bot.store.write(lambda library: time.sleep(0.5)))
    await asyncio.sleep(0)
    asked = await bot.slack.command("쿠버네티스")
    assert asked.ack_seconds is not None
    assert asked.ack_seconds < 0.4
    await bot.slack.reply_to(asked)
    await holding


async def test_slacks_check_of_the_address_is_answered():
    async with running("http") as bot:
        status, challenge = await bot.slack.transport.http.verify_url()
        assert status == 200
        assert challenge


async def test_over_a_socket_nothing_listens_and_over_http_a_secret_is_needed(socket_bot: Running):
    assert socket_bot.adapter.routes() == ()
    settings = quick(socket_bot.slack, "http", signing_secret="")
    with pytest.raises(ValueError, match="signing secret"):
        SlackAdapter(socket_bot.adapter._app, settings)
