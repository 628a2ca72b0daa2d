"""How good answers are, in the measures of the scorer beside the development set."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.answer_files import BenchAnswer, BenchQuestion, counted, holds_gold, plain

FALSE_REFUSALS_ALLOWED = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Shares from 0 to 1. `caught_at_limit`: unanswerable questions refused where 10 % of the others would be.

    None where there is nothing to measure: no unanswerable questions.
    """

    hit1: float
    hit3: float
    ans1: float
    ans3: float
    verbatim: float
    false_refusals: float
    refusal_precision: float | None
    refusal_recall: float | None
    auroc: float | None
    caught_at_limit: float | None
    end_to_end: float


def marks(questions: Sequence[BenchQuestion], answers: Sequence[BenchAnswer], bodies: dict[str, str]) -> Marks:
    """Judge one system's answers; `bodies` are title and body of every story by its id."""
    asked = list(zip(questions, answers, strict=True))
    yes = [(question, answer) for question, answer in asked if question.answerable]
    no = [(question, answer) for question, answer in asked if not question.answerable]
    ranked = [(question, answer.stories or (answer.story or "",)) for question, answer in yes]
    right = [_is_right(question, answer, 3) for question, answer in yes]
    given = [answer for _, answer in asked if not answer.refused]
    refused = [question for question, answer in asked if answer.refused]
    caught = sum(answer.refused for _, answer in no)
    sources = {story: plain(body) for story, body in bodies.items()}
    sure, unsure = [answer.confidence for _, answer in yes], [answer.confidence for _, answer in no]
    return Marks(
        hit1=_mean([stories[0] in question.gold for question, stories in ranked]),
        hit3=_mean([any(story in question.gold for story in stories[:3]) for question, stories in ranked]),
        ans1=_mean([_is_right(question, answer, 1) for question, answer in yes]),
        ans3=_mean(right),
        verbatim=_mean([_is_verbatim(answer, sources) for answer in given]),
        false_refusals=_mean([answer.refused for _, answer in yes]),
        refusal_precision=_mean([not question.answerable for question in refused]) if refused else None,
        refusal_recall=caught / len(no) if no else None,
        auroc=auroc(sure, unsure) if yes and no else None,
        caught_at_limit=_caught_at_limit(sure, unsure) if yes and no else None,
        end_to_end=(sum(right) + caught) / max(1, len(asked)),
    )


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """The chance that an answerable question gets the higher confidence; ties count half."""
    low = sorted(unanswerable)
    wins = sum((bisect.bisect_left(low, one) + bisect.bisect_right(low, one)) / 2 for one in answerable)
    return wins / len(answerable) / len(low)


def _caught_at_limit(sure: Sequence[float], unsure: Sequence[float]) -> float:
    limit = sorted(sure)[int(len(sure) * FALSE_REFUSALS_ALLOWED)]
    return _mean([confidence < limit for confidence in unsure])


def _is_right(question: BenchQuestion, answer: BenchAnswer, most: int) -> bool:
    quoted = counted(answer.sentences)[:most]
    return not answer.refused and holds_gold(question, answer.story, quoted)


def _is_verbatim(answer: BenchAnswer, sources: dict[str, str]) -> bool:
    source = sources.get(answer.story or "", "")
    return all(plain(sentence.strip("… ")) in source for sentence in counted(answer.sentences))


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
