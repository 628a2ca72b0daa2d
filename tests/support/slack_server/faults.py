"""What goes wrong on purpose: rate limits, server errors, lost connections, slow answers, refusals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["status", "refused", "dropped_before", "dropped_after", "slow"]
ANY_METHOD = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way a call goes wrong."""

    kind: Kind
    status: int = 200
    error: str = ""
    retry_after: float = 0.0
    seconds: float = 0.0


def rate_limited(retry_after: float = 1) -> Fault:
    """HTTP 429 with `Retry-After` (seconds) and nothing done."""
    return Fault(kind="status", status=429, error="ratelimited", retry_after=retry_after)


def server_error(status: int = 503) -> Fault:
    """A 5xx with nothing done."""
    return Fault(kind="status", status=status)


def dropped_before() -> Fault:
    """The connection is reset and nothing done."""
    return Fault(kind="dropped_before")


def dropped_after() -> Fault:
    """The call is carried out (a message is stored) and then the connection is reset: the answer is lost."""
    return Fault(kind="dropped_after")


def slow(seconds: float) -> Fault:
    """The call is carried out and answered late."""
    return Fault(kind="slow", seconds=seconds)


def refused(error: str) -> Fault:
    """`ok: false` with a Slack error name, nothing done."""
    return Fault(kind="refused", error=error)


@dataclass(slots=True, kw_only=True)
class Planned:
    """A fault waiting for its calls; `left` counts down."""

    method: str
    fault: Fault
    left: int
    where: Callable[[Mapping[str, object]], bool] | None
    after: int


class Faults:
    """The faults that wait, in the order they were planned."""

    def __init__(self) -> None:
        """Nothing goes wrong."""
        self.planned: list[Planned] = []

    def plan(
        self,
        method: str,
        fault: Fault,
        *,
        times: int = 1,
        where: Callable[[Mapping[str, object]], bool] | None = None,
        after: int = 0,
    ) -> None:
        """The next `times` calls of a method (`*`: of any) that satisfy `where` go wrong, the first `after` spared."""
        self.planned.append(Planned(method=method, fault=fault, left=times, where=where, after=after))

    def take(self, method: str, arguments: Mapping[str, object]) -> Fault | None:
        """The fault of this call, counted."""
        for planned in self.planned:
            if planned.left < 1 or planned.method not in (method, ANY_METHOD):
                continue
            if planned.where is not None and not planned.where(arguments):
                continue
            if planned.after > 0:
                planned.after -= 1
                continue
            planned.left -= 1
            return planned.fault
        return None

    def clear(self) -> None:
        """Everything works again."""
        self.planned.clear()
