"""What a post holds: the featured story, what came in since the last post, or what was noticed in the week."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.digest.approval import ApprovalState
from bot.digest.choice import RECENT_DAYS, Pool, Reason, choose
from bot.digest.target import Kind, Target
from bot.ports import Library

SHOWN_NEW = 8
SHOWN_WEEKLY = 5
_KEPT = 1000  # stories of a list that its pages lead through
_WEEK = timedelta(days=7)
_REMEMBERED = 4  # weekly posts whose stories do not come again
_LATE = timedelta(hours=1)  # a story may become visible that much after the moment it carries
_Filters = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """The stories of a post, the featured one or the first of a list in front, and why it was chosen."""

    stories: tuple[int, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def story(self) -> int:
        """The featured story, or the first of the list."""
        return self.stories[0]


@dataclass(slots=True)
class Stock:
    """What there is to choose from, read once for however many channels; for days from `first` on."""

    first: date
    _pool: Pool | None = None
    _pools: dict[_Filters, Pool] = field(default_factory=dict)
    _fitting: dict[_Filters, frozenset[int] | None] = field(default_factory=dict)
    _lists: dict[tuple[Kind, datetime, datetime], tuple[int, ...]] = field(default_factory=dict)

    def pool(self, library: Library) -> Pool:
        """Every story that may be chosen."""
        if self._pool is None:
            self._pool = Pool(library.candidates(), self.first)
        return self._pool

    def pool_of(self, library: Library, target: Target) -> Pool:
        """The stories that fit a target's filters."""
        filters = _filters(target)
        if filters not in self._pools:
            fitting = self.fitting(library, target)
            pool = self.pool(library)
            self._pools[filters] = pool if fitting is None else pool.among(fitting)
        return self._pools[filters]

    def fitting(self, library: Library, target: Target) -> frozenset[int] | None:
        """The numbers of the stories that fit a target's filters; None: all do."""
        filters = _filters(target)
        if filters not in self._fitting:
            self._fitting[filters] = library.fitting(target)
        return self._fitting[filters]

    def listed(self, library: Library, kind: Kind, after: datetime, until: datetime) -> tuple[int, ...]:
        """What came in, or was noticed, between two times."""
        key = (kind, after, until)
        if key not in self._lists:
            read = library.arrivals if kind is Kind.NEW else library.noticed
            self._lists[key] = read(after, until, limit=_KEPT)
        return self._lists[key]


def pick(
    library: Library, target: Target, day: date, at: datetime, stock: Stock, *, passed: tuple[int, ...] = ()
) -> Pick | None:
    """What the post due `at` for a local `day` holds; None: nothing worth sending.

    `passed` are stories that admins wanted another for.
    """
    if target.kind is not Kind.FEATURED:
        return _list(library, target, day, at, stock)
    choice = choose(
        stock.pool_of(library, target),
        day,
        library.lately(target.channel, day, days=RECENT_DAYS),
        had=library.had(target.channel),
        without=library.excluded(target.channel).union(passed),
        pinned=settled_story(library, target.channel, day),
    )
    return Pick(stories=(choice.number,), reasons=choice.reasons) if choice else None


def settled_story(library: Library, channel: str, day: date) -> int | None:
    """The story an admin decided on for a day, by pinning it or by approving it."""
    pinned = library.pinned(channel, day)
    if pinned is not None:
        return pinned
    approval = library.approval(channel, day)
    return approval.story if approval and approval.state is ApprovalState.APPROVED else None


def _list(library: Library, target: Target, day: date, at: datetime, stock: Stock) -> Pick | None:
    fitting, excluded = stock.fitting(library, target), library.excluded(target.channel)
    last = library.last_sent(target.channel, before=day)
    if target.kind is Kind.NEW:
        # The moment of the post belongs to it; what went unseen by the last one is taken up again.
        after = last.due_at - _LATE if last else target.since - _WEEK
        had = frozenset(last.stories) if last else frozenset()
    else:
        before = library.posts(limit=_REMEMBERED, channel=target.channel)
        after, had = at - _WEEK, frozenset(number for post in before if post.day < day for number in post.stories)
    stories = tuple(
        number
        for number in stock.listed(library, target.kind, after, at)
        if number not in had and number not in excluded and (fitting is None or number in fitting)
    )
    kept = stories if target.kind is Kind.NEW else stories[:SHOWN_WEEKLY]
    return Pick(stories=kept) if kept else None


def _filters(target: Target) -> _Filters:
    return target.tags, target.companies, target.sources
