"""Each post exactly once, whatever fails: claims, leases, lost answers, second processes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.digest.outbox import LEASE, PostOutcome, PostReason, PostState
from bot.digest.posting import Poster
from bot.digest.target import Target
from bot.story import StoryState
from store.sqlite import SqliteStore
from tests.support.building import MORNING, SEOUL, StandingClock, add, draft, opened
from tests.support.messaging import Channel

CHANNEL = "slack:C1"
DAY = date(2026, 3, 2)


async def scheduled(store: SqliteStore, *channels: str) -> None:
    await add(store, *(draft(f"글 {number}") for number in range(1, 8)))  # type: ignore[arg-type]
    for channel in channels or (CHANNEL,):
        target = Target(channel=channel, zone=SEOUL, since=MORNING - timedelta(hours=1))
        await store.write(lambda library, target=target: library.set_target(target, actor="test:a", at=MORNING))


def poster(store: SqliteStore, clock: StandingClock, channel: Channel, owner: str = "one") -> Poster:
    return Poster(store=store, messengers={"slack": channel}, now=clock, owner=owner)


async def row(store: SqliteStore, day: date = DAY, channel: str = CHANNEL) -> tuple[PostState, PostReason | None]:
    post = await store.read(lambda library: library.post(channel, day))
    assert post is not None
    return post.state, post.reason


async def test_a_due_post_goes_out_once_however_often_the_clock_ticks():
    async with opened() as store:
        clock, channel = StandingClock(), Channel()
        await scheduled(store)
        for _ in range(5):
            await poster(store, clock, channel).tick()
            clock.forward(minutes=1)
        assert len(channel.posted) == 1
        assert await row(store) == (PostState.SENT, None)


async def test_a_lost_answer_is_looked_up_before_anything_is_sent_again():
    async with opened() as store:
        clock, channel = StandingClock(), Channel(faults=[(PostOutcome.UNKNOWN, True)])
        await scheduled(store)
        await poster(store, clock, channel).tick()
        await poster(store, clock, channel, "two").tick()
        assert (await row(store))[0] is PostState.CLAIMED
        clock.forward(seconds=LEASE.total_seconds() + 1)
        await poster(store, clock, channel, "two").tick()
        assert len(channel.posted) == 1
        assert await row(store) == (PostState.SENT, None)


async def test_a_request_that_never_arrived_is_sent_after_the_lease():
    async with opened() as store:
        clock, channel = StandingClock(), Channel(faults=[(PostOutcome.UNKNOWN, False)])
        await scheduled(store)
        await poster(store, clock, channel).tick()
        clock.forward(seconds=LEASE.total_seconds() + 1)
        await poster(store, clock, channel).tick()
        assert len(channel.posted) == 1
        assert await row(store) == (PostState.SENT, None)


async def test_trouble_that_passes_is_tried_again_with_the_same_story_until_the_grace_is_over():
    async with opened() as store:
        clock, channel = StandingClock(), Channel(faults=[(PostOutcome.LATER, False)] * 3)
        await scheduled(store)
        for _ in range(6):
            await poster(store, clock, channel).tick()
            clock.forward(minutes=1)
        assert len(channel.posted) == 1
        never = Channel(faults=[(PostOutcome.LATER, False)] * 99)
        for _ in range(40):
            clock.forward(hours=1)
            await poster(store, clock, never).tick()
        assert await row(store, DAY + timedelta(days=1)) == (PostState.FAILED, PostReason.TIRED)


@pytest.mark.parametrize(
    ("outcome", "reason", "is_off"),
    [(PostOutcome.GONE, PostReason.GONE, True), (PostOutcome.CONTENT, PostReason.CONTENT, False)],
)
async def test_what_can_never_go_out_is_recorded_and_a_channel_that_is_gone_is_left_alone(
    outcome: PostOutcome, reason: PostReason, is_off: bool
):
    async with opened() as store:
        clock, channel = StandingClock(), Channel(faults=[(outcome, False)])
        await scheduled(store)
        await poster(store, clock, channel).tick()
        clock.forward(minutes=1)
        await poster(store, clock, channel).tick()
        assert await row(store) == (PostState.FAILED, reason)
        assert channel.posted == []
        target = await store.read(lambda library: library.target(CHANNEL))
        assert target is not None
        assert bool(target.off) is is_off


async def test_the_failure_of_one_channel_holds_up_no_other():
    async with opened() as store:
        channel = Channel(faults=[(PostOutcome.GONE, False)])
        await scheduled(store, "slack:C1", "slack:C2", "slack:C3")
        await poster(store, StandingClock(), channel).tick()
        assert sorted(one for one, _, _ in channel.posted) == ["slack:C2", "slack:C3"]


async def test_no_story_comes_twice_to_a_channel_before_all_have_been():
    async with opened() as store:
        clock, channel = StandingClock(), Channel()
        await scheduled(store)
        for _ in range(7):
            await poster(store, clock, channel).tick()
            clock.forward(days=1)
        titles = [summary.split(": ")[1] for _, _, summary in channel.posted]
        assert len(set(titles)) == 7


async def test_nothing_worth_sending_sends_nothing_and_is_on_record():
    async with opened() as store:
        channel = Channel()
        await scheduled(store)
        target = Target(channel=CHANNEL, zone=SEOUL, since=MORNING - timedelta(hours=1), tags=("없는태그",))
        await store.write(lambda library: library.set_target(target, actor="test:a", at=MORNING))
        await poster(store, StandingClock(), channel).tick()
        assert channel.posted == []
        assert await row(store) == (PostState.SKIPPED, PostReason.EMPTY)


async def test_a_story_hidden_between_claim_and_a_second_try_is_replaced_by_another():
    async with opened() as store:
        clock, channel = StandingClock(), Channel(faults=[(PostOutcome.LATER, False)])
        await scheduled(store)
        await poster(store, clock, channel).tick()
        post = await store.read(lambda library: library.post(CHANNEL, DAY))
        assert post is not None
        story = await store.read(lambda library: library.story(str(post.story)))
        assert story is not None
        hidden = replace(story, state=StoryState.HIDDEN)
        await store.write(lambda library: library.change(hidden, actor="test:a", at=MORNING, action="hidden"))
        clock.forward(minutes=1)
        await poster(store, clock, channel).tick()
        assert len(channel.posted) == 1
        assert story.title not in channel.posted[0][2]


async def test_missed_days_are_on_record_and_only_the_last_is_made_up_for():
    async with opened() as store:
        clock, channel = StandingClock(MORNING + timedelta(days=3, hours=2)), Channel()
        await scheduled(store)
        await poster(store, clock, channel).tick()
        assert len(channel.posted) == 1
        assert await row(store, DAY) == (PostState.SKIPPED, PostReason.MISSED)
        assert await row(store, DAY + timedelta(days=3)) == (PostState.SENT, None)


@pytest.mark.parametrize("went_out", [True, False])
async def test_a_post_of_unknown_fate_is_looked_up_even_when_its_time_is_over(went_out: bool):
    async with opened() as store:
        clock, channel = StandingClock(), Channel(faults=[(PostOutcome.UNKNOWN, went_out)])
        await scheduled(store)
        await poster(store, clock, channel).tick()
        clock.forward(hours=20)
        await poster(store, clock, channel, "two").tick()
        expected = (PostState.SENT, None) if went_out else (PostState.FAILED, PostReason.TIRED)
        assert await row(store) == expected
        assert len(channel.posted) == int(went_out)
