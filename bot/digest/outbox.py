"""The record of what went out: one row a channel and local date, claimed before anything is sent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from hashlib import blake2b
from typing import Protocol

from bot.errors import StorybotError
from bot.reply import Reply

LEASE = timedelta(minutes=5)
"""How long a claim holds without a word; longer than a messenger may take for one post."""


class PostState(Enum):
    """planned → claimed → sent | failed | skipped; a claim whose lease is over can be claimed again."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


class PostReason(Enum):
    """Why a post failed or was skipped; the catalogue holds the words under `post_reason.`."""

    MISSED = "missed"  # nobody was there to send it within the grace
    EMPTY = "empty"  # nothing worth sending
    UNAPPROVED = "unapproved"  # no admin agreed
    BY_HAND = "by_hand"  # an admin skipped it
    GONE = "gone"  # the channel is gone, or the bot may not post there any more
    CONTENT = "content"  # the platform refuses the message itself
    TIRED = "tired"  # kept failing until the grace was over


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A row of the outbox. `message` is the platform's name or permalink of what was sent. Times are aware UTC."""

    channel: str
    day: date
    state: PostState
    due_at: datetime
    at: datetime
    reason: PostReason | None = None
    story: int | None = None
    message: str = ""
    owner: str = ""
    lease_until: datetime | None = None
    attempts: int = 0

    @property
    def key(self) -> str:
        """The row's identity on the wire: 20 characters, the same for every attempt.

        Discord takes it as nonce (at most 25), Slack in the message's metadata.
        """
        return blake2b(f"{self.channel}\n{self.day.isoformat()}".encode(), digest_size=10).hexdigest()


class PostFault(StorybotError):
    """A post could not be made. `outcome` says what is known about it."""

    def __init__(self, outcome: "PostOutcome", detail: str = "") -> None:
        super().__init__(f"{outcome.value}: {detail}")
        self.outcome = outcome
        self.detail = detail


class PostOutcome(Enum):
    """What is known when a post could not be made."""

    GONE = "gone"  # it will never go through: stop, tell an admin
    CONTENT = "content"  # the platform refuses this message
    LATER = "later"  # it did not go out; try again
    UNKNOWN = "unknown"  # it may have gone out: look before trying again


class Messenger(Protocol):
    """Posts to the channels of one platform."""

    @property
    def platform(self) -> str:
        """The part of a channel's key before the colon."""

    async def post(self, channel: str, reply: Reply, *, key: str) -> str:
        """Post and give the message's permalink or id. Within one platform a key is posted once where it can be helped.

        Raises PostFault. Takes less than LEASE.
        """

    async def find(self, channel: str, key: str, *, since: datetime) -> str | None:
        """The message posted with `key` since a time, by its permalink or id; None: there is none. Raises PostFault."""

    async def conversation(self, person: str) -> str:
        """The channel (`slack:D1`) in which a person (`slack:U1`) is written to directly. Raises PostFault."""
