"""The questions of an evaluation of answers, and the rules by which answers to them are judged.

The rules are those of the scorer beside the development set: a gold string found in the first quote, or in up to three
quotes of 300 characters together, from a story that has it.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers.choosing import MOST_CHARACTERS, MOST_SENTENCES
from tests.bench.files import BenchStory


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchQuestion:
    """One question: `gold` holds for every story that answers it the strings of which one must be quoted."""

    id: str
    text: str
    kind: str
    answerable: bool
    gold: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchAnswer:
    """What a system said: the story quoted (None: refused), its sentences, the stories best first, how sure it is."""

    id: str
    story: str | None
    sentences: tuple[str, ...]
    stories: tuple[str, ...]
    confidence: float
    milliseconds: float = 0.0

    @property
    def refused(self) -> bool:
        """Was nothing quoted?"""
        return not (self.story and self.sentences)


def read_questions(path: Path, stories: Iterable[BenchStory] = ()) -> list[BenchQuestion]:
    """Return the questions of a file of {id, question, answerable, answers} lines, in their order.

    An answer is {story_id, gold: [strings]} or {story_id, spans: [[start, end]]} with offsets into the body of one of
    the `stories`, for questions about texts that are not ours to copy.
    """
    bodies = {story.id: story.body for story in stories}
    with path.open(encoding="utf-8") as lines:
        return [_question(json.loads(line), bodies) for line in lines if line.strip()]


def plain(text: str) -> str:
    """A text as it is compared: without white space and marks, folded."""
    return re.sub(r"[\s*`_\"“”'‘’~#|>]+", "", unicodedata.normalize("NFC", text)).lower()


def counted(sentences: Sequence[str], most: int = MOST_SENTENCES) -> list[str]:
    """The sentences that count, cut at the limit of characters."""
    kept: list[str] = []
    left = MOST_CHARACTERS
    for sentence in sentences[:most]:
        if left <= 0:
            break
        kept.append(sentence[:left])
        left -= len(kept[-1])
    return kept


def holds_gold(question: BenchQuestion, story: str | None, sentences: Sequence[str]) -> bool:
    """Do these sentences of this story hold a gold string?"""
    said = plain("".join(sentences))
    return any(plain(gold) in said for gold in question.gold.get(story or "", ()))


def _question(row: dict[str, object], bodies: Mapping[str, str]) -> BenchQuestion:
    answers: list[dict[str, object]] = row.get("answers") or []  # type: ignore[assignment] # the file's shape
    return BenchQuestion(
        id=str(row["id"]),
        text=str(row["question"]),
        kind=str(row.get("type") or "-"),
        answerable=bool(row.get("answerable", True)),
        gold={str(each["story_id"]): _gold(each, bodies) for each in answers},
    )


def _gold(answer: Mapping[str, Any], bodies: Mapping[str, str]) -> tuple[str, ...]:
    spans = (bodies[answer["story_id"]][start:end] for start, end in answer.get("spans", ()))
    return (*answer.get("gold", ()), *spans)
