"""The log of what the app called, and waiting for a call without sleeping."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from tests.support.slack_server.shapes import JsonObject

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Call:
    """One request of the app. `answer` is what it got; `fault` names what went wrong on purpose."""

    method: str
    arguments: Mapping[str, object]
    at: float
    token: str | None = None
    status: int = 200
    answer: JsonObject = field(default_factory=dict)
    fault: str | None = None
    done_at: float | None = None

    @property
    def ok(self) -> bool:
        """Whether it was carried out."""
        return self.status == 200 and self.answer.get("ok") is not False

    @property
    def error(self) -> str | None:
        """Slack's error name."""
        error = self.answer.get("error")
        return str(error) if error else None

    def __getitem__(self, name: str) -> object:
        """An argument of the call."""
        return self.arguments[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Something the app must not send."""

    method: str
    what: str

    def __str__(self) -> str:
        """One line of assert_clean."""
        return f"{self.method}: {self.what}"


class Happenings:
    """A bell that rings whenever anything happens; whoever waits looks again."""

    def __init__(self) -> None:
        """Nothing happened yet."""
        self._waiters: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wakes everybody who waits."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def next(self) -> None:
        """Returns at the next ring."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)

    async def until(self, look: Callable[[], T | None], *, timeout: float, what: str) -> T:  # noqa: ASYNC109
        """What `look` finds as soon as it finds something; AssertionError naming `what` after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while (found := look()) is None:
                    await self.next()
                return found
        except TimeoutError:
            raise AssertionError(f"{what} did not come within {timeout:g} s") from None


class CallLog:
    """Every call in order; `taken` remembers which ones next_call has handed out."""

    def __init__(self, happenings: Happenings) -> None:
        """No calls yet."""
        self._happenings = happenings
        self._taken: set[int] = set()
        self.all: list[Call] = []

    def __iter__(self) -> Iterator[Call]:
        """All calls, oldest first."""
        return iter(self.all)

    def __len__(self) -> int:
        """How many there were."""
        return len(self.all)

    def add(self, call: Call) -> None:
        """Notes a call that has come in."""
        self.all.append(call)

    def finish(self, call: Call, at: float) -> None:
        """Notes that a call is answered."""
        call.done_at = at
        self._happenings.ring()

    def of(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [one for one in self.all if one.method == method]

    @property
    def failed(self) -> list[Call]:
        """The calls that were not carried out."""
        return [one for one in self.all if one.done_at is not None and not one.ok]

    @property
    def under_way(self) -> int:
        """How many are not answered yet."""
        return sum(one.done_at is None for one in self.all)

    async def next(self, method: str, *, timeout: float, where: Callable[[Call], bool] | None) -> Call:  # noqa: ASYNC109
        """The oldest answered call of a method that was not handed out before, waiting for it."""

        def look() -> Call | None:
            for place, one in enumerate(self.all):
                fits = one.method == method and one.done_at is not None and (where is None or where(one))
                if fits and place not in self._taken:
                    self._taken.add(place)
                    return one
            return None

        return await self._happenings.until(look, timeout=timeout, what=f"a call of {method}")
