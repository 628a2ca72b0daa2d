"""What a channel gets on its schedule, and how an admin set it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from zoneinfo import ZoneInfo

from bot.request import Language

EVERY_DAY = frozenset(range(1, 8))
WEEKDAYS = frozenset(range(1, 6))
STARTER_AUTO = "auto"


class OnHoliday(Enum):
    """What happens on a day off: post all the same, skip it, or carry the post to the next working day."""

    POST = "post"
    SKIP = "skip"
    CARRY = "carry"


class Kind(Enum):
    """What is sent: one featured story, what came in since the last post, or the best of the week."""

    FEATURED = "featured"
    NEW = "new"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A channel with a schedule. `weekdays` are ISO numbers (Monday 1), `at` is local time in `zone`.

    `tags`, `companies` and `sources` narrow what may be sent; empty means everything. A source is an origin (`feed`),
    one feed (`feed:3`) or the host of a link (`tech.example.com`). `paused_until` is the first day that posts again.
    `approval`: an admin has to agree the day before. `notes_when_empty`: say so when nothing is worth sending.
    `starter`: a question posted with the story, STARTER_AUTO for one made of the story itself. `off` holds why it is
    switched off. `since` is when its days began to count: what was due before is not due any more.
    """

    channel: str
    zone: ZoneInfo
    since: datetime
    at: time = time(9, 0)
    weekdays: frozenset[int] = EVERY_DAY
    on_holiday: OnHoliday = OnHoliday.POST
    kind: Kind = Kind.FEATURED
    tags: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    language: Language = "ko"
    paused_until: date | None = None
    approval: bool = False
    notes_when_empty: bool = False
    starter: str = ""
    off: str = ""

    @property
    def platform(self) -> str:
        """The part of the channel's key before the colon."""
        return self.channel.partition(":")[0]
