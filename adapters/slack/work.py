"""Work that goes on after Slack was told that its request arrived: every task is kept, ended and waited for."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


class Work:
    """The tasks that are under way."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def start(self, coroutine: Coroutine[object, object, T]) -> asyncio.Task[T]:
        """Begin something that is finished before the adapter closes."""
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way; what takes longer than `seconds` is cancelled."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=seconds)
        late = tuple(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
