"""What stages hand over, and the order in which people see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from store.search.readings import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that a stage found: its score in 0..1, what breaks ties, the meaning it answers.

    `partial`: it answers only a part of it.
    """

    number: int
    doc: int
    score: float
    views: int
    sort_time: float
    meaning: Meaning
    partial: bool = False


def merged(*lists: Iterable[Candidate]) -> list[Candidate]:
    """Every story once, with its best score, best first; views, then freshness, then the number break ties."""
    best: dict[int, Candidate] = {}
    for candidates in lists:
        for candidate in candidates:
            known = best.get(candidate.doc)
            if known is None or candidate.score > known.score:
                best[candidate.doc] = candidate
    return sorted(best.values(), key=_order)


def _order(candidate: Candidate) -> tuple[float, int, float, int]:
    return -round(candidate.score, 4), -candidate.views, -candidate.sort_time, -candidate.number
