"""Fetchers that reach the test's own servers: names answer with 127.0.0.1, and only the servers' endpoints are open."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from adapters.fetching.connecting import Resolve
from adapters.fetching.fetcher import SafeFetcher
from adapters.fetching.getting import SafeGetter
from adapters.fetching.limits import Limits
from bot.fetching import FetchRefused
from tests.wire.fetching.serving import LOOPBACK, Served

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUICK = Limits(whole=timedelta(seconds=5), reading=timedelta(seconds=4))


async def loopback(_host: str, _port: int) -> Sequence[str]:
    """Every name is this machine."""
    return (LOOPBACK,)


def fetcher(*servers: Served, limits: Limits = QUICK, resolve: Resolve = loopback) -> SafeFetcher:
    allowed = frozenset(one.endpoint for one in servers)
    return SafeFetcher(allowed_private=allowed, limits=limits, resolve=resolve, now=lambda: NOW)


def getter(*servers: Served, limits: Limits = QUICK, resolve: Resolve = loopback) -> SafeGetter:
    return SafeGetter(allowed_private=frozenset(one.endpoint for one in servers), limits=limits, resolve=resolve)


async def refusal(getting: SafeGetter | SafeFetcher, link: str) -> str:
    """The name of the problem for which `link` is refused, "" when it is not."""
    try:
        await (getting.get(link) if isinstance(getting, SafeGetter) else getting.fetch(link))
    except FetchRefused as refused:
        return refused.problem.name
    return ""
