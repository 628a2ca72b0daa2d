"""The page fetcher: gets the bytes safely, has them read, follows a page that only points elsewhere."""

import asyncio
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from adapters.fetching.connecting import Resolve, system_resolve
from adapters.fetching.getting import SafeGetter
from adapters.fetching.limits import Limits
from adapters.fetching.reader import Reader
from adapters.fetching.reading.values import MovedTo, Unreadable
from adapters.fetching.targets import target_of
from bot.fetching import FetchedPage, FetchProblem, FetchRefused
from bot.ports import Clock

_MOST_POINTERS: Final = 2  # a refresh, then a frame


class SafeFetcher:
    """Implements `bot.fetching.PageFetcher`. Use it as a context manager: it holds a process while it is in use.

    `allowed_private` names endpoints ("127.0.0.1:8080") that may be reached though they are not public. It is for
    tests; no setting fills it.
    """

    def __init__(
        self,
        *,
        allowed_private: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
        now: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self._limits = limits or Limits()
        self._getter = SafeGetter(allowed_private=allowed_private, limits=self._limits, resolve=resolve)
        self._reader = Reader(self._limits)
        self._now = now
        self._gate = asyncio.Semaphore(self._limits.at_once)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End what the fetcher holds; it may be used again."""
        await self._reader.aclose()

    async def fetch(self, link: str) -> FetchedPage:
        """What stands behind `link`. Raises FetchRefused only; ends within `limits.whole`."""
        host = target_of(link).host
        try:
            async with asyncio.timeout(self._limits.whole.total_seconds()), self._gate:
                return await self._page(link)
        except TimeoutError as error:
            raise FetchRefused(FetchProblem.TIMEOUT, host=host) from error

    async def _page(self, link: str) -> FetchedPage:
        for _ in range(_MOST_POINTERS + 1):
            answer = await self._getter.get(link)
            match await self._reader.read(answer, now=self._now()):
                case FetchedPage() as page:
                    return page
                case Unreadable(problem=problem):
                    raise FetchRefused(problem, host=urlsplit(answer.link).hostname or "")
                case MovedTo(link=elsewhere):
                    link = elsewhere
        raise FetchRefused(FetchProblem.TOO_MANY_REDIRECTS, host=target_of(link).host)
