"""What will go out when, as things stand: the days ahead with what the choice would take. Changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.digest.calendar import moment, posting_days
from bot.digest.choice import RECENT_DAYS, Candidate, Choice, Featured, choose
from bot.digest.picking import Stock, pick, settled_story
from bot.digest.target import Kind, Target
from bot.ports import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A post to come: its local day, when it is due, and the choice as it would be made now.

    `stories` are all that a list would hold.
    """

    day: date
    at: datetime
    choice: Choice | None
    stories: tuple[int, ...] = ()


def coming_days(library: Library, target: Target, now: datetime, *, days: int) -> Iterator[date]:
    """The next `days` local days that get a post, today's included if it has not been made."""
    today = now.astimezone(target.zone).date()
    done = library.recorded_days(target.channel, since=today)
    for day in posting_days(target, today, today + timedelta(days=days - 1), library.days_off()):
        if day not in done and moment(target, day) >= target.since:
            yield day


def preview(
    library: Library, target: Target, now: datetime, *, days: int, limit: int = 1000, stock: Stock | None = None
) -> tuple[Ahead, ...]:
    """The posts of the next `days` local days, at most `limit` of them.

    What comes in until a list goes out cannot be known: only the next one is told.
    """
    stock = stock or Stock(first=now.astimezone(target.zone).date())
    ahead = (
        _featured(library, target, now, days, stock)
        if target.kind is Kind.FEATURED
        else _lists(library, target, now, days, stock)
    )
    return tuple(one for one, _ in zip(ahead, range(limit), strict=False))


def _featured(library: Library, target: Target, now: datetime, days: int, stock: Stock) -> Iterator[Ahead]:
    pool, excluded = stock.pool_of(library, target), library.excluded(target.channel)
    had = dict(library.had(target.channel))
    begun = {post.day: post.story for post in library.begun_posts(target.channel)}
    lately = list(library.lately(target.channel, now.astimezone(target.zone).date(), days=RECENT_DAYS))
    for day in coming_days(library, target, now, days=days):
        approval = library.approval(target.channel, day)
        settled = begun.get(day) or settled_story(library, target.channel, day)
        choice = choose(
            pool, day, lately, had=had, without=excluded, pinned=settled or (approval.story if approval else None)
        )
        yield Ahead(day=day, at=moment(target, day), choice=choice, stories=(choice.number,) if choice else ())
        taken = pool.get(choice.number) if choice else None
        if taken:
            had[taken.number] = had.get(taken.number, 0) + 1
            lately.append(_as_featured(taken))


def _lists(library: Library, target: Target, now: datetime, days: int, stock: Stock) -> Iterator[Ahead]:
    for place, day in enumerate(coming_days(library, target, now, days=days)):
        at = moment(target, day)
        picked = pick(library, target, day, at, stock) if place == 0 else None
        choice = Choice(number=picked.story, reasons=()) if picked else None
        yield Ahead(day=day, at=at, choice=choice, stories=picked.stories if picked else ())


def _as_featured(candidate: Candidate) -> Featured:
    return Featured(company=candidate.company, tags=candidate.tags)
