"""Fit the weights of the answerer: `python -m tests.bench.train_answers STORIES QUESTIONS [STORIES QUESTIONS ...]`.

The word `samples` stands for the stories that ship. The weights in the project were made with
`S=../shared/eval/answers; python -m tests.bench.train_answers $S/stories.jsonl $S/questions.jsonl $S/stories.jsonl
tests/bench/answer_questions_notes.jsonl samples tests/bench/answer_questions.jsonl`.

Two linear models. The ranker is a softmax over all sentences considered for a question (the gold ones share the
probability), the trust model a logistic regression over questions: answerable against unanswerable, and against the
answerable ones with their story taken away, which count a quarter. Both are judged out of fold, stories apart, before
they are fitted on everything and written to store/answers/weights.json. numpy is needed here only.

Data: ../shared/eval/answers (questions written for development over MIT notes and twelve posts), our own questions over
the same notes in tests/bench/answer_questions_notes.jsonl (what answers them is given by offsets, no text is copied)
and over our own samples in tests/bench/answer_questions.jsonl. Only numbers come out; no text of the notes is kept.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

import numpy as np

from bot.answers import features, quoting, trust
from bot.answers.choosing import Candidate, choose
from store.answers.answerer import Answerer, signs
from store.answers.considering import Consideration
from tests.bench.answer_files import BenchQuestion, counted, holds_gold, read_questions
from tests.bench.answer_library import filled
from tests.bench.answer_samples import stories_of
from tests.bench.answer_scoring import auroc

WEIGHTS = Path(__file__).parents[2] / "store/answers/weights.json"
FOLDS = 6
RANKER_RIDGE, TRUST_RIDGE = 0.1, 0.1
TAKEN_AWAY_WORTH = 0.25
FALSE_REFUSALS, DOUBTS = 0.07, 0.45
Numbers = np.ndarray


@dataclass(frozen=True, slots=True)
class Example:
    """A question as the models see it. `gold` marks the sentences that hold a gold string."""

    question: BenchQuestion
    seen: Consideration
    texts: tuple[str, ...]
    ids: dict[int, str]
    numbers: Numbers
    gold: Numbers

    @property
    def fold(self) -> int:
        """Questions about one story are in one fold."""
        key = min(self.question.gold, default=self.question.id)
        return int(hashlib.blake2b(key.encode(), digest_size=4).hexdigest(), 16) % FOLDS


def main(paths: Sequence[str]) -> None:
    """Fit, judge out of fold, write."""
    pairs = [(Path(stories), Path(questions)) for stories, questions in zip(paths[::2], paths[1::2], strict=True)]
    examples = [example for stories, questions in pairs for example in _examples(stories, questions)]
    rows = []
    for fold in range(FOLDS):
        ranker = fit_ranker([example for example in examples if example.fold != fold])
        rows += [row for example in examples if example.fold == fold for row in _trust_rows(example, ranker)]
    _judge(rows)
    ranker = fit_ranker(examples)
    weights, bias = fit_trust(rows)
    stored = {
        "about": {"made_by": "tests/bench/train_answers.py", "questions": float(len(examples))},
        "ranker": dict(zip(features.NAMES, np.round(ranker, 4).tolist(), strict=True)),
        "trust": dict(zip(trust.NAMES, np.round(weights, 4).tolist(), strict=True)) | {"bias": round(bias, 4)},
        "bands": _bands(rows),
    }
    WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _examples(stories: Path, questions: Path) -> list[Example]:
    told = stories_of(stories)
    connection = filled(told)
    ids: dict[int, str] = dict(connection.execute("SELECT number, id FROM story").fetchall())
    answerer = Answerer()
    return [_example(connection, answerer, question, ids) for question in read_questions(questions, told)]


def _example(connection: Connection, answerer: Answerer, question: BenchQuestion, ids: dict[int, str]) -> Example:
    seen = answerer.consider(connection, question.text)
    texts = tuple(quoting.verbatim(sentence.sight.text) for sentence in seen.sentences)
    gold = [holds_gold(question, ids[s.story], [text]) for s, text in zip(seen.sentences, texts, strict=True)]
    numbers = np.array([sentence.numbers for sentence in seen.sentences]).reshape(-1, len(features.NAMES))
    return Example(question, seen, texts, ids, numbers, np.array(gold, dtype=float))


def fit_ranker(examples: Sequence[Example], steps: int = 300, rate: float = 0.05) -> Numbers:
    """The weights that make gold sentences likely, by Adam on the mean negative log-likelihood with a ridge."""
    useful = [example for example in examples if example.gold.any()]
    stacked = np.vstack([example.numbers for example in useful])
    spread = stacked.std(0) + 1e-3
    scaled, gold = stacked / spread, np.concatenate([example.gold for example in useful])
    sizes = np.array([len(example.gold) for example in useful])
    firsts, of = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(useful)), sizes)
    weights, mean, square = (np.zeros(len(features.NAMES)) for _ in range(3))
    for step in range(1, steps + 1):
        raw = scaled @ weights
        likely = np.exp(raw - np.maximum.reduceat(raw, firsts)[of])
        likely /= np.add.reduceat(likely, firsts)[of]
        wanted = likely * gold
        wanted /= np.maximum(np.add.reduceat(wanted, firsts), 1e-12)[of]
        slope = RANKER_RIDGE * weights + scaled.T @ (likely - wanted) / len(useful)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights / spread


@dataclass(frozen=True, slots=True)
class Row:
    """A question for the trust model: its signs, whether it is answerable, its weight, what its answer was."""

    fold: int
    signs: tuple[float, ...]
    answerable: bool
    worth: float
    first: bool
    third: bool
    hit: bool


def _trust_rows(example: Example, ranker: Numbers) -> list[Row]:
    scores = example.numbers @ ranker
    rows = [_row(example, scores, lambda _story: True, worth=1.0)]
    if example.question.answerable:
        gone = _row(
            example, scores, lambda story: example.ids[story] not in example.question.gold, worth=TAKEN_AWAY_WORTH
        )
        rows.append(replace(gone, answerable=False) if gone else None)
    return [row for row in rows if row]


def _row(example: Example, scores: Numbers, allowed: Callable[[int], bool], *, worth: float) -> Row | None:
    candidates = [
        Candidate(s.story, s.at, s.parent, s.sight.kind, text, float(score))
        for s, text, score in zip(example.seen.sentences, example.texts, scores, strict=True)
        if allowed(s.story)
    ]
    chosen = choose(candidates, example.seen.asked.kind)
    if not chosen:
        return None
    story = example.ids[chosen[0].story]
    quoted = counted([candidate.text for candidate in chosen])
    return Row(
        fold=example.fold,
        signs=signs(example.seen, candidates, chosen),
        answerable=example.question.answerable,
        worth=worth,
        first=holds_gold(example.question, story, quoted[:1]),
        third=holds_gold(example.question, story, quoted),
        hit=story in example.question.gold,
    )


def fit_trust(rows: Sequence[Row], steps: int = 60) -> tuple[Numbers, float]:
    """Logistic regression with a ridge by Newton's method; gives the weights and the bias."""
    numbers = np.array([row.signs for row in rows])
    centre, spread = numbers.mean(0), numbers.std(0) + 1e-3
    scaled = np.c_[(numbers - centre) / spread, np.ones(len(rows))]
    wanted = np.array([float(row.answerable) for row in rows])
    worth = np.array([row.worth for row in rows])
    worth = worth / worth.sum()
    ridge = np.diag([*[TRUST_RIDGE] * numbers.shape[1], 0.0])
    weights = np.zeros(scaled.shape[1])
    for _ in range(steps):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (worth * (likely - wanted)) + ridge @ weights
        curve = (scaled * (worth * likely * (1 - likely))[:, None]).T @ scaled + ridge + 1e-9 * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - centre @ plain)


