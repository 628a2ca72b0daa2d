"""Which sentences are quoted: the best one, then up to two more of its story that go on from it or stand beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.kinds import Kind
from bot.answers.outline import Kind as PieceKind

MOST_SENTENCES = 3
MOST_CHARACTERS = 300
_ANNOUNCED = 2
_LEAD_IN = re.compile(
    r"(?:다음과 같|아래와 같|이렇게|이런 |여러 ?가지|살펴보|알아보|소개하|정리하|설명하"
    r"|(?:이유|까닭|방법|차이|특징)[가이]? ?(?:있|간단)|가지[가를로]?\s*(?:있|나뉘|방법|다|이)"
    r"|종류)|[:?]\W*$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a story with its score: `at` is its place among the pieces, `parent` the place it stands under."""

    story: int
    at: int
    parent: int
    kind: PieceKind
    text: str
    score: float


def choose(candidates: Sequence[Candidate], kind: Kind) -> tuple[Candidate, ...]:
    """At most three sentences of the story of the best one, best first; none when there are no candidates."""
    if not candidates:
        return ()
    best = max(candidates, key=lambda candidate: candidate.score)
    others = [other for other in candidates if other.story == best.story and other.at != best.at]
    chosen = [best]
    while others and len(chosen) < MOST_SENTENCES:
        following = max(others, key=lambda other: other.score + max(_bond(one, other, kind) for one in chosen))
        others.remove(following)
        chosen.append(following)
    return tuple(chosen)


def leads_in(text: str) -> bool:
    """Does a sentence only announce what the next ones say?"""
    return bool(_LEAD_IN.search(text.strip()))


def _bond(best: Candidate, other: Candidate, kind: Kind) -> float:
    """What speaks for quoting `other` after `best`: it follows, stands under it, or is the next item of its list."""
    distance = other.at - best.at
    bond = {1: 1.2, 2: 0.5, -1: 0.2}.get(distance, 0.0)
    announces = leads_in(best.text) or best.kind is PieceKind.HEADING
    if announces and 0 < distance <= _ANNOUNCED:
        bond += 1.5
    if other.parent == best.at:
        bond += 1.0
    if kind is Kind.LIST and other.parent == best.parent and other.kind is best.kind is PieceKind.ITEM:
        bond += 1.0
    if other.kind in (PieceKind.HEADING, PieceKind.HEAD_ROW):
        bond -= 1.0
    return bond
