"""Looking at links politely: a few at a time, of different hosts, the same host only after a pause."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Protocol
from urllib.parse import urlsplit

from bot.curation.links import LinkLook, Sight, after_look
from bot.fetching import FetchProblem
from bot.ports import Clock, Store

_DUE_READ = 200  # to find links of different hosts among
_LINKS_A_TICK = 4
_PAUSE = timedelta(seconds=2)  # between looks at one host
_ONLINE = timedelta(hours=1)

Sighting = tuple[Sight, FetchProblem | None]


class Looker(Protocol):
    """Looks at a link without reading what stands there."""

    async def look(self, link: str) -> Sighting:
        """What is there; the problem where something is not. Never raises for what a link leads to."""


@dataclass(slots=True, kw_only=True)
class LinkRound:
    """Looks at what is due and records each look, so that a crash costs the looks under way and no more."""

    store: Store
    looker: Looker
    now: Clock
    random: Random
    _answered_at: datetime | None = field(default=None, init=False)

    async def tick(self) -> None:
        """One link of each of a few hosts."""
        due = await self._due()
        await self._look_at(list(distinct_hosts(due))[:_LINKS_A_TICK])

    async def many(self, count: int, progress: Callable[[int, int], None], *, pause: timedelta = _PAUSE) -> int:
        """Up to `count` links that are due, host by host with a pause; gives how many were looked at."""
        due = await self.store.read(lambda library: library.links_due(self.now(), limit=count))
        done, total = 0, len(due)
        while due:
            now, later = _first_of_each_host(due)
            for start in range(0, len(now), _LINKS_A_TICK):
                await self._look_at(now[start : start + _LINKS_A_TICK])
                done += len(now[start : start + _LINKS_A_TICK])
                progress(done, total)
            due = later
            if due:
                await asyncio.sleep(pause.total_seconds())
        return done

    async def _due(self) -> tuple[LinkLook, ...]:
        return await self.store.read(lambda library: library.links_due(self.now(), limit=_DUE_READ))

    async def _look_at(self, links: Sequence[LinkLook]) -> None:
        if not links:
            return
        sightings = await asyncio.gather(*(self.looker.look(one.link) for one in links))
        at = self.now()
        if any(problem is not FetchProblem.UNRESOLVABLE for _, problem in sightings):
            self._answered_at = at
        looks = [
            after_look(
                one, self._trusted(sight, problem, at), problem.value if problem else "", at=at, random=self.random
            )
            for one, (sight, problem) in zip(links, sightings, strict=True)
        ]
        await self.store.write(lambda library: library.put_link_looks(looks))

    def _trusted(self, sight: Sight, problem: FetchProblem | None, at: datetime) -> Sight:
        """That a name does not exist counts only while others do: otherwise it is we who are offline."""
        is_online = self._answered_at is not None and at - self._answered_at < _ONLINE
        return Sight.UNCLEAR if problem is FetchProblem.UNRESOLVABLE and not is_online else sight


def distinct_hosts(links: Iterable[LinkLook]) -> Iterator[LinkLook]:
    """The first link of each host, in their order."""
    hosts = set()
    for one in links:
        host = urlsplit(one.link).hostname
        if host not in hosts:
            hosts.add(host)
            yield one


def _first_of_each_host(links: Sequence[LinkLook]) -> tuple[list[LinkLook], tuple[LinkLook, ...]]:
    first = list(distinct_hosts(links))
    chosen = {one.story for one in first}
    return first, tuple(one for one in links if one.story not in chosen)
