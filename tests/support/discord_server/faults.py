"""What goes wrong on the way to Discord: rate limits, server errors, cut connections, slow answers, refusals."""

import asyncio
import re
from dataclasses import dataclass, field

from tests.support.discord_server.refusals import Refusal
from tests.support.discord_server.world import Json


@dataclass(slots=True, eq=False)
class Fault:
    """One way to fail. `status` answers instead of doing; the rest changes how the call runs."""

    name: str
    status: int | None = None
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut_before: bool = False
    cut_after: bool = False
    seconds: float = 0.0
    gate: asyncio.Event | None = None
    done_first: bool = False  # the work is done, only the answer is this one


def rate_limited(retry_after: float = 0.05, *, everywhere: bool = False, banned: bool = False) -> Fault:
    """429 of a route, or global with `everywhere`; `banned` is Cloudflare's, without Via and not JSON."""
    headers = {
        "Retry-After": str(max(1, round(retry_after))),
        "X-RateLimit-Scope": "global" if everywhere else "user",
        "X-RateLimit-Reset-After": str(retry_after),
    }
    if banned:
        return Fault("banned", status=429, headers={"Retry-After": headers["Retry-After"]})
    headers |= {"Via": "1.1 google"} | ({"X-RateLimit-Global": "true"} if everywhere else {})
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return Fault("rate_limited", status=429, body=body, headers=headers)


def failing(status: int = 503, *, done_first: bool = False) -> Fault:
    """A server error; with `done_first` the call took effect all the same."""
    return Fault(f"failing {status}", status=status, done_first=done_first)


def refused(refusal: Refusal) -> Fault:
    """An error of Discord's own."""
    status, code, message = refusal.value
    return Fault(refusal.name.lower(), status=status, body={"message": message, "code": code})


def refused_with(status: int, code: int, message: str = "Refused") -> Fault:
    """Any error code."""
    return Fault(f"refused {code}", status=status, body={"message": message, "code": code})


def cut_before() -> Fault:
    """The connection is reset before the call is worked on."""
    return Fault("cut_before", cut_before=True)


def cut_after() -> Fault:
    """The call takes effect, then the connection is reset: the answer is lost."""
    return Fault("cut_after", cut_after=True)


def slow(seconds: float) -> Fault:
    """The call takes effect at once and is answered late."""
    return Fault("slow", seconds=seconds)


def held(gate: asyncio.Event) -> Fault:
    """The call takes effect at once and is answered when the gate is set."""
    return Fault("held", gate=gate)


@dataclass(slots=True)
class _Planned:
    route: str | None
    fault: Fault
    left: int


@dataclass(slots=True)
class Faults:
    """The faults planned, used up in the order planned."""

    _planned: list[_Planned] = field(default_factory=list)

    def plan(self, fault: Fault, route: str | None, times: int) -> None:
        """So often, on calls of this route (`POST /channels/{channel_id}/messages`), or on every call."""
        self._planned.append(_Planned(None if route is None else plain(route), fault, times))

    def take(self, route: str) -> Fault | None:
        """The fault of this call, if one is due."""
        for one in self._planned:
            if one.left and one.route in {None, plain(route)}:
                one.left -= 1
                return one.fault
        return None

    def clear(self) -> None:
        """Plan none."""
        self._planned.clear()

    @property
    def left(self) -> int:
        """How many faults have not happened yet."""
        return sum(one.left for one in self._planned)


def plain(route: str) -> str:
    """A route with its placeholders' names left out, to compare by."""
    return re.sub(r"\{[^}]*\}", "*", route)
