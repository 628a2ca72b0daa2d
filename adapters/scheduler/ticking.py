"""Waking one line of code every minute, and once at the start for what was missed.

APScheduler's defaults skip a late run silently after one second and pile runs up; here a late run is taken within
hours, several missed ones are one, and no run begins while the last is going on.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

EVERY = timedelta(seconds=20)
_MISFIRE_GRACE = timedelta(hours=12)


class Ticker:
    """Calls a coroutine function now and every so often until closed.

    `waits`: does `start` wait for the first call? What may take minutes must not hold up the rest.
    """

    def __init__(self, tick: Callable[[], Awaitable[None]], *, every: timedelta = EVERY, waits: bool = True) -> None:
        self._tick = tick
        self._waits = waits
        self._every = every
        self._scheduler: AsyncIOScheduler | None = None

    async def start(self) -> None:
        """Begin to call."""
        self._scheduler = AsyncIOScheduler(
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": int(_MISFIRE_GRACE.total_seconds()),
            }
        )
        trigger = IntervalTrigger(seconds=self._every.total_seconds())
        if self._waits:
            self._scheduler.add_job(self._tick, trigger)
            await self._tick()
        else:
            self._scheduler.add_job(self._tick, trigger, next_run_time=datetime.now(UTC))
        self._scheduler.start()

    async def close(self) -> None:
        """Call no more. Calling it again does nothing."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
