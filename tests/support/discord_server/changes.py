"""Waiting for something to have happened, without sleeping and looking again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
LOOK_AGAIN_SECONDS = 0.02  # for what changes in the bot, of which nobody tells us


class Changes:
    """Called whenever anything changed; wakes those who wait for it."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def __call__(self) -> None:
        for one in self._waiting:
            if not one.done():
                one.set_result(None)
        self._waiting.clear()

    async def until(self, found: Callable[[], T | None], within: float, what: Callable[[], str]) -> T:
        """What `found` finds, as soon as it finds something; TimeoutError after `within` seconds says `what`."""
        try:
            async with asyncio.timeout(within):
                while not (value := found()):
                    change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._waiting.add(change)
                    await asyncio.wait([change], timeout=LOOK_AGAIN_SECONDS)
                return value
        except TimeoutError as error:
            raise TimeoutError(f"waited {within:g} s for {what()}") from error
