"""What became of the posts of a run, judged by rules of its own: what stands in the channels against the outbox."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.digest.due import GRACE
from tests.bench.digest.plans import due_at

PATIENCE = timedelta(minutes=15)  # more than a lease and any pause between two tries
_MARGIN = timedelta(minutes=1)
_DONE = ("sent", "skipped", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """A life that was: when it began, and whether nothing went wrong in it."""

    at: datetime
    is_clean: bool


@dataclass(slots=True)
class Tally:
    """Counts of dates × channels."""

    expected: int = 0
    sent: int = 0
    skipped: int = 0
    doubled: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count another's too."""
        self.expected += other.expected
        self.sent += other.sent
        self.skipped += other.skipped
        self.doubled += other.doubled
        self.lost += other.lost
        self.faults += other.faults


def days_due(first: date, now: datetime, zone: ZoneInfo) -> Iterator[date]:
    """The days whose post has been due."""
    day = first
    while due_at(day, zone) <= now:
        yield day
        day += timedelta(days=1)


def is_owed(day: date, zone: ZoneInfo, lives: Sequence[Lived]) -> bool:
    """Whether the post had to go out: an undisturbed life within the grace, when no earlier claim could still stand."""
    due = due_at(day, zone)
    since = [life for life in lives if life.at >= due]
    for place, life in enumerate(since):
        in_time = life.at - due < GRACE - _MARGIN
        if life.is_clean and in_time and (not place or life.at - since[place - 1].at >= PATIENCE):
            return True
    return False


def settled(days: Iterable[date], channels: Iterable[str], rows: Iterable[tuple[str, date, str, str]]) -> bool:
    """Whether every day has come to an end in every channel."""
    done = {(channel, day) for channel, day, state, _ in rows if state in _DONE}
    return all((channel, day) in done for day in days for channel in channels)


def judge(
    channel: str,
    days: Sequence[date],
    owed: Mapping[date, bool],
    rows: Iterable[tuple[str, date, str, str]],
    shown: Sequence[str],
) -> Tally:
    """What became of a channel's days. `shown` are the texts the bot posted there."""
    kept = {day: (state, title) for at, day, state, title in rows if at == channel}
    recorded = Counter(title for state, title in kept.values() if state == "sent")
    tally = Tally(expected=len(days))
    for day in days:
        state, title = kept.get(day, ("missing", ""))
        standing = sum(title in text for text in shown) if title else 0
        surplus = standing - recorded[title]  # a story that failed on one day may be sent on another
        what = f"{channel} {day}: {state}, ‘{title}’ stands there {standing} times"
        if state == "sent" and surplus > 0:
            tally.doubled += 1
            tally.faults.append(f"doubled: {what}")
        elif state == "sent" and not surplus:
            tally.sent += 1
        elif state in ("skipped", "failed") and not owed[day] and not surplus:
            tally.skipped += 1
        else:
            tally.lost += 1
            tally.faults.append(f"lost: {what}{', owed' if owed[day] else ''}")
    extra = len(shown) - sum(state == "sent" for state, _ in kept.values())
    if extra > 0 and not tally.doubled:
        tally.doubled += extra
        tally.faults.append(f"doubled: {channel} holds {extra} more than the outbox")
    return tally
