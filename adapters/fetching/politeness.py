"""One request a host at a time, with a pause between two: programs wait where people would not."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

_MOST_HOSTS: Final = 2000


class Politeness:
    """Keeps requests to one host apart. Lives on one event loop."""

    def __init__(self, pause: timedelta) -> None:
        self._pause = pause
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: Counter[str] = Counter()
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until it is our turn at `host`."""
        self._waiting[host] += 1
        try:
            async with self._locks.setdefault(host, asyncio.Lock()):
                await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - _now()))
                try:
                    yield
                finally:
                    self.rest(host, self._pause)
        finally:
            self._waiting[host] -= 1
            self._forget()

    def rest(self, host: str, pause: timedelta) -> None:
        """Let `host` alone for so long at least."""
        self._free_at[host] = max(_now() + pause.total_seconds(), self._free_at.get(host, 0.0))

    def _forget(self) -> None:
        """Drop hosts nobody waits for and whose pause is over, once there are many."""
        if len(self._locks) <= _MOST_HOSTS:
            return
        now = _now()
        for host in [one for one in self._locks if not self._waiting[one] and self._free_at.get(one, 0.0) < now]:
            del self._locks[host], self._waiting[host]
            self._free_at.pop(host, None)


def _now() -> float:
    return asyncio.get_running_loop().time()
