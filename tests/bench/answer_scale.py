"""How fast answers are in a large library: `python -m tests.bench.answer_scale --stories F.jsonl --questions G.jsonl`.

Stories are made by mixing paragraphs of the given ones until there are enough (10,000 unless told), beside the given
ones. Prints milliseconds a question and the resident memory.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from store.answers.answerer import Answerer
from tests.bench.answer_files import read_questions
from tests.bench.answer_library import filled
from tests.bench.files import BenchStory, read_stories

_SEED = 7
_PARAGRAPHS = (6, 16)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    given = read_stories(options.stories)
    started = time.perf_counter()
    connection = filled([*given, *_mixed(given, options.count - len(given))])
    print(f"built {options.count:,} stories in {time.perf_counter() - started:.0f} s")
    answerer = Answerer()
    times = []
    for question in read_questions(options.questions, given):
        started, busy = time.perf_counter(), time.process_time()
        answerer.answer(connection, question.text)
        times.append((time.perf_counter() - started, time.process_time() - busy))
    for label, column in (("wall", 0), ("cpu", 1)):
        ordered = sorted(each[column] * 1000 for each in times)
        p50, p95 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95))
        print(f"{label}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, most {ordered[-1]:.1f} ms")
    print(f"resident: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (library in memory)")


def _mixed(given: Sequence[BenchStory], count: int) -> Iterator[BenchStory]:
    chance = random.Random(_SEED)
    paragraphs = [part for story in given for part in story.body.split("\n\n") if len(part) > 20]
    words = sorted({word for story in given for word in story.title.split()})
    for number in range(count):
        body = "\n\n".join(chance.sample(paragraphs, chance.randint(*_PARAGRAPHS)))
        title = " ".join(chance.sample(words, chance.randint(2, 5)))
        yield BenchStory(id=f"mixed-{number}", title=title, body=body[:6000])


if __name__ == "__main__":
    main()
