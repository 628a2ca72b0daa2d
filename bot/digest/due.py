"""What is due now: pure, from the schedule, the clock and what has been recorded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.digest.calendar import moment, posting_days
from bot.digest.target import Target

GRACE = timedelta(hours=12)
_LOOK_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A post to make or to give up: its channel, local date, and when it was due."""

    channel: str
    day: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What a look at the clock gives: posts to make now, and those whose time has passed by more than the grace."""

    now: tuple[Due, ...]
    missed: tuple[Due, ...]


def agenda(
    target: Target,
    now: datetime,
    recorded: Collection[date],
    *,
    days_off: frozenset[date] = frozenset(),
    grace: timedelta = GRACE,
    begun: Collection[Due] = (),
) -> Agenda:
    """What is due for one target at `now` (aware UTC) and not `recorded` yet.

    Only the latest day can be made up for; an earlier one that was never made is missed, so that a process that comes
    back after days posts one story, not many. Posts that have `begun` are brought to their end at the time they were
    due, whatever the schedule has become.
    """
    first = max(target.since, now - _LOOK_BACK).astimezone(target.zone).date()
    last = now.astimezone(target.zone).date()
    open_days = [
        Due(channel=target.channel, day=day, at=moment(target, day))
        for day in posting_days(target, first, last, days_off)
        if day not in recorded and day not in {due.day for due in begun}
    ]
    come = [due for due in open_days if target.since <= due.at <= now]
    come = sorted([*come, *(due for due in begun if due.at <= now)], key=lambda due: (due.at, due.day))
    fresh = () if target.off else tuple(due for due in come[-1:] if now - due.at <= grace)
    return Agenda(now=fresh, missed=tuple(due for due in come if due not in fresh))
