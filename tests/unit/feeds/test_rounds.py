"""A round: what is due, what fails, what admins are told, and what a crash leaves."""

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from bot.feeds.feed import FeedState
from bot.feeds.source import Look
from bot.fetching import FetchedPage, FetchProblem, FetchRefused
from bot.ports import Library
from store.sqlite import SqliteStore
from tests.support.building import MORNING, StandingClock, opened
from tests.support.feeding import Source, entry, feed, follower, look

BUSY = FetchRefused(FetchProblem.SERVER_ERROR, host="blog.example.com", status=503)
SAME = Look(feed=None, address="https://blog.example.com/feed", etag='"1"')


async def notices(store: SqliteStore, clock: StandingClock) -> list[str]:
    errands = await store.read(lambda library: library.errands(clock(), limit=50))
    return [errand.notice.name for errand in errands]


async def test_a_feed_that_fails_for_a_day_is_told_once_and_again_after_it_was_well() -> None:
    clock = StandingClock()
    async with opened() as store:
        await store.write(lambda library: library.add_feed(feed()))
        source = Source([BUSY])
        for _ in range(40):
            await follower(store, source, clock).round()
            clock.forward(hours=3)
        assert await notices(store, clock) == ["feed_failing"]
        source.answers = [look(entry(1))]
        clock.forward(days=2)
        await follower(store, source, clock).round()
        source.answers = [BUSY]
        for _ in range(40):
            clock.forward(hours=3)
            await follower(store, source, clock).round()
        assert await notices(store, clock) == ["feed_failing"] * 2


async def test_a_feed_that_is_gone_is_switched_off_and_told() -> None:
    clock = StandingClock()
    async with opened() as store:
        await store.write(lambda library: library.add_feed(feed()))
        gone = FetchRefused(FetchProblem.NOT_FOUND, host="blog.example.com", status=410)
        for _ in range(3):
            await follower(store, Source([gone]), clock).round()
            clock.forward(days=3)
        held = await store.read(lambda library: library.feed(1))
        assert held is not None
        assert held.state is FeedState.GONE
        assert await notices(store, clock) == ["feed_gone"]


async def test_a_feed_that_has_not_changed_keeps_its_marks_and_rests() -> None:
    clock = StandingClock()
    async with opened() as store:
        await store.write(lambda library: library.add_feed(feed()))
        source = Source([look(entry(1)), SAME])
        await follower(store, source, clock).round()
        clock.forward(hours=2)
        report = await follower(store, source, clock).round()
        held = await store.read(lambda library: library.feed(1))
        assert (report.unchanged, report.new) == (1, 0)
        assert held is not None
        assert held.etag == '"1"'
        assert source.asked[1].etag == '"1"'


async def test_what_moved_for_good_is_asked_at_its_new_place_unless_that_is_another_feed() -> None:
    clock = StandingClock()
    async with opened() as store:
        await store.write(lambda library: library.add_feed(feed()))
        await store.write(lambda library: library.add_feed(feed("https://b.example.com/feed")))
        one, two = await store.read(lambda library: library.feeds())
        await follower(store, Source([look(address="https://new.example.com/feed")]), clock).look(one)
        await follower(store, Source([look(address="https://new.example.com/feed")]), clock).look(two)
        addresses = [held.address for held in await store.read(lambda library: library.feeds())]
        assert addresses == ["https://new.example.com/feed", "https://b.example.com/feed"]


async def test_whatever_breaks_in_one_feed_the_others_are_looked_at() -> None:
    class Broken(Source):
        async def look(self, asked: object) -> Look:
            if getattr(asked, "number", 0) == 1:
                raise RuntimeError("unexpected")
            return look(entry(2))

    clock = StandingClock()
    async with opened() as store:
        for host in "abc":
            await store.write(lambda library, host=host: library.add_feed(feed(f"https://{host}.example.com/feed")))
        report = await follower(store, Broken(), clock).round()
        assert (report.looked, report.failed) == (3, 1)


async def test_what_cannot_be_kept_of_one_feed_keeps_no_other_from_its_look() -> None:
    broken = dataclasses.replace(look(entry(1)), etag="x" * 2000)
    clock = StandingClock()
    async with opened() as store:
        for host in "ab":
            await store.write(lambda library, host=host: library.add_feed(feed(f"https://{host}.example.com/feed")))
        report = await follower(store, Source([broken, look(entry(2))]), clock).round()
        assert (report.looked, report.failed, report.new) == (2, 1, 1)
        failed = await store.read(lambda library: library.feed(1))
        assert failed is not None
        assert failed.problem


async def test_a_page_that_breaks_is_given_up_and_the_others_are_read() -> None:
    class Broken(Source):
        async def page(self, link: str) -> FetchedPage:
            if link.endswith("/1"):
                raise RuntimeError("unexpected")
            return FetchedPage(link=link, title="t", body="본문 " * 500)

    clock = StandingClock()
    async with opened() as store:
        await store.write(lambda library: library.add_feed(feed()))
        source = Broken([look(entry(1, is_whole=False), entry(2, is_whole=False))])
        report = await follower(store, source, clock).round()
        assert report.pages == 1
        assert await store.read(lambda library: library.wanted_pages(limit=5)) == ()


async def test_a_round_that_is_killed_between_feeds_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    clock = StandingClock()
    async with opened(tmp_path / "a.db") as store:
        await store.write(lambda library: library.add_feed(feed()))
        one = await store.read(lambda library: library.feed(1))
        assert one is not None

        def torn(library: Library) -> None:
            follower(store, Source(), clock)._record(library, number=1, look=look(entry(1), entry(2)))
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            await store.write(torn)
        held = await store.read(lambda library: (library.count(), library.feed(1)))
        assert held == (0, one)
        for _ in range(2):
            await follower(store, Source([look(entry(1), entry(2))]), clock).look(one)
        assert await store.read(lambda library: library.count()) == 2


async def test_a_feed_rests_until_it_is_due() -> None:
    clock = StandingClock()
    async with opened() as store:
        await store.write(lambda library: library.add_feed(feed(next_at=MORNING + timedelta(hours=1))))
        source = Source([look(entry(1))])
        await follower(store, source, clock).round()
        assert source.asked == []
