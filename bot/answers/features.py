"""What speaks for a sentence as the answer to a question, as numbers from about 0 to 1. Pure; the ranker weighs them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from bot.answers import kinds
from bot.answers.kinds import Kind
from bot.answers.outline import Kind as PieceKind

_LEAD_IN = re.compile(r"(?:다음과 같|아래와 같|살펴보|알아보|소개하|정리해|설명하겠|이야기해|말씀드리)|:\s*$")
_LINK = re.compile(r"https?://\S+|\]\(")
_BACKWARD = re.compile(r"^[\s>*_-]*(?:이는|이것은|이런|그래서|그런데|하지만|그리고|또한|따라서|이를|이렇게|그러나|이때|여기서|그럼)")
_STATES = re.compile(r"(?:다|요|죠|음|함|임|됨|짐)[.!)\"'”’*_`\s]*$|[.!]\s*$")
_QUESTION = re.compile(r"\?[\s\"'”’)*_`]*$|(?:까요|나요|ㄹ까|을까|는가)[\s.*_`]*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its kind, the unit it counts in (`개`), and the weight of each of its clues."""

    kind: Kind
    unit: str
    weights: tuple[float, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """A sentence in its place: how much of each clue it has (`own`), its neighbours, what it stands under, its story.

    `first`: where in the sentence the first clue stands, 0 to 1, and `topic`: is that clue followed by 은/는/이란.
    `after`: how many pieces behind the heading or lead that it stands under; `depth` its place in the story, 0 to 1.
    """

    text: str
    kind: PieceKind
    own: tuple[float, ...]
    before: tuple[float, ...]
    near: tuple[float, ...]
    above: tuple[float, ...]
    title: tuple[float, ...]
    story: tuple[float, ...]
    before_text: str = ""
    above_text: str = ""
    window: float = 0.0
    topic: bool = False
    after: int = 0
    place: int = 0
    depth: float = 0.0
    relevance: float = 0.0
    children: int = 0


NAMES: tuple[str, ...] = (
    "own", "near", "above", "title", "union", "story", "relevance", "own_rarest", "union_rarest", "own_least",
    "above_and_own", "window", "topic", "kind", "kind_own", "unit", "number_kind", "length", "short", "long",
    "question", "heading", "item", "row", "code", "link", "lead_in", "after_asked", "first_under", "early", "depth",
    "backward", "states", "asked_above", "definition", "children", "title_own", "definition_item", "why_above", "rest_kind",
    "before", "kind_before", "kind_above", "rest_shown", "who_shown", "lead_above",
)  # fmt: skip


def features(asked: Asked, sight: Sight) -> tuple[float, ...]:
    """The numbers of one sentence, in the order of NAMES."""
    weights = asked.weights
    union = [
        max(own, 0.6 * near, 0.85 * above, 0.75 * title)
        for own, near, above, title in zip(sight.own, sight.near, sight.above, sight.title, strict=True)
    ]
    own, above = _share(sight.own, weights), _share(sight.above, weights)
    before = _share(sight.before, weights)
    rarest = max(range(len(weights)), key=weights.__getitem__, default=-1)
    shown = kinds.shows(asked.kind, sight.text)
    covered = _share(union, weights)
    text = sight.text.strip()
    size = len(text)
    is_question = bool(_QUESTION.search(text))
    asks_above = bool(_QUESTION.search(sight.above_text.strip()))
    is_definition = asked.kind is Kind.DEFINITION
    # What the question asks beyond its topic: the clues that neither title nor heading has.
    rest = [
        max(own_part, 0.0) * (1 - max(0.9 * title, 0.9 * above_part))
        for own_part, title, above_part in zip(sight.own, sight.title, sight.above, strict=True)
    ]
    left = [1 - max(0.9 * title, 0.9 * above_part) for title, above_part in zip(sight.title, sight.above, strict=True)]
    rest_share = _share(rest, weights) / max(0.05, _share(left, weights)) if weights else 0.0
    return (
        own,
        _share(sight.near, weights),
        above,
        _share(sight.title, weights),
        covered,
        _share(sight.story, weights),
        sight.relevance,
        sight.own[rarest] if rarest >= 0 else 0.0,
        union[rarest] if rarest >= 0 else 0.0,
        min(union, default=0.0),
        min(above, own) * 2,
        sight.window,
        float(sight.topic),
        float(shown),
        shown * own,
        float(kinds.shows_unit(asked.unit, text)),
        float(asked.kind in (Kind.NUMBER, Kind.WHEN) and shown),
        min(1.0, log(1 + size) / 6),
        exp(-size / 8),
        float(size > 160),
        float(is_question),
        float(sight.kind is PieceKind.HEADING),
        float(sight.kind is PieceKind.ITEM),
        float(sight.kind in (PieceKind.ROW, PieceKind.HEAD_ROW)),
        float(sight.kind is PieceKind.CODE),
        float(bool(_LINK.search(text)) and len(_LINK.sub("", text)) < 25),
        float(bool(_LEAD_IN.search(text))),
        float(bool(_QUESTION.search(sight.before_text.strip())) and not is_question),
        float(sight.after == 1),
        1 / (1 + sight.place),
        sight.depth,
        float(bool(_BACKWARD.search(text))),
        float(bool(_STATES.search(text))),
        asks_above * above,
        float(is_definition and sight.topic),
        min(1.0, sight.children / 4),
        _share(sight.title, weights) * own,
        float(is_definition and sight.after <= 2) * above,
        float(asked.kind in (Kind.WHY, Kind.HOW, Kind.LIST)) * above,
        rest_share,
        before,
        shown * before,
        shown * above,
        shown * rest_share,
        float(asked.kind in (Kind.WHO, Kind.WHERE) and shown),
        float(bool(_LEAD_IN.search(sight.before_text.strip())) or sight.before_text.strip().endswith("?")) * before,
    )


def _share(parts: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(part * weight for part, weight in zip(parts, weights, strict=True)) / total if total else 0.0
