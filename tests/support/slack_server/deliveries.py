"""What Slack sends to the app, and what became of it: every attempt, the ack and when it came."""

from dataclasses import dataclass, field
from typing import Literal

from tests.support.slack_server.messages import Message
from tests.support.slack_server.shapes import JsonObject

Kind = Literal["slash_commands", "interactive", "events_api"]
Signature = Literal["right", "wrong", "stale", "missing"]


@dataclass(slots=True, kw_only=True)
class Attempt:
    """One try. `status` is that of HTTP (over a socket 200 stands for an ack); `body` what came back."""

    sent_at: float
    acked_at: float | None = None
    status: int | None = None
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    connection: int | None = None
    envelope_id: str | None = None
    wants_no_retry: bool = False

    @property
    def acked(self) -> bool:
        """Whether the app took it."""
        return self.acked_at is not None and self.status is not None and 200 <= self.status < 300


@dataclass(slots=True, kw_only=True)
class Delivery:
    """A command, an interaction or an event on its way to the app, with all its attempts.

    `message` is what somebody wrote, for events about a message; `form_errors` what the app said at the fields of a
    submitted form; `options` what it offered for a select.
    """

    kind: Kind
    payload: JsonObject = field(default_factory=dict)
    user: str | None
    channel: str | None
    thread_ts: str | None = None
    envelope_id: str = ""
    signature: Signature = "right"
    attempts: list[Attempt] = field(default_factory=list)
    message: Message | None = None
    form_errors: dict[str, str] = field(default_factory=dict)
    options: list[JsonObject] = field(default_factory=list)

    @property
    def acked(self) -> bool:
        """Whether any attempt was acknowledged in time."""
        return any(one.acked for one in self.attempts)

    @property
    def ack_seconds(self) -> float | None:
        """How long the first acknowledged attempt took."""
        for one in self.attempts:
            if one.acked and one.acked_at is not None:
                return one.acked_at - one.sent_at
        return None

    @property
    def status(self) -> int | None:
        """The HTTP status of the last attempt."""
        return self.attempts[-1].status if self.attempts else None

    @property
    def response(self) -> object:
        """What came back with the ack: a message, a response_action, options; None when nothing did."""
        return next((one.body for one in self.attempts if one.acked and one.body), None)

    @property
    def sent_at(self) -> float:
        """The monotonic time of the first attempt."""
        return self.attempts[0].sent_at if self.attempts else 0.0

    @property
    def event_id(self) -> str | None:
        """The id of an event, the same in every retry."""
        event_id = self.payload.get("event_id")
        return str(event_id) if event_id else None
