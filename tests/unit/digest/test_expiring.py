"""A post that may have gone out is not recorded as failed because its channel could not be looked into for a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.digest.outbox import LEASE, PostFault, PostOutcome, PostState
from bot.digest.posting import Poster
from bot.digest.target import Target
from store.sqlite import SqliteStore
from tests.support.building import MORNING, SEOUL, StandingClock, add, draft, opened
from tests.support.messaging import Channel

CHANNEL = "slack:C1"


@dataclass
class Blinking(Channel):
    """A platform that cannot be looked into so many times, as before the bot is connected."""

    blind: int = 0

    async def find(self, channel: str, key: str, *, since: datetime) -> str | None:
        if self.blind:
            self.blind -= 1
            raise PostFault(PostOutcome.LATER, "not connected")
        return await super().find(channel, key, since=since)


@pytest.mark.parametrize(
    "waits",
    [
        (LEASE * 2, timedelta(hours=13), LEASE * 2, LEASE * 2),
        (timedelta(days=3), LEASE * 2, LEASE * 2),
    ],
    ids=["looked for in vain within the grace", "looked for in vain after days"],
)
async def test_a_post_whose_answer_was_lost_is_found_by_a_later_look(waits: tuple[timedelta, ...]):
    async with opened() as store:
        clock, channel = StandingClock(), Blinking(faults=[(PostOutcome.UNKNOWN, True)], blind=1)
        await _scheduled(store)
        poster = Poster(store=store, messengers={"slack": channel}, now=clock, owner="one")
        await poster.tick()
        for wait in waits:
            clock.at += wait
            await poster.tick()
        post = await store.read(lambda library: library.post(CHANNEL, MORNING.date()))
    assert post is not None
    assert post.state is PostState.SENT
    assert len([key for _, key, _ in channel.posted if key == post.key]) == 1


async def _scheduled(store: SqliteStore) -> None:
    await add(store, draft("글 하나"), draft("글 둘"), draft("글 셋"), draft("글 넷"), draft("글 다섯"))
    target = Target(channel=CHANNEL, zone=SEOUL, since=MORNING - timedelta(hours=1))
    await store.write(lambda library: library.set_target(target, actor="test:a", at=MORNING))
