"""The daily post: once for each key whatever happens on the way, and found again afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord.messenger import DiscordMessenger
from bot.digest.outbox import PostFault, PostOutcome
from bot.reply import Note, Reply
from tests.support.discord_server import Refusal, faults
from tests.wire.discord.conftest import Stage, eventually, settings_for

SEND = "POST /channels/{channel_id}/messages"
KEY = "0123456789abcdef0123"
REPLY = Reply(summary="오늘의 글", parts=(Note(text="모니터링 입문"),), private=False)


@asynccontextmanager
async def posting(stage: Stage, **changes: object) -> AsyncIterator[DiscordMessenger]:
    """A messenger that is connected."""
    async with stage.bot(**changes) as bot:
        await eventually(lambda: bot._connection.client and bot._connection.client.is_ready())
        yield bot.messenger


def _channel(stage: Stage) -> str:
    return f"discord:{stage.server.general.id}"


def _posted(stage: Stage) -> list[str]:
    return [one.text for one in stage.server.general.shown if one.author is stage.server.bot]


async def test_a_post_gives_its_permalink_and_the_same_key_is_posted_once(stage: Stage) -> None:
    async with posting(stage) as messenger:
        links = {await messenger.post(_channel(stage), REPLY, key=KEY) for _ in range(3)}
    assert links == {f"https://discord.com/channels/{stage.server.guild.id}/{stage.server.general.id}/{_last(stage)}"}
    assert _posted(stage) == ["모니터링 입문"]


async def test_a_post_is_found_again_when_discord_forgot_its_nonce(stage: Stage) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    async with posting(stage) as messenger:
        link = await messenger.post(_channel(stage), REPLY, key=KEY)
        stage.server.forget_nonces()
        assert await messenger.find(_channel(stage), KEY, since=since) == link
        assert await messenger.find(_channel(stage), "f" * 20, since=since) is None


@pytest.mark.parametrize("fault", [faults.cut_after(), faults.failing(503, done_first=True), faults.rate_limited(0.05)])
async def test_a_post_stands_there_once_though_its_answer_was_lost(stage: Stage, fault: faults.Fault) -> None:
    async with posting(stage) as messenger:
        stage.server.fail(fault, SEND)
        await messenger.post(_channel(stage), REPLY, key=KEY)
    assert _posted(stage) == ["모니터링 입문"]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (faults.refused(Refusal.UNKNOWN_CHANNEL), PostOutcome.GONE),
        (faults.refused_with(403, 50013, "Missing Permissions"), PostOutcome.GONE),
        (faults.refused_with(400, 50035, "Invalid Form Body"), PostOutcome.CONTENT),
        (faults.failing(503), PostOutcome.UNKNOWN),
        (faults.cut_before(), PostOutcome.UNKNOWN),
        (faults.rate_limited(banned=True), PostOutcome.LATER),
    ],
    ids=["channel gone", "not allowed", "refused", "down", "cut", "banned"],
)
async def test_what_is_known_of_a_failed_post_is_told(stage: Stage, fault: faults.Fault, outcome: PostOutcome) -> None:
    async with posting(stage) as messenger:
        stage.server.fail(fault, SEND, times=20)
        with pytest.raises(PostFault) as raised:
            await messenger.post(_channel(stage), REPLY, key=KEY)
    assert raised.value.outcome is outcome


async def test_a_post_discord_refuses_is_posted_as_a_sentence(stage: Stage) -> None:
    async with posting(stage) as messenger:
        stage.server.fail(faults.refused_with(400, 50035, "Invalid Form Body"), SEND)
        await messenger.post(_channel(stage), REPLY, key=KEY)
    assert _posted(stage) == ["오늘의 글"]


async def test_a_post_can_begin_a_thread(stage: Stage) -> None:
    async with posting(stage, daily_thread=True) as messenger:
        await messenger.post(_channel(stage), REPLY, key=KEY)
    assert [one.name for one in stage.server.guild.threads] == ["오늘의 글", "오늘의 글 이야기"]


async def test_nothing_is_posted_before_the_bot_is_connected(stage: Stage) -> None:
    messenger = DiscordMessenger(lambda: None, settings_for(stage.server))
    with pytest.raises(PostFault) as raised:
        await messenger.post(_channel(stage), REPLY, key=KEY)
    assert raised.value.outcome is PostOutcome.LATER


def _last(stage: Stage) -> int:
    return stage.server.general.last.id


async def test_a_person_is_written_to_directly_and_the_message_is_found_again(stage: Stage) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    async with posting(stage) as messenger:
        channel = await messenger.conversation(f"discord:{stage.server.member.id}")
        assert channel == await messenger.conversation(f"discord:{stage.server.member.id}")
        await messenger.post(channel, REPLY, key=KEY)
        assert await messenger.find(channel, KEY, since=since)
    assert _posted(stage) == []
