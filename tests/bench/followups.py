"""How well follow-up questions are understood: `python -m tests.bench.followups --stories F --followups G`.

Every line of G is a question asked after a `first` one. One whose story is that of the first is a follow-up, any other
a switch of topic; with `--questions Q`, each of its questions that can be answered is asked after the first of another
story too. Prints the share of questions answered within three quotes when nothing is carried, when both questions are
always joined, and as storybot understands them. `--failures` prints what storybot got wrong.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

from bot.answers.following import Topic, Turn, carried_on, understand
from bot.answers.values import Answered
from store.answers.answerer import Answerer
from store.answers.topics import topic_of
from tests.bench.answer_files import BenchQuestion, counted, holds_gold, read_questions
from tests.bench.answer_library import filled
from tests.bench.answer_samples import stories_of
from tests.bench.tables import table

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_STEP = 7  # how far apart the first questions of neighbouring switches are


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two questions, one after the other, and what answers the second."""

    kind: str
    first: str
    question: BenchQuestion


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, required=True, help="a file, or the word samples")
    parser.add_argument("--followups", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    asking = Asking(filled(stories_of(options.stories)))
    pairs = list(read_pairs(options.followups, options.questions))
    judged = [(pair, asking.judge(pair)) for pair in pairs]
    print(_report(judged))
    if options.failures:
        for pair, right in judged:
            if not right[2]:
                print(f"{pair.kind}: {pair.first} → {pair.question.text}")


class Asking:
    """Asks pairs of questions in a library."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._answerer = Answerer()
        self._ids: dict[int, str] = dict(connection.execute("SELECT number, id FROM story").fetchall())

    def judge(self, pair: Pair) -> tuple[bool, bool, bool]:
        """Is the second question answered: alone, joined to the first, and as storybot understands it?"""
        question = pair.question.text
        first = understand(pair.first, Topic(), None, self._ask)
        topic = carried_on(topic_of(self._connection, pair.first), first, None)
        before = Turn(
            conversation="bench:1", question=pair.first, topic=topic, story=first.answered.story, asker="", at=_AT
        )
        ours = understand(question, topic_of(self._connection, question), before, self._ask)
        alone, joined = self._ask(question, None), self._ask(f"{pair.first} {question}", None)
        return self._holds(pair, alone), self._holds(pair, joined), self._holds(pair, ours.answered)

    def _ask(self, question: str, story: int | None) -> Answered:
        return self._answerer.answer(self._connection, question, story=story)

    def _holds(self, pair: Pair, answered: Answered) -> bool:
        quotes = counted([quote.text for quote in answered.quotes])
        return bool(quotes) and holds_gold(pair.question, self._ids.get(answered.story or 0), quotes)


def read_pairs(followups: Path, questions: Path | None) -> Iterator[Pair]:
    """The pairs of a file of follow-ups, then those made of questions that stand alone."""
    firsts: list[tuple[str, str]] = []
    for line in followups.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        firsts.append((row["first"], row["first_story_id"]))
        gold = {each["story_id"]: tuple(each["gold"]) for each in row["answers"]}
        question = BenchQuestion(id=row["id"], text=row["question"], kind="-", answerable=True, gold=gold)
        yield Pair(
            kind="follow-up" if row["first_story_id"] in gold else "switch", first=row["first"], question=question
        )
    answerable = [question for question in read_questions(questions) if question.answerable] if questions else []
    for nth, question in enumerate(answerable):
        at = nth * _STEP
        others = [firsts[(at + step) % len(firsts)] for step in range(len(firsts))]
        first = next(first for first, story in others if story not in question.gold)
        yield Pair(kind="switch to a question", first=first, question=question)


def _report(judged: Sequence[tuple[Pair, tuple[bool, bool, bool]]]) -> str:
    rows = []
    for kind in dict.fromkeys(pair.kind for pair, _ in judged):
        rights = [right for pair, right in judged if pair.kind == kind]
        rows.append([kind, str(len(rights)), *(f"{sum(way) / len(rights):.3f}" for way in zip(*rights, strict=True))])
    return table(["three sentences answer", "pairs", "carried nothing", "joined always", "storybot"], rows)


if __name__ == "__main__":
    main()
