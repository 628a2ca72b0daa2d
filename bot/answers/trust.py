"""How far an answer can be trusted: numbers about the question and the best sentence, apart from the ranker's score.

The best signal is how much of the question's weight stands in and around the sentence; what hurts most is a thing or
an attribute the question names and the place does not (요금 of SQS).
"""

from collections.abc import Sequence
from itertools import compress

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
    it, `nouns` whether it is no predicate; `runner_up` is how far the best
    sentence of another story scores below the best.
    """
    wide, close = _wide(best), _close(best)
    gaps = [(1 - part) * weight for part, weight in zip(wide, asked.weights, strict=True)]
    lacking = [1 - part for part, is_hard in zip(wide, hard, strict=True) if is_hard]
    asks_for_one = asked.kind in (Kind.WHO, Kind.WHERE, Kind.WHEN, Kind.NUMBER)
    counts = asked.kind in (Kind.NUMBER, Kind.WHEN)
    return (
        asked.share(wide),
        asked.share(close),
        asked.share(best.story),
        max(gaps, default=1.0),
        max(compress(gaps, names), default=0.0),
        float(any(is_noun and not is_known for is_known, is_noun in zip(known, nouns, strict=True))),
        1 - max(lacking) if lacking else 0.0,
        asked.share(best.own),
        float(kinds.shows(asked.kind, quoted)),
        float(bool(asked.unit) and not kinds.shows_unit(asked.unit, quoted)),
        float(counts and not kinds.shows(asked.kind, quoted)),
        min(1.0, len(gaps) / 6),
        asked.share(best.title),
        sorted(gaps, reverse=True)[1] if len(gaps) > 1 else 0.0,
        min(1.0, runner_up / ALONE),
        float(not any(hard)),
        max(lacking, default=1.0),
        max(compress(gaps, nouns), default=0.0),
        float(asks_for_one and not kinds.shows(asked.kind, best.text)),
    )


def _wide(best: Sight) -> list[float]:
    """How much of each clue is in the sentence, around it, above it or in the title."""
    parts = zip(best.own, best.near, best.above, best.title, strict=True)
    return [max(own, 0.9 * near, 0.95 * above, 0.9 * title) for own, near, above, title in parts]


def _close(best: Sight) -> list[float]:
    """The same without the title."""
    parts = zip(best.own, best.near, best.above, strict=True)
    return [max(own, 0.9 * near, 0.9 * above) for own, near, above in parts]
