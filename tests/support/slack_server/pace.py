"""Slack's limit on messages: about one a second a channel, short bursts allowed. Off unless a test turns it on."""

from collections import defaultdict
from dataclasses import dataclass, field

from tests.support.slack_server.calls import Call


@dataclass(slots=True)
class Pace:
    """`burst` messages at once and `per_second` after that, by channel; a burst of 0 is no limit."""

    burst: int = 0
    per_second: float = 1.0
    _sent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def wait_for(self, call: Call, now: float) -> float:
        """The seconds of Retry-After; 0 where the message may go."""
        if self.burst < 1 or call.method != "chat.postMessage":
            return 0.0
        sent = self._sent[str(call.arguments.get("channel"))]
        window = self.burst / self.per_second
        recent = [at for at in sent if now - at < window]
        sent[:] = recent
        if len(recent) >= self.burst:
            return 1.0
        sent.append(now)
        return 0.0
