"""The source of feeds: gets them safely and politely, has them read in the reading process, finds them from a page."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Final, Self

from adapters.fetching.connecting import Resolve, system_resolve
from adapters.fetching.discovering import discover
from adapters.fetching.fetcher import SafeFetcher
from adapters.fetching.getting import Answer, SafeGetter
from adapters.fetching.limits import Limits
from adapters.fetching.reader import Reader
from adapters.fetching.targets import target_of
from adapters.fetching.visiting import HEADERS, Visitor
from bot.feeds.feed import Feed
from bot.feeds.source import Discovered, Look
from bot.fetching import FetchedPage, FetchProblem, FetchRefused
from bot.ports import Clock

PAUSE: Final = timedelta(seconds=1)
_LONGEST_TAG: Final = 1000
_NOT_MODIFIED: Final = 304


class SafeFeeds:
    """Implements `bot.feeds.source.FeedSource`. Use it as a context manager: it holds a process while it is in use.

    `allowed_private` is for tests, as with SafeFetcher; `pause` is what a host gets between two requests.
    """

    def __init__(
        self,
        *,
        allowed_private: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
        now: Clock = lambda: datetime.now(UTC),
        pause: timedelta = PAUSE,
    ) -> None:
        limits = limits or Limits()
        getter = SafeGetter(allowed_private=allowed_private, limits=limits, resolve=resolve)
        self._whole = limits.whole
        self._reader = Reader(limits)
        self._pages = SafeFetcher(allowed_private=allowed_private, limits=limits, resolve=resolve, now=now)
        self._visitor = Visitor(getter, self._reader, now=now, pause=pause)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End what it holds; it may be used again."""
        await self._reader.aclose()
        await self._pages.aclose()

    async def look(self, feed: Feed) -> Look:
        """The feed as it stands, where it has changed. Raises FetchRefused."""
        async with self._visitor.turn(feed.address), self._in_time(feed.address):
            answer = await self._visitor.get(feed.address, _conditions(feed))
            address = answer.moved_to or feed.address
            if answer.status == _NOT_MODIFIED:
                return Look(feed=None, address=address, etag=feed.etag, modified=feed.modified)
            read = await self._visitor.feed(await self._visitor.read(answer), answer.link)
        return Look(feed=read, address=address, etag=_tag(answer, "ETag"), modified=_tag(answer, "Last-Modified"))

    async def discover(self, link: str) -> Discovered:
        """The feed behind a typed address. Raises FetchRefused: why that cannot be read, or NOT_A_FEED."""
        async with self._in_time(link):
            return await discover(self._visitor, link)

    async def page(self, link: str) -> FetchedPage:
        """The page of an item. Raises FetchRefused."""
        async with self._visitor.turn(link):
            async with self._in_time(link):
                await self._visitor.ask_robots(link)
            return await self._pages.fetch(link)

    @asynccontextmanager
    async def _in_time(self, link: str) -> AsyncIterator[None]:
        """A time limit that ends as a refusal."""
        try:
            async with asyncio.timeout(self._whole.total_seconds()):
                yield
        except TimeoutError as late:
            raise FetchRefused(FetchProblem.TIMEOUT, host=target_of(link).host) from late


def _conditions(feed: Feed) -> Mapping[str, str]:
    """The headers of a look: conditional where the last one left something to compare with."""
    tags = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    return {**HEADERS, **{name: value for name, value in tags.items() if value}}


def _tag(answer: Answer, name: str) -> str:
    value = answer.headers.get(name, "")
    return value if len(value) <= _LONGEST_TAG and value.isprintable() else ""
