"""Which story goes to a channel on a day, and why: pure, the same for the same date and library.

Never one the channel has had before the others are used up; of the rest the one with the most points: fresh, read,
saved and liked ones are worth more, what the channel has just had (company, tag) is worth less. A draw seeded with the
date and the story's id decides between near equals, so that days differ and nobody can tell the order.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

RECENT_DAYS = 28
_FRESH_DAYS = 30
_DRAW = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the choice knows of a story. `times` is how often the channel had it, `liked` 👍 less 👎."""

    number: int
    id: str
    company: str | None
    tags: tuple[str, ...]
    views: int
    saves: int = 0
    clicks: int = 0
    liked: int = 0
    day: date
    times: int = 0


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


def choose(
    candidates: Sequence[Candidate], day: date, lately: Sequence[Featured], *, pinned: int | None = None
) -> Choice | None:
    """The story to feature on `day`; None where there is no candidate.

    `lately` are the channel's posts of the last RECENT_DAYS; `pinned` is the number an admin set for this day and wins.
    """
    if pinned is not None and any(one.number == pinned for one in candidates):
        return Choice(number=pinned, reasons=(Reason(name="pinned", points=1.0),))
    if not candidates:
        return None
    least = min(one.times for one in candidates)
    companies = Counter(one.company for one in lately if one.company)
    tags = Counter(tag for one in lately for tag in one.tags)
    pool = [one for one in candidates if one.times == least]
    best = max(pool, key=lambda one: (_points(one, day, companies, tags) + _draw(one.id, day), one.id))
    reasons = sorted(_reasons(best, day, companies, tags), key=lambda reason: -reason.points)
    kept = tuple(reason for reason in reasons if reason.points > 0) or (Reason(name="turn", points=0.0),)
    return Choice(number=best.number, reasons=kept)


def _points(one: Candidate, day: date, companies: Counter[str], tags: Counter[str]) -> float:
    return sum(reason.points for reason in _reasons(one, day, companies, tags))


def _reasons(one: Candidate, day: date, companies: Counter[str], tags: Counter[str]) -> list[Reason]:
    age = max(0, (day - one.day).days)
    company_times = companies[one.company] if one.company else 0
    tag_times = max((tags[tag] for tag in one.tags), default=0)
    return [
        Reason(name="fresh", points=math.exp(-age / _FRESH_DAYS), value=age),
        Reason(name="read", points=0.2 * math.log10(1 + one.views), value=one.views),
        Reason(name="saved", points=0.5 * math.log2(1 + one.saves), value=one.saves),
        Reason(name="clicked", points=0.3 * math.log2(1 + one.clicks), value=one.clicks),
        Reason(name="liked", points=0.4 * math.copysign(math.log2(1 + abs(one.liked)), one.liked), value=one.liked),
        Reason(name="other_company", points=0.3 if one.company and not company_times else -0.5 * company_times),
        Reason(name="other_tags", points=0.2 if one.tags and not tag_times else -0.15 * tag_times),
    ]


def _draw(id_: str, day: date) -> float:
    lot = blake2b(f"{day.isoformat()}\n{id_}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return _DRAW * int.from_bytes(lot, "big") / 2**32
