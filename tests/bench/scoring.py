"""Scores of search results: hit@1, hit@5 and MRR@10 per class, their means, false positives and times.

The figures equal those of `score_search.py` beside the shared files: neutral ids are skipped before ranks are
counted, and class j (nothing to find) counts apart.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.bench.files import BenchQuery

RANKS_COUNTED = 10
NOTHING = "j"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one search gave for one query: story ids, best first, and the time it took."""

    query: BenchQuery
    hits: tuple[str, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of one class (or their means), as shares of 1."""

    count: int
    hit_at_1: float
    hit_at_5: float
    mean_reciprocal_rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All figures of one engine on one set of queries."""

    by_class: dict[str, Score]
    mean: Score
    nothing_count: int
    nothing_answered: int
    p50: float
    p95: float


def score(outcomes: Sequence[Outcome], class_of: Callable[[BenchQuery], str] = lambda query: query.letter) -> Card:
    """Return the card of one engine, its queries grouped by `class_of`."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.query.letter != NOTHING:
            groups.setdefault(class_of(outcome.query), []).append(outcome)
    by_class = {name: _score_class(group) for name, group in sorted(groups.items())}
    nothing = [outcome for outcome in outcomes if outcome.query.letter == NOTHING]
    times = sorted(outcome.milliseconds for outcome in outcomes)
    return Card(
        by_class=by_class,
        mean=_mean(list(by_class.values())),
        nothing_count=len(nothing),
        nothing_answered=sum(bool(judged(outcome)) for outcome in nothing),
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
    )


def judged(outcome: Outcome) -> tuple[str, ...]:
    """Return the hits that count: neutral ones skipped, ten at most."""
    return tuple(hit for hit in outcome.hits if hit not in outcome.query.neutral)[:RANKS_COUNTED]


def rank_of(outcome: Outcome) -> int | None:
    """Return the place of the first right hit, counted from 0; None where there is none."""
    return next((place for place, hit in enumerate(judged(outcome)) if hit in outcome.query.relevant), None)


def percentile(ascending: Sequence[float], share: float) -> float:
    """Return the value below which `share` of these ascending values lie; 0 for no values."""
    return ascending[min(int(len(ascending) * share), len(ascending) - 1)] if ascending else 0.0


def _score_class(outcomes: Sequence[Outcome]) -> Score:
    ranks = [rank for outcome in outcomes if (rank := rank_of(outcome)) is not None]
    return Score(
        count=len(outcomes),
        hit_at_1=sum(rank == 0 for rank in ranks) / len(outcomes),
        hit_at_5=sum(rank < 5 for rank in ranks) / len(outcomes),
        mean_reciprocal_rank=sum(1 / (rank + 1) for rank in ranks) / len(outcomes),
    )


def _mean(scores: Sequence[Score]) -> Score:
    return Score(
        count=sum(item.count for item in scores),
        hit_at_1=_average(item.hit_at_1 for item in scores),
        hit_at_5=_average(item.hit_at_5 for item in scores),
        mean_reciprocal_rank=_average(item.mean_reciprocal_rank for item in scores),
    )


def _average(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
