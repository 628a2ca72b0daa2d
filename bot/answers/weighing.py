"""The two small models behind an answer: which sentence is best, and whether to trust it. Linear, readable, pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from operator import mul

from bot.answers import features, trust
from bot.answers.values import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the models learned. `ranker` weighs `features.NAMES`, `trust` weighs `trust.NAMES` and adds `bias`.

    Below `maybe` an answer is refused, from `sure` on it is given without a reservation.
    """

    ranker: tuple[float, ...]
    trust: tuple[float, ...]
    bias: float
    maybe: float
    sure: float


def parse(stored: Mapping[str, Mapping[str, float]]) -> Weights:
    """The weights of a stored table of names; a name it lacks weighs nothing."""
    return Weights(
        ranker=tuple(float(stored["ranker"].get(name, 0.0)) for name in features.NAMES),
        trust=tuple(float(stored["trust"].get(name, 0.0)) for name in trust.NAMES),
        bias=float(stored["trust"]["bias"]),
        maybe=float(stored["bands"]["maybe"]),
        sure=float(stored["bands"]["sure"]),
    )


def score(weights: Weights, numbers: Sequence[float]) -> float:
    """How good a sentence is beside the others of the same question; the number means nothing by itself."""
    return float(sum(map(mul, weights.ranker, numbers)))


def confidence(weights: Weights, signs: Sequence[float]) -> float:
    """The probability that the question is answered, 0 to 1."""
    raw = weights.bias + sum(weight * sign for weight, sign in zip(weights.trust, signs, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, raw))))


def band(weights: Weights, sureness: float) -> Band:
    """The band of a confidence."""
    if sureness < weights.maybe:
        return Band.UNKNOWN
    return Band.SURE if sureness >= weights.sure else Band.MAYBE
