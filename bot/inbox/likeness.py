"""Do two questions mean the same? Compares what is left of each when all that only asks is taken off. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.answers.kinds import Kind

SAME = 0.65
"""From here on two questions are one entry of the inbox."""
CURATED = 0.85
"""From here on an answer that was written for one question is shown for the other."""

_SLIP = 0.9
_KEYS_FOR_A_SLIP = 7
_SHORTEST_SLIPPED = 6
_ASKED_ALIKE = ({Kind.DEFINITION, Kind.WHAT}, {Kind.HOW, Kind.WHAT}, {Kind.LIST, Kind.WHAT}, {Kind.HOW, Kind.WHETHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a question. `forms`: itself, without endings, and its other names; `keys`: the keys that type it.

    `is_name`: it names a thing that the alias table knows, or is Latin or a number; then `is_exact`, and no slip of
    the fingers is looked for.
    """

    word: str
    forms: frozenset[str]
    keys: str
    weight: float = 1.0
    is_name: bool = False
    is_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a question asks about: its kind, its words, and whether it asks for a `not`."""

    kind: Kind
    terms: tuple[Term, ...]
    is_negated: bool = False


def likeness(one: Gist, other: Gist) -> float:
    """How much of what two questions ask about is the same, 0 to 1; 0 where they ask for different things."""
    if not one.terms or not other.terms or one.is_negated != other.is_negated or not _asked_alike(one, other):
        return 0.0
    ours, theirs = _glued(one.terms, other.terms), _glued(other.terms, one.terms)
    pairs = _paired(ours, theirs)
    left = [term for at, term in enumerate(ours) if at not in {here for here, _, _ in pairs}]
    right = [term for at, term in enumerate(theirs) if at not in {there for _, there, _ in pairs}]
    if any(term.is_name for term in left) and any(term.is_name for term in right):
        return 0.0  # AWS here, GCP there
    weights = [(ours[here].weight + theirs[there].weight) / 2 for here, there, _ in pairs]
    shared = sum(weight * worth for weight, (_, _, worth) in zip(weights, pairs, strict=True))
    return shared / (sum(weights) + sum(term.weight for term in (*left, *right)))


def _asked_alike(one: Gist, other: Gist) -> bool:
    return one.kind is other.kind or any({one.kind, other.kind} <= group for group in _ASKED_ALIKE)


def _glued(terms: Sequence[Term], others: Sequence[Term]) -> list[Term]:
    """The terms, two that the others write as one word (배포 자동화, 배포자동화) as one."""
    known = frozenset(form for term in others for form in term.forms)
    glued: list[Term] = []
    for term in terms:
        joined = frozenset(glued[-1].word + form for form in term.forms) & known if glued else frozenset()
        if not joined:
            glued.append(term)
            continue
        before = glued.pop()
        weight = max(before.weight, term.weight)
        glued.append(Term(word=before.word + term.word, forms=joined, keys=before.keys + term.keys, weight=weight))
    return glued


def _paired(ours: Sequence[Term], theirs: Sequence[Term]) -> list[tuple[int, int, float]]:
    """(place here, place there, worth) of the words that are the same, each used once, the best first."""
    options = sorted(
        (
            (worth, -here, -there)
            for here, term in enumerate(ours)
            for there, one in enumerate(theirs)
            if (worth := _worth(term, one))
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int, float]] = []
    for worth, here, there in options:
        if not any(-here == taken or -there == held for taken, held, _ in pairs):
            pairs.append((-here, -there, worth))
    return pairs


def _worth(term: Term, other: Term) -> float:
    if term.forms & other.forms:
        return 1.0
    can_slip = not (term.is_exact or other.is_exact or (term.is_name and other.is_name))
    if not can_slip or min(len(term.keys), len(other.keys)) < _SHORTEST_SLIPPED:
        return 0.0
    slips = max(1, max(len(term.keys), len(other.keys)) // _KEYS_FOR_A_SLIP)
    return _SLIP if OSA.distance(term.keys, other.keys, score_cutoff=slips) <= slips else 0.0