def _out_of_fold(rows: Sequence[Row]) -> list[tuple[Row, float]]:
    judged: list[tuple[Row, float]] = []
    for fold in range(FOLDS):
        weights, bias = fit_trust([row for row in rows if row.fold != fold])
        held_out = [row for row in rows if row.fold == fold and row.worth == 1.0]
        judged += [(row, float(1 / (1 + np.exp(-(np.dot(row.signs, weights) + bias))))) for row in held_out]
    return judged


def _bands(rows: Sequence[Row]) -> dict[str, float]:
    sure = sorted(confidence for row, confidence in _out_of_fold(rows) if row.answerable)
    return {"maybe": round(sure[int(len(sure) * FALSE_REFUSALS)], 4), "sure": round(sure[int(len(sure) * DOUBTS)], 4)}


def _judge(rows: Sequence[Row]) -> None:
    judged = _out_of_fold(rows)
    real = [row for row, _ in judged if row.answerable]
    sure = [confidence for row, confidence in judged if row.answerable]
    unsure = [confidence for row, confidence in judged if not row.answerable]
    limit = sorted(sure)[int(len(sure) * 0.1)]
    right = sum(row.third for row, confidence in judged if row.answerable and confidence >= limit)
    caught = sum(confidence < limit for confidence in unsure)
    print("out of fold, stories apart:")
    for name, share in (
        ("hit1", sum(row.hit for row in real) / len(real)),
        ("ans1", sum(row.first for row in real) / len(real)),
        ("ans3", sum(row.third for row in real) / len(real)),
        ("AUROC", auroc(sure, unsure)),
        ("caught at 10 %", caught / len(unsure)),
        ("end to end", (right + caught) / len(judged)),
    ):
        print(f"  {name:15} {share:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
