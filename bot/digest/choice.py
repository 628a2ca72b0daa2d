"""Which story goes to a channel on a day, and why: pure, the same for the same date and library.

Never one the channel has had before the others are used up; of the rest the one with the most points: fresh, read,
saved and liked ones are worth more, what the channel has just had (company, tag) is worth less. A draw seeded with the
date and the story's id decides between near equals, so that days differ and nobody can tell the order.
"""

import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType

RECENT_DAYS = 28
_FRESH_DAYS = 30
_DRAW = 1.0
_OTHER_COMPANY, _OTHER_TAGS = 0.3, 0.2
_NOTHING: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the choice knows of a story. `clicks` is how often it was opened, `liked` 👍 less 👎."""

    number: int
    id: str
    company: str | None
    tags: tuple[str, ...]
    views: int
    saves: int = 0
    clicks: int = 0
    liked: int = 0
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Featured:
    """A story the channel had lately: what the balance over companies and tags looks at."""

    company: str | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One honest reason of a choice: `name` is a key of the catalogue under `reason.`, `points` what it was worth."""

    name: str
    points: float
    value: int | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The story of the day and the reasons that spoke for it, weightiest first."""

    number: int
    reasons: tuple[Reason, ...]


class Pool:
    """Every story that may be chosen on days from `first` on, the promising ones first.

    The order is by the most points a story can still come to, so that a choice looks at few of many.
    """

    def __init__(self, candidates: Iterable[Candidate], first: date) -> None:
        self._candidates = {one.number: one for one in candidates}
        self._scores: dict[date, dict[int, float]] = {}
        rest = _DRAW + _OTHER_COMPANY + _OTHER_TAGS
        bounds = ((_standing(one) + _freshness(one, first) + rest, one) for one in self._candidates.values())
        self._ordered = sorted(bounds, key=lambda bound: (-bound[0], bound[1].number))

    def among(self, numbers: Container[int]) -> "Pool":
        """The pool of those that are in `numbers`; `get` still knows every story."""
        some = copy(self)
        some._ordered = [bound for bound in self._ordered if bound[1].number in numbers]  # noqa: SLF001 - a copy of itself
        return some

    def get(self, number: int) -> Candidate | None:
        """The candidate with a number."""
        return self._candidates.get(number)

    def by_promise(self) -> Sequence[tuple[float, Candidate]]:
        """(the most points it can come to, candidate), most first."""
        return self._ordered

    def score(self, one: Candidate, day: date) -> float:
        """The points of a candidate on a day that are the same in every channel."""
        scores = self._scores.setdefault(day, {})
        score = scores.get(one.number)
        if score is None:
            score = scores[one.number] = _standing(one) + _freshness(one, day) + _draw(one.id, day)
        return score


class Taste:
    """What a channel had lately, counted."""

    def __init__(self, lately: Iterable[Featured]) -> None:
        lately = tuple(lately)
        self._companies = Counter(one.company for one in lately if one.company)
        self._tags = Counter(tag for one in lately for tag in one.tags)

    def company_points(self, one: Candidate) -> float:
        """For a company the channel has not just had, against one that it had."""
        times = self._companies[one.company] if one.company else 0
        return _OTHER_COMPANY if one.company and not times else -0.5 * times

    def tag_points(self, one: Candidate) -> float:
        """For tags the channel has not just had, against one that it had."""
        times = max((self._tags[tag] for tag in one.tags), default=0)
        return _OTHER_TAGS if one.tags and not times else -0.15 * times


def choose(
    pool: Pool,
    day: date,
    lately: Iterable[Featured] = (),
    *,
    had: Mapping[int, int] = _NOTHING,
    without: Container[int] = (),
    pinned: int | None = None,
) -> Choice | None:
    """The story to feature on `day`; None where there is none to choose.

    `lately` are the channel's posts of the last RECENT_DAYS, `had` how often it had each story, `without` numbers that
    are not to be chosen; `pinned` is the number an admin set for this day and wins.
    """
    if pinned is not None and pool.get(pinned):
        return Choice(number=pinned, reasons=(Reason(name="pinned", points=1.0),))
    taste = Taste(lately)
    fresh = (bound for bound in pool.by_promise() if bound[1].number not in had and bound[1].number not in without)
    best = _best(pool, fresh, day, taste) or _best(pool, _least_had(pool, had, without), day, taste)
    return Choice(number=best.number, reasons=reasons_for(best, day, taste)) if best else None


def reasons_for(one: Candidate, day: date, taste: Taste) -> tuple[Reason, ...]:
    """What speaks for a story on a day, weightiest first."""
    every = (
        Reason(name="fresh", points=_freshness(one, day), value=max(0, (day - one.day).days)),
        Reason(name="read", points=_reading(one), value=one.views),
        Reason(name="saved", points=_saving(one), value=one.saves),
        Reason(name="clicked", points=_clicking(one), value=one.clicks),
        Reason(name="liked", points=_liking(one), value=one.liked),
        Reason(name="other_company", points=taste.company_points(one)),
        Reason(name="other_tags", points=taste.tag_points(one)),
    )
    worth_saying = 0.005
    kept = sorted((one for one in every if one.points > worth_saying), key=lambda reason: -reason.points)
    return tuple(kept) or (Reason(name="turn", points=0.0),)


def _best(pool: Pool, some: Iterable[tuple[float, Candidate]], day: date, taste: Taste) -> Candidate | None:
    best: Candidate | None = None
    most = -math.inf
    for bound, one in some:
        if bound < most:
            break
        score = pool.score(one, day)
        if score + _OTHER_COMPANY + _OTHER_TAGS < most:
            continue
        total = score + taste.company_points(one) + taste.tag_points(one)
        if best is None or (total, one.id) > (most, best.id):
            best, most = one, total
    return best


def _least_had(pool: Pool, had: Mapping[int, int], without: Container[int]) -> list[tuple[float, Candidate]]:
    """The fitting stories a channel had least often; everything that fits it has been."""
    held = [one for _, one in pool.by_promise() if one.number in had and one.number not in without]
    least = min((had[one.number] for one in held), default=0)
    return [(math.inf, one) for one in held if had[one.number] == least]


def _standing(one: Candidate) -> float:
    return _reading(one) + _saving(one) + _clicking(one) + _liking(one)


def _freshness(one: Candidate, day: date) -> float:
    return math.exp(-max(0, (day - one.day).days) / _FRESH_DAYS)


def _reading(one: Candidate) -> float:
    return 0.2 * math.log10(1 + one.views)


def _saving(one: Candidate) -> float:
    return 0.5 * math.log2(1 + one.saves)


def _clicking(one: Candidate) -> float:
    return 0.3 * math.log2(1 + one.clicks)


def _liking(one: Candidate) -> float:
    return 0.4 * math.copysign(math.log2(1 + abs(one.liked)), one.liked)


def _draw(id_: str, day: date) -> float:
    lot = blake2b(f"{day.isoformat()}\n{id_}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return _DRAW * int.from_bytes(lot, "big") / 2**32
