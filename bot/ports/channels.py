"""What the core keeps about platforms: deliveries, spaces, channels, buttons, notes of adapters."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol


class Collecting(Enum):
    """What the bot does with links people post in a channel: hint at known ones, suggest new ones, or add them."""

    HINT = "hint"
    SUGGEST = "suggest"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """A story posted in a channel: by whom, when, and the message (a platform's id or permalink)."""

    channel: str
    message: str
    actor: str
    at: datetime


class Channels(Protocol):
    """What is kept about platforms and their channels."""

    def claim(self, key: str, *, at: datetime) -> bool:
        """Whether this is the first claim of `key`: a delivery, a press, whatever must have one effect."""

    def release(self, key: str) -> None:
        """Take a claim back whose effect did not come about; the next claim of `key` is the first again."""

    def forget_claims(self, before: datetime) -> int:
        """Drop claims made before a time, when nobody will ask again; gives how many."""

    def claim_space(self, key: str, *, at: datetime) -> bool:
        """Whether the space is one this library serves; the first of a platform (`slack:T1`) claims it."""

    def collecting(self, channel: str) -> Collecting | None:
        """What happens to links in a channel; None: nothing."""

    def collecting_channels(self) -> tuple[str, ...]:
        """The channels whose links are looked at."""

    def set_collecting(self, channel: str, mode: Collecting | None, *, actor: str, at: datetime) -> None:
        """Say what happens to links in a channel from now on."""

    def share(self, story: int, sharing: Sharing) -> None:
        """Record that a story was posted in a channel; the same message twice is one."""

    def sharings(self, story: int, *, limit: int) -> tuple[Sharing, ...]:
        """Where a story was posted, last first."""

    def remember(self, state: str, *, at: datetime) -> str:
        """Keep a state too long for a button; gives its short id, the same for the same state."""

    def forget_states(self, before: datetime) -> int:
        """Drop states that no button was given since a time; gives how many. Pressing an older one says so."""

    def recall(self, short_id: str) -> str | None:
        """The state behind a short id."""

    def note(self, key: str, value: str, *, at: datetime) -> None:
        """Keep a value for an adapter (`discord:commands:42`), in place of what the key had."""

    def noted(self, key: str) -> str | None:
        """What was kept under a key."""
