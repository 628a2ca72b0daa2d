"""The REST calls a bot made, and what was wrong with them."""

from dataclasses import dataclass, field
from typing import Any

from tests.support.discord_server.schema import Complaint


@dataclass(slots=True, eq=False)
class Call:
    """One REST call as it arrived and as it was answered."""

    method: str
    template: str
    path: str
    ids: dict[str, str]
    query: dict[str, str]
    at: float
    body: Any = None
    files: list[str] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    status: int | None = None
    answer: Any = None
    reason: str | None = None
    fault: str | None = None
    taken: bool = False

    @property
    def route(self) -> str:
        """Such as `POST /channels/{channel_id}/messages`."""
        return f"{self.method} {self.template}"


@dataclass(frozen=True, slots=True)
class Violation:
    """A call that broke the description or a limit of Discord."""

    call: Call
    complaints: tuple[Complaint, ...]

    def __str__(self) -> str:
        return f"{self.call.route}: " + "; ".join(map(str, self.complaints))


@dataclass(frozen=True, slots=True)
class Pinged:
    """A message of the bot that notified somebody: `who` is everyone, here, role, user or reply."""

    call: Call
    who: tuple[str, ...]
    text: str
