"""Notices: each told once, to whom it is for, whatever fails."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.digest.outbox import LEASE, PostFault, PostOutcome
from bot.notices.notice import ADMINS, AdminSeen, ErrandState, Notice
from bot.notices.telling import Teller
from bot.reply import Reply
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MEMBER, MORNING, StandingClock, app_over, opened
from tests.support.messaging import Channel

NOTICE = Notice(key="t:1", to="slack:U1", name="post_gone", facts={"channel": "slack:C1", "detail": "gone"}, at=MORNING)
ADMIN_SEEN = AdminSeen(actor="slack:UADMIN", language="en", at=MORNING)


async def queue(store: SqliteStore, notice: Notice = NOTICE) -> bool:
    return await store.write(lambda library: library.notify(notice))


async def state(store: SqliteStore, key: str = "t:1") -> ErrandState:
    errand = await store.read(lambda library: library.errand(key))
    assert errand is not None
    return errand.state


async def test_a_notice_is_told_once_however_often_it_is_given_and_the_clock_ticks():
    async with opened() as store:
        channel, clock = Channel(), StandingClock()
        assert await queue(store)
        assert not await queue(store)
        for _ in range(3):
            await Teller(store=store, messengers={"slack": channel}, now=clock).tick()
            clock.forward(hours=1)
        assert not await queue(store)
        assert [where for where, _, _ in channel.posted] == ["slack:U1/direct"]
        assert await state(store) is ErrandState.TOLD


@pytest.mark.parametrize("went_out", [True, False])
async def test_a_lost_answer_is_looked_up_before_anything_is_told_again(went_out: bool):
    async with opened() as store:
        channel, clock = Channel(faults=[(PostOutcome.UNKNOWN, went_out)]), StandingClock()
        await queue(store)
        teller = Teller(store=store, messengers={"slack": channel}, now=clock)
        await teller.tick()
        await teller.tick()
        assert await state(store) is ErrandState.CLAIMED
        clock.forward(seconds=LEASE.total_seconds() + 1)
        await teller.tick()
        assert len(channel.posted) == 1
        assert await state(store) is ErrandState.TOLD


async def test_a_process_that_stood_still_past_its_lease_tells_nothing_more():
    async with opened() as store:
        clock, told = StandingClock(), Channel()
        other = Teller(store=store, messengers={"slack": told}, now=clock)

        @dataclass
        class Slow(Channel):
            async def conversation(self, person: str) -> str:
                clock.forward(seconds=LEASE.total_seconds() + 1)
                await other.tick()
                return f"{person}/direct"

        slow = Slow()
        await queue(store)
        await Teller(store=store, messengers={"slack": slow}, now=clock).tick()
        assert (len(told.posted), slow.posted) == (1, [])
        assert await state(store) is ErrandState.TOLD


async def test_what_another_process_told_is_not_put_off_by_a_late_fault():
    async with opened() as store:
        clock, told = StandingClock(), Channel()
        other = Teller(store=store, messengers={"slack": told}, now=clock)

        @dataclass
        class Refusing(Channel):
            async def post(self, channel: str, reply: Reply, *, key: str) -> str:
                clock.forward(seconds=LEASE.total_seconds() + 1)
                await other.tick()
                raise PostFault(PostOutcome.LATER)

        await queue(store)
        await Teller(store=store, messengers={"slack": Refusing()}, now=clock).tick()
        assert await state(store) is ErrandState.TOLD
        clock.forward(hours=2)
        await other.tick()
        assert len(told.posted) == 1


async def test_a_notice_stays_on_the_platform_where_it_may_have_gone_out():
    async with opened() as store:
        clock, slack, discord = StandingClock(), Channel(faults=[(PostOutcome.UNKNOWN, True)]), Channel("discord")
        teller = Teller(store=store, messengers={"slack": slack, "discord": discord}, now=clock)
        await store.write(lambda library: library.see_admin(ADMIN_SEEN))
        await queue(store, Notice(key="a:1", to=ADMINS, name="post_gone", facts=NOTICE.facts, at=MORNING))
        await teller.tick()
        clock.forward(seconds=LEASE.total_seconds() + 1)
        later = AdminSeen(actor="discord:7", language="ko", at=clock())
        await store.write(lambda library: library.see_admin(later))
        await teller.tick()
        assert (len(slack.posted), discord.posted) == (1, [])
        assert await state(store, "a:1") is ErrandState.TOLD


async def test_what_cannot_be_told_now_waits_longer_each_time_and_is_dropped_after_a_week():
    async with opened() as store:
        channel, clock = Channel(faults=[(PostOutcome.LATER, False)] * 1000), StandingClock()
        await queue(store)
        teller = Teller(store=store, messengers={"slack": channel}, now=clock)
        for _ in range(8 * 24):
            await teller.tick()
            clock.forward(hours=1)
        assert await state(store) is ErrandState.DROPPED
        errand = await store.read(lambda library: library.errand("t:1"))
        assert errand is not None
        assert errand.attempts > 100


async def test_whoever_cannot_be_written_to_is_not_written_to_again():
    async with opened() as store:
        channel = Channel(faults=[(PostOutcome.GONE, False)])
        await queue(store)
        await Teller(store=store, messengers={"slack": channel}, now=StandingClock()).tick()
        assert await state(store) is ErrandState.DROPPED


async def test_admins_are_told_in_their_channel_otherwise_the_one_seen_last():
    async with opened() as store:
        channel, clock = Channel(), StandingClock()
        teller = Teller(store=store, messengers={"slack": channel}, now=clock)
        await queue(store, Notice(key="a:1", to=ADMINS, name="post_gone", facts=NOTICE.facts, at=MORNING))
        await teller.tick()
        assert await state(store, "a:1") is ErrandState.WAITING
        await store.write(lambda library: library.see_admin(ADMIN_SEEN))
        clock.forward(hours=1)
        await teller.tick()
        await store.write(lambda library: library.set_admin_channel("slack", "slack:CADMIN", at=MORNING))
        await queue(store, Notice(key="a:2", to="admins:slack", name="post_gone", facts=NOTICE.facts, at=MORNING))
        await teller.tick()
        assert [where for where, _, _ in channel.posted] == ["slack:UADMIN/direct", "slack:CADMIN"]
        assert "slack:C1" in channel.posted[0][2]


async def test_an_admin_who_uses_the_bot_is_remembered_and_a_member_is_not():
    async with opened() as store:
        clock = StandingClock()
        app = app_over(store, clock)
        for actor in (MEMBER, ADMIN, ADMIN):
            await app.type("최근", actor=actor, channel="test:here")
            clock.forward(minutes=1)
        seen = await store.read(lambda library: library.admins_seen(["test"], limit=5))
        assert [(one.actor, one.at) for one in seen] == [("test:admin", MORNING + timedelta(minutes=1))]
