"""How far an answer can be trusted: numbers about the question and the best sentence, apart from the ranker's score.

The best signal is how much of the question's weight stands in and around the sentence; what hurts most is a thing or
an attribute the question names and the place does not (요금 of SQS).
"""

from collections.abc import Sequence

from bot.answers import kinds
from bot.answers.features import Asked, Sight
from bot.answers.kinds import Kind

ALONE = 4.0  # the margin of a best sentence without a rival

NAMES: tuple[str, ...] = (
    "covered", "covered_close", "story", "gap", "name_gap", "unknown", "least", "own", "shown", "unit_missing",
    "number_missing", "clues", "title", "second", "margin", "outside", "gap_hard", "noun_gap",
    "asked_missing",
)  # fmt: skip


def signs(
    asked: Asked,
    best: Sight,
    *,
    names: Sequence[bool],
    known: Sequence[bool],
    hard: Sequence[bool],
    nouns: Sequence[bool],
    quoted: str,
    runner_up: float,
) -> tuple[float, ...]:
    """The numbers, in the order of NAMES.

    For each clue `names` says whether it is a name, `known` whether any story has it, `hard` whether an answer needs
    it, `nouns` whether it is no predicate; `runner_up` is how far the best sentence of another story scores below the best.
    """
    weights = asked.weights
    total = sum(weights) or 1.0
    wide = [
        max(parts)
        for parts in zip(
            best.own,
            (0.9 * n for n in best.near),
            (0.95 * a for a in best.above),
            (0.9 * t for t in best.title),
            strict=True,
        )
    ]
    close = [
        max(own, 0.9 * above, 0.9 * near) for own, above, near in zip(best.own, best.above, best.near, strict=True)
    ]
    gaps = [(1 - part) * weight / total for part, weight in zip(wide, weights, strict=True)]
    least = [part for part, is_hard in zip(wide, hard, strict=True) if is_hard]
    counts = asked.kind in (Kind.NUMBER, Kind.WHEN)
    return (
        _share(wide, weights),
        _share(close, weights),
        _share(best.story, weights),
        max(gaps, default=1.0),
        max((gap for gap, is_name in zip(gaps, names, strict=True) if is_name), default=0.0),
        float(any(not is_known and is_hard for is_known, is_hard in zip(known, hard, strict=True))),
        min(least, default=0.0),
        _share(best.own, weights),
        float(kinds.shows(asked.kind, quoted)),
        float(bool(asked.unit) and not kinds.shows_unit(asked.unit, quoted)),
        float(counts and not kinds.shows(asked.kind, quoted)),
        min(1.0, len(weights) / 6),
        _share(best.title, weights),
        sorted(gaps, reverse=True)[1] if len(gaps) > 1 else 0.0,
        min(1.0, runner_up / ALONE),
        float(not any(hard)),
        max((1 - part for part, is_hard in zip(wide, hard, strict=True) if is_hard), default=1.0),
        max((gap for gap, is_noun in zip(gaps, nouns, strict=True) if is_noun), default=0.0),
        float(asked.kind in (Kind.WHO, Kind.WHERE, Kind.WHEN, Kind.NUMBER) and not kinds.shows(asked.kind, best.text)),
    )


def _share(parts: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(part * weight for part, weight in zip(parts, weights, strict=True)) / total if total else 0.0
