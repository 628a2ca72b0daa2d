"""What speaks for a sentence as the answer to a question, as numbers from about 0 to 1. The ranker weighs them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from operator import mul

from bot.answers import kinds
from bot.answers.kinds import Kind
from bot.answers.outline import Kind as PieceKind

_LEAD_IN = re.compile(
    r"(?:다음과 같|아래와 같|살펴보|알아보|소개하|정리해|설명하겠|이야기해|말씀드리"
    r"|(?:이유|까닭|방법|차이|특징|문제)[가이]? ?(?:있|간단)|가지[가를로]? ?(?:있|나누|나뉘))|:\s*$"
)
_LINK = re.compile(r"https?://\S+|\]\(")
_BACKWARD = re.compile(
    r"[\s>*_-]*(?:이는|이것은|이런|그래서|그런데|하지만|그리고|또한|따라서|이를|이렇게|그러나|이때|여기서|그럼)"
)
_STATES = re.compile(r"(?:다|요|죠|음|함|임|됨|짐)[.!)\"'”’*_`\s]*$|[.!]\s*$")
_QUESTION = re.compile(r"\?[\s\"'”’)*_`]*$|(?:까요|나요|ㄹ까|을까|는가)[\s.*_`]*$")
_LONG, _OVERLONG, _LINK_ONLY, _FIRST_UNDER = 160, 300, 25, 2
_TAIL = 16  # as much as the end of a sentence needs


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its kind, the unit it counts in (`개`), and the share of each of its clues; shares sum up to 1."""

    kind: Kind
    unit: str
    weights: tuple[float, ...]

    def share(self, parts: Sequence[float]) -> float:
        """How much of the question's weight these parts of its clues are."""
        return float(sum(map(mul, parts, self.weights)))


