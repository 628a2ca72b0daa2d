"""Visits to the addresses of feeds: robots.txt asked first, a host at a time, what stands there read in the process."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from adapters.fetching.getting import Answer, SafeGetter
from adapters.fetching.politeness import Politeness
from adapters.fetching.reader import Reader
from adapters.fetching.reading.feed.document import FeedReading
from adapters.fetching.reading.values import Unreadable
from adapters.fetching.robots import Robots, Rules
from adapters.fetching.targets import target_of
from bot import __version__
from bot.feeds.values import Entry, FeedKind, Flaw, Maps, Pointers, ReadFeed
from bot.fetching import FetchProblem, FetchRefused
from bot.ports import Clock

HEADERS: Final = {
    "User-Agent": f"storybot/{__version__} (follows feeds for a community)",
    "Accept": "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,text/html;q=0.5,*/*;q=0.1",
}


class Visitor:
    """Visits addresses with a `pause` between two visits to a host. Lives on one event loop."""

    def __init__(self, getter: SafeGetter, reader: Reader, *, now: Clock, pause: timedelta) -> None:
        self._getter = getter
        self._reader = reader
        self._robots = Robots(getter, now=now)
        self._polite = Politeness(pause)
        self._pause = pause
        self._now = now

    @asynccontextmanager
    async def turn(self, link: str) -> AsyncIterator[None]:
        """Wait until it is our turn at a link's host."""
        async with self._polite.turn(target_of(link).host):
            yield

    async def rules(self, link: str) -> Rules:
        """What a link's host asks of programs. Raises FetchRefused where the host fails."""
        return await self._robots.rules(link)

    async def ask_robots(self, link: str) -> None:
        """Raises FetchRefused (ROBOTS) where programs are kept away from a link."""
        rules = await self._robots.check(link)
        if rules.pause:
            self._polite.rest(target_of(link).host, rules.pause)

    async def get(self, link: str, headers: Mapping[str, str] = HEADERS) -> Answer:
        """The answer behind a link. Raises FetchRefused; the caller has the turn at its host."""
        await self.ask_robots(link)
        return await self._getter.get(link, kinds=None, headers=headers)

    async def read(self, answer: Answer) -> FeedReading:
        """What an answer says."""
        return await self._reader.read_feed(answer, now=self._now())

    async def feed(self, reading: FeedReading, link: str) -> ReadFeed:
        """The feed that was read at a link, the maps of an index joined. Raises FetchRefused where it is none."""
        match reading:
            case ReadFeed():
                return reading
            case Maps(links=links):
                return await self._joined(links, link)
            case Pointers():
                raise FetchRefused(FetchProblem.NOT_A_FEED, host=target_of(link).host)
            case Unreadable(problem=problem):
                raise FetchRefused(problem, host=target_of(link).host)

    async def _joined(self, links: Sequence[str], link: str) -> ReadFeed:
        """The posts of the maps of an index; they are of the same host, whose turn is ours already."""
        entries: dict[str, Entry] = {}
        flaws: dict[Flaw, None] = {}
        maps = [await self._map(one) for one in links]
        if maps and not any(maps):
            raise FetchRefused(FetchProblem.NOT_FOUND, host=target_of(link).host)
        for read in maps:
            if isinstance(read, ReadFeed):
                entries |= {entry.id or "": entry for entry in read.entries}
                flaws |= dict.fromkeys(read.flaws)
        parts = urlsplit(link)
        return ReadFeed(
            kind=FeedKind.SITEMAP,
            title=(parts.hostname or "").removeprefix("www."),
            home=f"{parts.scheme}://{parts.netloc}/",
            entries=tuple(entries.values()),
            flaws=tuple(flaws),
        )

    async def _map(self, link: str) -> FeedReading | None:
        """A map of an index after a pause; None where it is no more, which some indexes do not notice."""
        await asyncio.sleep(self._pause.total_seconds())
        try:
            return await self.read(await self.get(link))
        except FetchRefused as refused:
            if refused.problem is FetchProblem.NOT_FOUND:
                return None
            raise
