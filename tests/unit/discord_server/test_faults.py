"""Faults on order, as a real discord.py meets them."""

import asyncio

import aiohttp
import discord
import pytest

from tests.support.discord_server import DiscordServer, Refusal, faults
from tests.unit.discord_server.small_bot import SmallBot

CREATE = "POST /channels/{channel_id}/messages"


async def test_rate_limits_are_waited_out(server: DiscordServer, bot: SmallBot) -> None:
    server.fail(faults.rate_limited(0.02), CREATE)
    server.fail(faults.rate_limited(0.02, everywhere=True))

    await bot.get_channel(server.general.id).send("안녕")

    assert [one.status for one in server.calls_of(CREATE)] == [429, 429, 200]
    assert len(server.general.shown) == 1


async def test_a_ban_at_the_door_is_not_waited_out(server: DiscordServer, bot: SmallBot) -> None:
    server.fail(faults.rate_limited(banned=True), CREATE)

    with pytest.raises(discord.HTTPException) as raised:
        await bot.get_channel(server.general.id).send("안녕")

    assert raised.value.status == 429


@pytest.mark.parametrize(("done_first", "kept"), [(False, 0), (True, 1)])
async def test_a_503_may_or_may_not_have_taken_effect(
    server: DiscordServer, bot: SmallBot, done_first: bool, kept: int
) -> None:
    server.fail(faults.failing(503, done_first=done_first), CREATE)

    with pytest.raises(discord.DiscordServerError):
        await bot.get_channel(server.general.id).send("안녕")

    assert len(server.general.shown) == kept


async def test_a_500_is_tried_again(server: DiscordServer, bot: SmallBot) -> None:
    server.fail(faults.failing(500), CREATE)

    await bot.get_channel(server.general.id).send("안녕")

    assert [one.status for one in server.calls_of(CREATE)] == [500, 200]


@pytest.mark.parametrize(
    ("fault", "kept"), [(faults.cut_before(), 0), (faults.cut_after(), 1)], ids=["before", "after"]
)
async def test_a_cut_connection_leaves_the_outcome_unknown(
    server: DiscordServer, bot: SmallBot, fault: faults.Fault, kept: int
) -> None:
    server.fail(fault, CREATE)
    channel = bot.get_channel(server.general.id)

    with pytest.raises((aiohttp.ClientError, OSError)):
        await channel.send("안녕", nonce="one")
    assert len(server.general.shown) == kept
    await channel.send("안녕", nonce="one")

    assert len(server.general.shown) == 1


async def test_an_answer_can_be_held_back_or_come_late(server: DiscordServer, bot: SmallBot) -> None:
    gate = asyncio.Event()
    server.fail(faults.held(gate), CREATE)
    server.fail(faults.slow(0.05), CREATE)
    channel = bot.get_channel(server.general.id)

    sending = asyncio.create_task(channel.send("하나"))
    await server.next_call(CREATE)
    assert not sending.done()
    gate.set()
    await sending
    before = asyncio.get_running_loop().time()
    await channel.send("둘")

    assert asyncio.get_running_loop().time() - before >= 0.05


async def test_any_of_discords_errors_can_be_had(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)
    server.fail(faults.refused(Refusal.UNKNOWN_CHANNEL), CREATE)
    server.fail(faults.refused_with(403, 40333, "internal network error"), CREATE)

    with pytest.raises(discord.NotFound) as unknown:
        await channel.send("하나")
    with pytest.raises(discord.Forbidden) as blocked:
        await channel.send("둘")

    assert (unknown.value.code, blocked.value.code) == (10003, 40333)
    assert server.platform.faults.left == 0


async def test_an_outage_lasts_until_it_is_healed(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)
    server.fail(faults.failing(503), times=1000)

    with pytest.raises(discord.DiscordServerError):
        await channel.send("하나")
    server.heal()
    await channel.send("둘")

    assert server.general.last.text == "둘"


async def test_a_wait_that_is_in_vain_says_what_was_missing(server: DiscordServer) -> None:
    with pytest.raises(TimeoutError, match="PATCH"):
        await server.next_call("PATCH /channels/{channel_id}", within=0.01)