@dataclass(frozen=True, slots=True)
class Sight:
    """A sentence in its place, and how much of each clue is there.

    `own` is in the sentence, `before` in the one before, `near` in its neighbours, `above` in what it stands under,
    `title` in the title, `story` anywhere. `topic`: it begins with a clue and 은/는/이란, `called`: it gives
    something the name of a clue (…을 캐시 스탬피드라고 불러요). `window`: how close its clues
    stand, `after`: how many pieces behind the heading, `place` and `depth`: where in the story, `relevance`: the
    story's BM25 beside the best one's, `children`: how many pieces stand under it.
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
    called: bool = False
    after: int = 0
    place: int = 0
    depth: float = 0.0
    relevance: float = 0.0
    children: int = 0


_COVERAGE_NAMES = (
    "own", "before", "near", "above", "title", "union", "story", "relevance", "own_rarest", "union_rarest",
    "own_least", "above_and_own", "above_near", "title_own", "rest_kind", "window", "above_first",
)  # fmt: skip
_SHAPE_NAMES = (
    "length", "short", "long", "overlong", "question", "heading", "item", "row", "code", "link", "lead_in",
    "after_asked", "first_under", "early", "depth", "backward", "states", "children", "topic",
)  # fmt: skip
_KIND_NAMES = (
    "kind", "kind_own", "kind_before", "kind_above", "rest_shown", "unit", "number_kind", "who_shown", "why_shown",
    "how_shown", "definition_shown", "difference_shown", "definition", "definition_item", "why_above", "list_item",
    "kind_heading", "heading_kind_above", "asked_above", "lead_above", "called", "definition_called",
)  # fmt: skip
NAMES: tuple[str, ...] = (*_COVERAGE_NAMES, *_SHAPE_NAMES, *_KIND_NAMES)


def features(asked: Asked, sight: Sight) -> tuple[float, ...]:
    """The numbers of one sentence, in the order of NAMES."""
    rest = _rest(asked, sight)
    return (*_coverage(asked, sight, rest), *_shape(sight), *_of_kind(asked, sight, rest))


def _coverage(asked: Asked, sight: Sight, rest: float) -> tuple[float, ...]:
    """How much of the question is where."""
    union = [
        max(own, 0.6 * near, 0.85 * above, 0.75 * title)
        for own, near, above, title in zip(sight.own, sight.near, sight.above, sight.title, strict=True)
    ]
    own, near, above, title = map(asked.share, (sight.own, sight.near, sight.above, sight.title))
    rarest = max(range(len(asked.weights)), key=asked.weights.__getitem__, default=-1)
    return (
        own,
        asked.share(sight.before),
        near,
        above,
        title,
        asked.share(union),
        asked.share(sight.story),
        sight.relevance,
        sight.own[rarest] if rarest >= 0 else 0.0,
        union[rarest] if rarest >= 0 else 0.0,
        min(union, default=0.0),
        min(above, own) * 2,
        above * near,
        title * own,
        rest,
        sight.window,
        above / max(1, sight.after),
    )


def _rest(asked: Asked, sight: Sight) -> float:
    """How much the sentence has of what the question asks beyond its topic: what neither title nor heading has."""
    left = [1 - 0.9 * max(title, above) for title, above in zip(sight.title, sight.above, strict=True)]
    held = [own * part for own, part in zip(sight.own, left, strict=True)]
    return asked.share(held) / max(0.05, asked.share(left))


def _shape(sight: Sight) -> tuple[float, ...]:
    """What the sentence is like, whatever is asked."""
    text = sight.text.strip()
    size, tail = len(text), text[-_TAIL:]
    is_question = bool(_QUESTION.search(tail))
    return (
        min(1.0, log(1 + size) / 6),
        exp(-size / 8),
        float(size > _LONG),
        float(size > _OVERLONG),
        float(is_question),
        float(sight.kind is PieceKind.HEADING),
        float(sight.kind is PieceKind.ITEM),
        float(sight.kind in (PieceKind.ROW, PieceKind.HEAD_ROW)),
        float(sight.kind is PieceKind.CODE),
        float(bool(_LINK.search(text)) and len(_LINK.sub("", text)) < _LINK_ONLY),
        float(bool(_LEAD_IN.search(text))),
        float(bool(_QUESTION.search(sight.before_text.strip()[-_TAIL:])) and not is_question),
        float(sight.after == 1),
        1 / (1 + sight.place),
        sight.depth,
        float(bool(_BACKWARD.match(text))),
        float(bool(_STATES.search(tail))),
        min(1.0, sight.children / 4),
        float(sight.topic),
    )


def _of_kind(asked: Asked, sight: Sight, rest: float) -> tuple[float, ...]:
    """How the sentence suits the kind of question."""
    kind, before_text = asked.kind, sight.before_text.strip()
    shown, headed = kinds.shows(kind, sight.text), kinds.heads(kind, sight.above_text)
    before, above = asked.share(sight.before), asked.share(sight.above)
    leads = bool(_LEAD_IN.search(before_text)) or before_text.endswith("?")
    return (
        float(shown),
        shown * asked.share(sight.own),
        shown * before,
        shown * above,
        shown * rest,
        float(kinds.shows_unit(asked.unit, sight.text)),
        float(kind in (Kind.NUMBER, Kind.WHEN) and shown),
        float(kind in (Kind.WHO, Kind.WHERE) and shown),
        float(kind is Kind.WHY and shown),
        float(kind is Kind.HOW and shown),
        float(kind is Kind.DEFINITION and shown),
        float(kind is Kind.DIFFERENCE and shown),
        float(kind is Kind.DEFINITION and sight.topic),
        float(kind is Kind.DEFINITION and sight.after <= _FIRST_UNDER) * above,
        float(kind in (Kind.WHY, Kind.HOW, Kind.LIST)) * above,
        float(kind is Kind.LIST and sight.kind is PieceKind.ITEM) * above,
        float(headed),
        headed * above,
        bool(_QUESTION.search(sight.above_text.strip()[-_TAIL:])) * above,
        leads * before,
        float(sight.called),
        float(kind is Kind.DEFINITION and sight.called),
    )
