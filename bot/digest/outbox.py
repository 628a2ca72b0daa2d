"""The record of what went out: one row a channel and local date, claimed before anything is sent."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from hashlib import blake2b
from typing import Protocol

from bot.errors import StorybotError
from bot.reply import Reply

LEASE = timedelta(minutes=5)
"""How long a claim holds without a word; longer than a messenger may take for one post."""
LEASE_MARGIN = timedelta(seconds=30)
"""The end of a lease, kept for the sending itself: whoever comes to it later leaves the sending to the next."""
CLOCK_SKEW = timedelta(minutes=10)
"""How far a platform's clock may be behind ours when what was sent is looked for."""
_FIRST_WAIT = timedelta(seconds=20)
_LONGEST_WAIT = timedelta(minutes=10)
_CLOCK_SLIP = timedelta(minutes=15)  # what lies further ahead than this was written by a clock that ran wrong


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
    MOVED = "moved"  # the schedule was changed so that its time had passed
    GONE = "gone"  # the channel is gone, or the bot may not post there any more
    CONTENT = "content"  # the platform refuses the message itself
    TIRED = "tired"  # kept failing until the grace was over


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A row of the outbox. `message` is the platform's name or permalink of what was sent. Times are aware UTC.

    `stories` are all that a list holds or pages through, `story` the first of them or the featured one; a sent post
    without a story said that there was none. A planned one is not tried before `next_at`.
    """

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
    stories: tuple[int, ...] = ()
    next_at: datetime | None = None

    def is_free(self, now: datetime) -> bool:
        """Whether the row may be claimed: planned and its time come, or claimed by somebody who has gone silent."""
        match self.state:
            case PostState.PLANNED:
                waits_until = self.next_at
            case PostState.CLAIMED:
                waits_until = self.lease_until
            case _:
                return False
        return waits_until is None or not now < waits_until <= now + _CLOCK_SLIP

    def put_off(self, now: datetime) -> "Post":
        """The row planned again, to be tried after a wait that doubles with every attempt."""
        wait = min(_FIRST_WAIT * 2 ** min(max(self.attempts - 1, 0), 10), _LONGEST_WAIT)
        return dataclasses.replace(self, state=PostState.PLANNED, lease_until=None, next_at=now + wait, at=now)

    def claimed(self, now: datetime, owner: str) -> "Post":
        """The row claimed by `owner` for a lease."""
        return dataclasses.replace(
            self,
            state=PostState.CLAIMED,
            owner=owner,
            lease_until=now + LEASE,
            attempts=self.attempts + 1,
            next_at=None,
            at=now,
        )

    def sent(self, message: str, now: datetime) -> "Post":
        """The row once `message` stands in the channel."""
        return dataclasses.replace(self, state=PostState.SENT, message=message, lease_until=None, next_at=None, at=now)

    def ended(self, state: PostState, reason: PostReason, now: datetime) -> "Post":
        """The row given up as FAILED or SKIPPED."""
        return dataclasses.replace(self, state=state, reason=reason, lease_until=None, next_at=None, at=now)

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
