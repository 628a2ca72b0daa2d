"""A changed schedule gives no local date two posts and loses none silently; clocks may jump."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.digest.outbox import PostReason, PostState
from bot.digest.posting import Poster
from bot.digest.settling import set_schedule
from bot.digest.target import WEEKDAYS, Target
from store.sqlite import SqliteStore
from tests.support.building import SEOUL, StandingClock, add, draft, opened
from tests.support.messaging import Channel

CHANNEL = "slack:C1"
NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)  # Wednesday 09:30 in Seoul, Tuesday 20:30 in New York


async def run(store: SqliteStore, clock: StandingClock, channel: Channel, *, until: datetime) -> None:
    """Tick every half hour."""
    poster = Poster(store=store, messengers={"slack": channel}, now=clock, owner="one")
    while clock.at <= until:
        await poster.tick()
        clock.forward(minutes=30)


async def change(store: SqliteStore, clock: StandingClock, **fields: object) -> None:
    def work(library: object) -> None:
        target = library.target(CHANNEL)  # type: ignore[attr-defined]
        set_schedule(library, replace(target, **fields), actor="test:a", now=clock.at)  # type: ignore[arg-type]

    await store.write(work)


async def days(store: SqliteStore) -> dict[date, tuple[PostState, PostReason | None]]:
    posts = await store.read(lambda library: library.posts(limit=100, channel=CHANNEL))
    return {post.day: (post.state, post.reason) for post in posts}


async def begin(store: SqliteStore, clock: StandingClock, **fields: object) -> None:
    await add(store, *(draft(f"글 {number}") for number in range(1, 30)))  # type: ignore[arg-type]
    target = replace(Target(channel=CHANNEL, zone=SEOUL, since=clock.at), **fields)  # type: ignore[arg-type]
    await store.write(lambda library: set_schedule(library, target, actor="test:a", now=clock.at))


@pytest.mark.parametrize("hour", range(0, 24, 4))
@pytest.mark.parametrize(("old", "new"), [(SEOUL, NEW_YORK), (NEW_YORK, SEOUL)], ids=["west", "east"])
async def test_a_change_of_zone_at_any_hour_leaves_one_record_a_local_date(hour: int, old: ZoneInfo, new: ZoneInfo):
    async with opened() as store:
        clock, channel = StandingClock(START), Channel()
        await begin(store, clock, zone=old)
        await run(store, clock, channel, until=START + timedelta(days=3, hours=hour))
        await change(store, clock, zone=new)
        await run(store, clock, channel, until=START + timedelta(days=8))
        record = await days(store)
        first, last = min(record), max(record)
        assert sorted(record) == [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        sent = [day for day, (state, _) in record.items() if state is PostState.SENT]
        assert len(channel.posted) == len(sent)
        assert {reason for _, reason in record.values()} <= {None, PostReason.MOVED}


async def test_a_time_moved_into_the_past_goes_out_at_once_and_only_once():
    async with opened() as store:
        clock, channel = StandingClock(START), Channel()
        await begin(store, clock, at=time(18))
        await run(store, clock, channel, until=START + timedelta(hours=1))
        await change(store, clock, at=time(9))
        await run(store, clock, channel, until=START + timedelta(hours=23))
        assert await days(store) == {date(2026, 4, 1): (PostState.SENT, None)}
        await change(store, clock, at=time(18))
        await run(store, clock, channel, until=START + timedelta(hours=40))
        assert sorted(await days(store)) == [date(2026, 4, 1), date(2026, 4, 2)]


async def test_what_was_due_before_a_change_is_still_made():
    async with opened() as store:
        clock, channel = StandingClock(START), Channel()
        await begin(store, clock)
        clock.forward(hours=24)  # 09:30 of the next day, not looked at yet
        await change(store, clock, at=time(8), weekdays=frozenset({6}))
        await run(store, clock, channel, until=clock.at + timedelta(hours=1))
        assert await days(store) == {date(2026, 4, 2): (PostState.SENT, None)}


async def test_days_that_nobody_asked_for_then_are_not_missed_afterwards():
    async with opened() as store:
        clock, channel = StandingClock(START), Channel()
        await begin(store, clock, weekdays=WEEKDAYS)
        await run(store, clock, channel, until=START + timedelta(days=8))
        await change(store, clock, weekdays=frozenset(range(1, 8)))
        await change(store, clock, off="by_hand")
        clock.forward(days=5)
        await change(store, clock, off="")
        await run(store, clock, channel, until=clock.at + timedelta(days=3))
        assert {state for state, _ in (await days(store)).values()} == {PostState.SENT}


@pytest.mark.parametrize("jump", [timedelta(days=-2), timedelta(days=2), timedelta(hours=-3)], ids=str)
async def test_a_clock_that_jumps_and_comes_back_gives_one_post_a_date(jump: timedelta):
    async with opened() as store:
        clock, channel = StandingClock(START), Channel()
        await begin(store, clock)
        await run(store, clock, channel, until=START + timedelta(days=3))
        clock.at += jump
        await run(store, clock, channel, until=clock.at + timedelta(hours=4))
        clock.at -= jump
        await run(store, clock, channel, until=START + timedelta(days=6))
        record = await days(store)
        sent = [day for day, (state, _) in record.items() if state is PostState.SENT]
        assert len({key for _, key, _ in channel.posted}) == len(channel.posted) == len(sent)
        assert sorted(record) == [date(2026, 4, 2) + timedelta(days=ahead) for ahead in range(len(record))]


async def test_a_claim_from_a_clock_that_ran_ahead_is_taken_over():
    async with opened() as store:
        clock, channel = StandingClock(START), Channel()
        await begin(store, clock)
        clock.forward(hours=24)
        await Poster(store=store, messengers={"slack": channel}, now=clock, owner="one").tick()
        post = await store.read(lambda library: library.post(CHANNEL, date(2026, 4, 2)))
        assert post is not None
        stuck = replace(post, state=PostState.CLAIMED, lease_until=clock.at + timedelta(days=9), message="")
        await store.write(lambda library: library.put_post(stuck))
        await Poster(store=store, messengers={"slack": channel}, now=clock, owner="two").tick()
        assert await days(store) == {date(2026, 4, 2): (PostState.SENT, None)}
        assert len(channel.posted) == 1


@pytest.mark.parametrize(
    ("zone", "first", "count"),
    [
        (NEW_YORK, datetime(2026, 3, 5, 12, tzinfo=UTC), 8),  # the clocks go forward on March 8
        (NEW_YORK, datetime(2026, 10, 29, 12, tzinfo=UTC), 8),  # and back on November 1
        (SEOUL, datetime(2027, 12, 29, 12, tzinfo=UTC), 6),  # New Year
        (SEOUL, datetime(2028, 2, 26, 12, tzinfo=UTC), 5),  # a leap day
    ],
    ids=["forward", "back", "new-year", "leap-day"],
)
@pytest.mark.parametrize("at", [time(2, 30), time(0, 0), time(23, 59)], ids=str)
async def test_every_local_date_has_its_post(zone: ZoneInfo, first: datetime, count: int, at: time):
    async with opened() as store:
        clock, channel = StandingClock(first), Channel()
        await begin(store, clock, zone=zone, at=at)
        await run(store, clock, channel, until=first + timedelta(days=count))
        record = sorted(await days(store))
        assert len(channel.posted) == len(record)
        assert record == [record[0] + timedelta(days=ahead) for ahead in range(len(record))]
        assert len(record) in (count, count + 1)
