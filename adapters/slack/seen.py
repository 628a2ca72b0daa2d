"""Has this been delivered before? Slack redelivers; each command, click, submission and event has one effect."""

from collections import OrderedDict

import structlog

from bot.errors import StoreFault
from bot.ports import Clock, Store

_log = structlog.get_logger()
_REMEMBERED = 5_000


class Seen:
    """Deliveries of this run in memory, those of earlier runs in the library."""

    def __init__(self, store: Store, now: Clock) -> None:
        self._store = store
        self._now = now
        self._recent: OrderedDict[str, None] = OrderedDict()

    async def is_first(self, delivery: str, *, lasting: bool = True) -> bool:
        """Whether `delivery` comes for the first time; one without identity always does.

        Only a `lasting` one leaves a trace in the library. A library that cannot be written counts as never asked:
        answering twice is better than not at all.
        """
        if not delivery:
            return True
        if delivery in self._recent:
            return False
        self._recent[delivery] = None
        if len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)
        return not lasting or await self._claim(delivery)

    def knows(self, delivery: str) -> bool:
        """Whether `delivery` came in this run; one of an earlier run may have been cut off."""
        return delivery in self._recent

    async def forget(self, delivery: str) -> None:
        """Let `delivery` come again: it had no effect."""
        self._recent.pop(delivery, None)
        try:
            await self._store.write(lambda library: library.release(delivery))
        except StoreFault as fault:
            _log.warning("delivery not forgotten", fault=type(fault).__name__)

    async def _claim(self, delivery: str) -> bool:
        at = self._now()
        try:
            return await self._store.write(lambda library: library.claim(delivery, at=at))
        except StoreFault as fault:
            _log.warning("delivery not recorded", fault=type(fault).__name__)
            return True
