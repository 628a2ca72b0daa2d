"""How well the engine finds, class by class, beside other engines on the same files in the same run.

`python -m tests.bench.search_quality --stories F.jsonl --queries G.jsonl [--engine-only]`

Prints hit@1, hit@5 (per cent) and MRR@10 per class letter and per full class name, the means over classes, how often
something came for class j (nothing to find), p50 and p95 in milliseconds, and the key strokes until a story shows up
while its title is typed. `--results R.jsonl` keeps the engine's hits for `score_search.py`, `--misses` lists them.
`make_queries` makes queries for any stories; `tests/bench/notes` is a pair written by hand, with terms that no alias
table lists (class u) and full questions (class q).
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.baselines import Find, baselines
from tests.bench.files import BenchQuery, BenchStory, read_queries, read_stories, write_rows
from tests.bench.key_strokes import key_strokes
from tests.bench.scoring import NOTHING, Card, Outcome, Score, rank_of, score
from tests.bench.subject import Subject
from tests.bench.tables import table

HITS_ASKED = 20
ENGINE = "storybot"


def main() -> None:
    """Read the arguments, search with every engine, print the tables."""
    arguments = _arguments()
    stories, queries = read_stories(arguments.stories), read_queries(arguments.queries)
    print(f"{len(stories)} stories, {len(queries)} queries")
    with Subject.over(stories) as subject:
        print(f"{ENGINE}: built in {subject.build_seconds:.1f} s")
        outcomes = {ENGINE: ask(subject.find, stories, queries)}
        strokes = key_strokes(subject.complete, stories)
    if not arguments.engine_only:
        outcomes |= {other.name: ask(other.build(stories), stories, queries) for other in baselines()}
    if arguments.results:
        _write_results(arguments.results, outcomes[ENGINE])
    print_cards({name: score(given) for name, given in outcomes.items()}, "by class letter")
    print_cards({name: score(given, lambda query: query.kind) for name, given in outcomes.items()}, "by class")
    print(f"\nkey strokes until the story is among 25 / among 5 (title typed from its start): {strokes}")
    if arguments.misses:
        _print_misses(outcomes[ENGINE])


def ask(find: Find, stories: Sequence[BenchStory], queries: Sequence[BenchQuery]) -> list[Outcome]:
    """Return what this search gives for every query, each timed by the wall."""
    return [_ask_one(find, stories, query) for query in queries]


def print_cards(cards: dict[str, Card], title: str) -> None:
    """Print one table: a line per class, a column of hit@1 / hit@5 / MRR per engine."""
    first = next(iter(cards.values()))
    lines = [
        [name, str(scored.count), *(_cell(card.by_class[name]) for card in cards.values())]
        for name, scored in first.by_class.items()
    ]
    lines.append(_line("mean", cards, lambda card: _cell(card.mean)))
    lines.append(_line("worst hit@1", cards, _worst))
    if first.nothing_count:
        lines.append(_line(f"{NOTHING}: answered", cards, _answered, str(first.nothing_count)))
    lines.append(_line("p50 / p95 ms", cards, lambda card: f"{card.p50:.2f} / {card.p95:.2f}"))
    print(f"\n{title}: hit@1 hit@5 MRR")
    print(table(["class", "n", *cards], lines))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--engine-only", action="store_true", help="leave the baselines out")
    parser.add_argument("--results", type=Path, help="write the engine's hits, as score_search.py reads them")
    parser.add_argument("--misses", action="store_true", help="list the queries whose first hit is wrong")
    return parser.parse_args()


def _ask_one(find: Find, stories: Sequence[BenchStory], query: BenchQuery) -> Outcome:
    started = time.perf_counter()
    places = find(query.text, HITS_ASKED)
    milliseconds = (time.perf_counter() - started) * 1000
    return Outcome(query=query, hits=tuple(stories[place].id for place in places), milliseconds=milliseconds)


def _line(head: str, cards: dict[str, Card], cell: Callable[[Card], str], count: str = "") -> list[str]:
    return [head, count, *(cell(card) for card in cards.values())]


def _cell(figures: Score) -> str:
    return f"{figures.hit_at_1 * 100:5.1f} {figures.hit_at_5 * 100:5.1f} {figures.mean_reciprocal_rank:5.3f}"


def _worst(card: Card) -> str:
    return f"{min(figures.hit_at_1 for figures in card.by_class.values()) * 100:.1f}"


def _answered(card: Card) -> str:
    return f"{card.nothing_answered} = {card.nothing_answered / card.nothing_count * 100:.1f} %"


def _write_results(path: Path, outcomes: Sequence[Outcome]) -> None:
    rows = ({"id": o.query.id, "hits": list(o.hits), "ms": o.milliseconds} for o in outcomes)
    write_rows(path, rows)


def _print_misses(outcomes: Sequence[Outcome]) -> None:
    print("\nfirst hit wrong (class, query, wanted, place of the first right hit, came first):")
    for outcome in outcomes:
        query = outcome.query
        is_right = not outcome.hits if query.letter == NOTHING else rank_of(outcome) == 0
        if not is_right:
            came = next((hit for hit in outcome.hits if hit not in query.neutral), "nothing")
            print(
                "  ",
                query.kind,
                repr(query.text),
                sorted(query.relevant)[:2],
                rank_of(outcome),
                came,
                sep="\t",
            )


if __name__ == "__main__":
    main()
