"""How good the answers are: `python -m tests.bench.answer_quality --stories F.jsonl --questions G.jsonl`.

Prints, for any files of the shape of the development set, what storybot reaches beside a baseline: the sentence most
like the question by rapidfuzz's token_set_ratio, which never refuses. `--answers FILE` keeps the answers in the shape
of the scorer; `--failures` prints what went wrong.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.answers.splitting import sentences
from store.answers.answerer import Answerer
from tests.bench.answer_files import BenchAnswer, BenchQuestion, counted, holds_gold, read_questions
from tests.bench.answer_library import filled
from tests.bench.answer_samples import stories_of
from tests.bench.answer_scoring import Marks, marks
from tests.bench.files import BenchStory
from tests.bench.tables import table

System = Callable[[BenchQuestion], BenchAnswer]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    stories = stories_of(options.stories)
    questions = read_questions(options.questions, stories)
    systems: dict[str, System] = {"storybot": _storybot(stories), "token_set_ratio": _baseline(stories)}
    answers = {name: [_timed(system, question) for question in questions] for name, system in systems.items()}
    bodies = {story.id: f"{story.title}{story.body}" for story in stories}
    print(_report({name: marks(questions, given, bodies) for name, given in answers.items()}, answers))
    if options.answers:
        _write(options.answers, answers["storybot"])
    if options.failures:
        _print_failures(questions, answers["storybot"])


def _storybot(stories: Sequence[BenchStory]) -> System:
    connection = filled(stories)
    ids: dict[int, str] = dict(connection.execute("SELECT number, id FROM story").fetchall())
    answerer = Answerer()

    def answer(question: BenchQuestion) -> BenchAnswer:
        given = answerer.answer(connection, question.text)
        return BenchAnswer(
            id=question.id,
            story=ids[given.story] if given.story else None,
            sentences=tuple(quote.text for quote in given.quotes),
            stories=tuple(ids[number] for number in given.nearest),
            confidence=given.confidence,
        )

    return answer


def _baseline(stories: Sequence[BenchStory]) -> System:
    """Every sentence of every story, ranked by how alike it is to the question."""
    pieces = [(story.id, piece.strip()) for story in stories for piece in sentences(story.body) if piece.strip()]
    texts = [piece for _, piece in pieces]

    def answer(question: BenchQuestion) -> BenchAnswer:
        found = process.extract(question.text, texts, scorer=fuzz.token_set_ratio, limit=3)
        first = pieces[found[0][2]][0]
        return BenchAnswer(
            id=question.id,
            story=first,
            sentences=tuple(text for text, _, at in found if pieces[at][0] == first),
            stories=tuple(dict.fromkeys(pieces[at][0] for _, _, at in found)),
            confidence=found[0][1] / 100,
        )

    return answer


def _timed(system: System, question: BenchQuestion) -> BenchAnswer:
    started = time.perf_counter()
    answer = system(question)
    milliseconds = (time.perf_counter() - started) * 1000
    return BenchAnswer(
        **{name: getattr(answer, name) for name in BenchAnswer.__slots__} | {"milliseconds": milliseconds}
    )


def _report(measured: dict[str, Marks], answers: dict[str, list[BenchAnswer]]) -> str:
    names = list(measured)
    fields = {
        "post first": "hit1",
        "post among three": "hit3",
        "first sentence answers": "ans1",
        "three sentences answer": "ans3",
        "refusal precision": "refusal_precision",
        "refusal recall": "refusal_recall",
        "refusal AUROC": "auroc",
        "caught at 10 % false refusals": "caught_at_limit",
        "false refusals": "false_refusals",
        "end to end": "end_to_end",
        "verbatim": "verbatim",
    }
    rows = [[label, *(_share(getattr(measured[name], field)) for name in names)] for label, field in fields.items()]
    for label, quantile in (("ms p50", 0.5), ("ms p95", 0.95)):
        rows.append([label, *(f"{_quantile(answers[name], quantile):.1f}" for name in names)])
    return table(["", *names], rows)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _quantile(answers: Sequence[BenchAnswer], quantile: float) -> float:
    times = sorted(answer.milliseconds for answer in answers)
    return times[min(len(times) - 1, int(len(times) * quantile))]


def _write(path: Path, answers: Sequence[BenchAnswer]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for answer in answers:
            row = {
                "id": answer.id,
                "story_id": answer.story,
                "sentences": list(answer.sentences) or None,
                "stories": list(answer.stories),
                "confidence": answer.confidence,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _print_failures(questions: Sequence[BenchQuestion], answers: Sequence[BenchAnswer]) -> None:
    for question, answer in zip(questions, answers, strict=True):
        right = (
            question.answerable and not answer.refused and holds_gold(question, answer.story, counted(answer.sentences))
        )
        if right or (answer.refused and not question.answerable):
            continue
        wanted = "/".join(question.gold) or "(nothing)"
        print(f"\n{question.id} {question.text}  [{answer.confidence:.2f}]  wanted {wanted}, got {answer.story}")
        for sentence in answer.sentences:
            print("   ", sentence)


if __name__ == "__main__":
    main()
