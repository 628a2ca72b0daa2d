"""A round: every feed that is due is looked at, what it brought is taken, and pages that are wanted are read.

What a look brought and the marks that make the next one conditional are stored in one transaction; a round that is
killed loses nothing and takes nothing twice.
"""

import asyncio
import dataclasses
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby
from random import Random
from typing import Final, TypeVar
from urllib.parse import urlsplit

import structlog

from bot.errors import StoreFault
from bot.feeds.feed import Feed, FeedState, WantedPage
from bot.feeds.schedule import after_failure, after_look
from bot.feeds.source import FeedSource, Look
from bot.feeds.taking import Taken, take_feed, take_page
from bot.fetching import FetchedPage, FetchProblem, FetchRefused
from bot.notices.notice import ADMINS, Notice
from bot.ports import Clock, Library, Store

T = TypeVar("T")
_log = structlog.get_logger()
FEEDS_A_ROUND: Final = 500
PAGES_A_ROUND: Final = 20
_AT_ONCE: Final = 8
_TOLD_AFTER: Final = timedelta(days=1)
_MOST_TRIES: Final = 3
_FOR_NOW: Final = frozenset(
    {FetchProblem.TIMEOUT, FetchProblem.BUSY, FetchProblem.SERVER_ERROR, FetchProblem.UNREACHABLE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a round did: feeds looked at, of those unchanged and failed, new and edited stories, pages read."""

    looked: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    updated: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Follows the feeds of a library. `random` spreads looks, so that many feeds are not asked at once."""

    store: Store
    source: FeedSource
    now: Clock
    random: Random

    async def tick(self) -> None:
        """Do what is due; says nothing where nothing was."""
        report = await self.round()
        if report != Report():
            _log.info("feeds", **dataclasses.asdict(report))

    async def round(self, *, limit: int = FEEDS_A_ROUND, told: Callable[[Feed], None] = lambda _: None) -> Report:
        """Look at the feeds that are due, then read wanted pages; `told` hears of each feed that is done."""
        due = await self.store.read(lambda library: library.due_feeds(self.now(), limit=limit))
        counts: Counter[str] = Counter()

        async def look(feed: Feed) -> None:
            counts.update(await self.look(feed))
            told(feed)

        await _by_host(due, lambda feed: feed.address, look)
        counts["pages"] = await self._read_pages()
        return Report(**counts)

    async def look(self, feed: Feed) -> Counter[str]:
        """Look at one feed now; gives what that did under the names of a Report."""
        try:
            with _surprise_refused(feed):
                look = await self.source.look(feed)
                taken = await self.store.write(partial(self._record, number=feed.number, look=look))
        except FetchRefused as refused:
            await self.store.write(partial(self._record_failure, number=feed.number, refused=refused))
            return Counter(looked=1, failed=1)
        return Counter(looked=1, unchanged=int(look.feed is None), new=taken.new, updated=taken.updated)

    def _record(self, library: Library, *, number: int, look: Look) -> Taken:
        """In one transaction: the items of a look and the marks of the next. A feed removed meanwhile takes nothing."""
        feed, now = library.feed(number), self.now()
        if feed is None:
            return Taken()
        taken = take_feed(library, feed, look.feed, at=now) if look.feed else Taken()
        done = after_look(
            feed, brought=taken.new, rest=look.feed.rest if look.feed else None, now=now, random=self.random
        )
        if look.feed:
            done = dataclasses.replace(done, kind=look.feed.kind, home=done.home or look.feed.home)
        library.put_feed(dataclasses.replace(done, address=look.address, etag=look.etag, modified=look.modified))
        return taken

    def _record_failure(self, library: Library, *, number: int, refused: FetchRefused) -> None:
        feed, now = library.feed(number), self.now()
        if feed is None:
            return
        failed = after_failure(feed, refused, now=now, random=self.random)
        library.put_feed(failed)
        since = failed.failing_since or now
        if failed.state is FeedState.GONE:
            self._tell(library, failed, "feed_gone", key=f"feed:gone:{number}:{since.isoformat()}")
        elif now - since >= _TOLD_AFTER:
            self._tell(library, failed, "feed_failing", key=f"feed:failing:{number}:{since.isoformat()}")

    def _tell(self, library: Library, feed: Feed, name: str, *, key: str) -> None:
        """Tell the admins, once for a spell of failing: a look that goes well ends the spell."""
        button = (("feed", f"feedset:{feed.number} show"),)
        library.notify(Notice(key=key, to=ADMINS, name=name, facts={"name": feed.name}, buttons=button, at=self.now()))

    async def _read_pages(self) -> int:
        wanted = await self.store.read(lambda library: library.wanted_pages(limit=PAGES_A_ROUND))
        counts: Counter[str] = Counter()

        async def read(one: WantedPage) -> None:
            counts["pages"] += await self._read_page(one)

        await _by_host(wanted, lambda one: one.item.page, read)
        return counts["pages"]

    async def _read_page(self, wanted: WantedPage) -> bool:
        try:
            with _surprise_refused(wanted.feed):
                page = await self.source.page(wanted.item.page)
                await self.store.write(partial(self._take_page, wanted=wanted, page=page))
        except FetchRefused as refused:
            is_over = refused.problem not in _FOR_NOW or wanted.item.tries + 1 >= _MOST_TRIES
            await self.store.write(partial(_give_up, wanted=wanted, is_over=is_over))
            return False
        return True

    def _take_page(self, library: Library, *, wanted: WantedPage, page: FetchedPage) -> None:
        feed = library.feed(wanted.feed.number)
        if feed is not None:
            take_page(library, feed, wanted.item, page, at=self.now())


@contextmanager
def _surprise_refused(feed: Feed) -> Iterator[None]:
    """Around work for one feed, whose trouble must keep no other from its look: what nobody expected is a refusal."""
    try:
        yield
    except (FetchRefused, StoreFault):
        raise
    except Exception as error:
        _log.exception("feed failed", feed=feed.number)
        raise FetchRefused(FetchProblem.TOO_COMPLEX, host=urlsplit(feed.address).hostname or "") from error


def _give_up(library: Library, *, wanted: WantedPage, is_over: bool) -> None:
    if library.feed(wanted.feed.number) is None:
        return
    item = dataclasses.replace(wanted.item, tries=wanted.item.tries + 1, page="" if is_over else wanted.item.page)
    library.put_feed_item(wanted.feed.number, item)


async def _by_host(things: Iterable[T], link: Callable[[T], str], work: Callable[[T], Awaitable[None]]) -> None:
    """Do the work, things of one host one after another, a few hosts at a time."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def of_host(group: tuple[T, ...]) -> None:
        async with gate:
            for one in group:
                await work(one)

    def host(one: T) -> str:
        return urlsplit(link(one)).hostname or ""

    groups = [tuple(group) for _, group in groupby(sorted(things, key=host), key=host)]
    async with asyncio.TaskGroup() as tasks:
        for group in groups:
            tasks.create_task(of_host(group))
