"""Changing a schedule without losing a day: what was due stays due, what the change moved into the past is on record.

A local date is posted once whatever its zone was; a changed schedule counts its days from the moment of the change, so
that no earlier day becomes due by it.
"""

import dataclasses
from datetime import datetime, timedelta

from bot.digest.calendar import moment, posting_days, posts_on
from bot.digest.claiming import planned
from bot.digest.due import GRACE, Due, agenda
from bot.digest.outbox import PostReason, PostState
from bot.digest.target import Target
from bot.ports import Library

_TIMES = ("zone", "at", "weekdays", "on_holiday", "paused_until", "off")
_LOOK_BACK = timedelta(days=31)
_DAY = timedelta(days=1)


def set_schedule(library: Library, new: Target, *, actor: str, now: datetime) -> Target:
    """Set a channel's schedule in the caller's transaction; gives it as it counts from now on."""
    old = library.target(new.channel)
    if old is not None and any(getattr(old, name) != getattr(new, name) for name in _TIMES):
        _keep_what_was_due(library, old, now)
        _record_what_was_moved(library, old, new, now)
        new = dataclasses.replace(new, since=now)
    library.set_target(new, actor=actor, at=now)
    return new


def _keep_what_was_due(library: Library, old: Target, now: datetime) -> None:
    recorded = library.recorded_days(old.channel, since=(now - _LOOK_BACK - _DAY).date())
    found = agenda(old, now, recorded, days_off=library.days_off(), grace=GRACE)
    for due in (*found.now, *found.missed):
        if library.post(due.channel, due.day) is None:
            library.put_post(planned(due, now))


def _record_what_was_moved(library: Library, old: Target, new: Target, now: datetime) -> None:
    """Days still to come under the old schedule whose time has passed under the new one."""
    today, new_today = now.astimezone(old.zone).date(), now.astimezone(new.zone).date()
    days_off = library.days_off()
    for day in posting_days(old, min(today, new_today), max(today, new_today), days_off):
        due = Due(channel=new.channel, day=day, at=moment(new, day))
        is_moved = due.at <= now < moment(old, day) and posts_on(new, day, days_off)
        if is_moved and library.post(due.channel, due.day) is None:
            post = planned(due, now)
            is_late = now - due.at > GRACE
            library.put_post(post.ended(PostState.SKIPPED, PostReason.MOVED, now) if is_late else post)
