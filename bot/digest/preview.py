"""What will go out when, as things stand: the days ahead with the story the choice would take. Changes nothing."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.digest.calendar import moment, posting_days
from bot.digest.choice import RECENT_DAYS, Candidate, Choice, Featured, choose
from bot.digest.target import Target
from bot.ports import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A post to come: its local day, when it is due, and the choice as it would be made now."""

    day: date
    at: datetime
    choice: Choice | None


def preview(library: Library, target: Target, now: datetime, *, days: int) -> tuple[Ahead, ...]:
    """The posts of the next `days` local days, today's included if it has not been made."""
    today = now.astimezone(target.zone).date()
    done = library.recorded_days(target.channel, since=today)
    pool = {one.number: one for one in library.candidates(target)}
    lately = list(library.lately(target.channel, today, days=RECENT_DAYS))
    ahead: list[Ahead] = []
    for day in posting_days(target, today, today + timedelta(days=days - 1), library.days_off()):
        if day in done or moment(target, day) < target.since:
            continue
        choice = choose(tuple(pool.values()), day, lately, pinned=library.pinned(target.channel, day))
        ahead.append(Ahead(day=day, at=moment(target, day), choice=choice))
        if choice is not None:
            taken = pool[choice.number]
            pool[choice.number] = dataclasses.replace(taken, times=taken.times + 1)
            lately.append(_as_featured(taken))
    return tuple(ahead)


def _as_featured(candidate: Candidate) -> Featured:
    return Featured(company=candidate.company, tags=candidate.tags)
