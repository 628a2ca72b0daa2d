"""Approval the day before: which posts to ask the admins about, and what became of the asking."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from bot.digest.calendar import moment, posting_days
from bot.digest.due import GRACE, Due
from bot.digest.target import Target

_DAY = timedelta(days=1)


class ApprovalState(Enum):
    """asked → approved; a skipped day stands in the outbox."""

    ASKED = "asked"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A story put before the admins for a channel's day. `passed` are those they wanted another for, `actor` who did
    it last."""

    channel: str
    day: date
    state: ApprovalState
    story: int
    actor: str
    at: datetime
    passed: tuple[int, ...] = ()


def to_ask(target: Target, now: datetime, recorded: Collection[date], days_off: frozenset[date]) -> tuple[Due, ...]:
    """The posts to ask about at `now`: from the posting time of the day before until the grace is over."""
    today = now.astimezone(target.zone).date()
    coming = (
        Due(channel=target.channel, day=day, at=moment(target, day))
        for day in posting_days(target, today - _DAY, today + _DAY, days_off)
        if day not in recorded
    )
    return tuple(
        due for due in coming if due.at >= target.since and moment(target, due.day - _DAY) <= now <= due.at + GRACE
    )
