"""Is anything still there behind a link? A HEAD, and where that is refused a GET that reads next to nothing."""

import asyncio
import socket
from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.fetching.connecting import Resolve, system_resolve
from adapters.fetching.getting import SafeGetter
from adapters.fetching.limits import Limits
from bot import __version__
from bot.curation.links import Sight
from bot.curation.looking import Sighting
from bot.fetching import FetchProblem, FetchRefused

_HEADERS: Final = {"User-Agent": f"storybot/{__version__} (looks whether a shared link still works)"}
_LIMITS: Final = Limits(page_bytes=64 * 1024, whole=timedelta(seconds=20))
_THERE: Final = frozenset({FetchProblem.TOO_LARGE, FetchProblem.NOT_A_PAGE, FetchProblem.EMPTY})
_GONE: Final = frozenset({FetchProblem.NOT_FOUND, FetchProblem.UNRESOLVABLE})
# What a server says to a HEAD alone, some even 404; the others say the same to a GET.
_WORTH_A_GET: Final = frozenset(
    {
        FetchProblem.NOT_FOUND,
        FetchProblem.FORBIDDEN,
        FetchProblem.SERVER_ERROR,
        FetchProblem.BROKEN_ANSWER,
        FetchProblem.UNREACHABLE,
    }
)


class SafeLooker:
    """Implements `bot.curation.looking.Looker` over SafeGetter. `allowed_private` is for tests."""

    def __init__(
        self,
        *,
        allowed_private: frozenset[str] = frozenset(),
        limits: Limits = _LIMITS,
        resolve: Resolve = system_resolve,
    ) -> None:
        self._getter = SafeGetter(
            allowed_private=allowed_private, limits=replace(limits, page_bytes=_LIMITS.page_bytes), resolve=resolve
        )
        self._time = limits.whole.total_seconds()

    async def look(self, link: str) -> Sighting:
        """What is there, within the time limit."""
        try:
            async with asyncio.timeout(self._time):
                return await self._seen(link)
        except TimeoutError:
            return Sight.UNCLEAR, FetchProblem.TIMEOUT

    async def _seen(self, link: str) -> Sighting:
        refused = await self._refusal(link, is_head=True)
        if refused and refused.problem in _WORTH_A_GET:
            refused = await self._refusal(link, is_head=False)
        if refused is None or refused.problem in _THERE:
            return Sight.THERE, None
        is_gone = refused.problem in _GONE and not _may_pass(refused)
        return Sight.GONE if is_gone else Sight.UNCLEAR, refused.problem

    async def _refusal(self, link: str, *, is_head: bool) -> FetchRefused | None:
        try:
            await self._getter.get(link, kinds=None, headers=_HEADERS, method="HEAD" if is_head else "GET")
        except FetchRefused as refused:
            return refused
        return None


def _may_pass(refused: FetchRefused) -> bool:
    """A name server that did not answer says nothing of the name."""
    cause = refused.__cause__
    return isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_AGAIN
