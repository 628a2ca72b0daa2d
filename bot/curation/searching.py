"""What is searched for and whether anything is opened from it: counts of queries, without names.

Who asked what is kept in memory alone, for half an hour, only to see whether an opening came from a search.
"""

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

QUERY_LIMIT = 100
KEPT = timedelta(days=90)
_FROM_A_SEARCH = timedelta(minutes=30)
_MOST_REMEMBERED = 5000  # people
_MOST_WAITING = 5000  # counts not yet written


class Missed(Enum):
    """How a search can lead nowhere."""

    NOT_FOUND = "not_found"
    NOT_OPENED = "not_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What to add to the counts of a query on a day; `hits` is how many the search found."""

    day: date
    query: str
    times: int = 0
    hits: int = 0
    opened: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A query with its counts over some days."""

    query: str
    times: int
    hits: int
    opened: int


@dataclass(slots=True)
class Trail:
    """Counts on their way to the store: written later, all at once, so that no search waits for it."""

    _last: "OrderedDict[str, tuple[datetime, Tally]]" = field(default_factory=OrderedDict)
    _waiting: deque[Tally] = field(default_factory=lambda: deque(maxlen=_MOST_WAITING))

    def searched(self, actor: str, query: str, hits: int, *, at: datetime, zone: ZoneInfo) -> None:
        """Count a search."""
        folded = " ".join(query.casefold().split())[:QUERY_LIMIT].strip()
        if not folded:
            return
        tally = Tally(day=at.astimezone(zone).date(), query=folded, times=1, hits=hits)
        self._waiting.append(tally)
        self._forget(at)
        self._last[actor] = at, tally
        self._last.move_to_end(actor)
        if len(self._last) > _MOST_REMEMBERED:
            self._last.popitem(last=False)

    def opened(self, actor: str, *, at: datetime) -> None:
        """Count an opening for the search it came from, if there was one; once a search."""
        self._forget(at)
        found = self._last.pop(actor, None)
        if found:
            _, tally = found
            self._waiting.append(Tally(day=tally.day, query=tally.query, opened=1))

    def take(self) -> Sequence[Tally]:
        """The counts that are to be written; they are the caller's from now on."""
        taken = tuple(self._waiting)
        self._waiting.clear()
        return taken

    def give_back(self, tallies: Sequence[Tally]) -> None:
        """Put counts back that could not be written."""
        self._waiting.extendleft(reversed(tallies))

    def _forget(self, at: datetime) -> None:
        while self._last:
            actor, (asked_at, _) = next(iter(self._last.items()))
            if at - asked_at < _FROM_A_SEARCH:
                return
            del self._last[actor]
