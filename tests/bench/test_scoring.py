"""The scorer: its figures, and that they are those of the script beside the shared files."""

import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.bench.files import BenchQuery, read_queries, write_rows
from tests.bench.scoring import Card, Outcome, score
from tests.support.building import SHARED

EVAL = SHARED / "eval"


def query(kind: str = "a_fragment", relevant: str = "", neutral: str = "") -> BenchQuery:
    return BenchQuery(id="1", kind=kind, text="x", relevant=frozenset(relevant), neutral=frozenset(neutral))


def card(asked: BenchQuery, hits: str) -> Card:
    return score([Outcome(query=asked, hits=tuple(hits), milliseconds=1.0)])


def test_the_first_right_hit_gives_the_rank() -> None:
    figures = card(query(relevant="cd"), "abcd").by_class["a"]
    assert (figures.hit_at_1, figures.hit_at_5, figures.mean_reciprocal_rank) == (0, 1, 1 / 3)


def test_neutral_hits_are_skipped_before_ranks_are_counted() -> None:
    assert card(query(relevant="c", neutral="ab"), "abc").by_class["a"].hit_at_1 == 1


def test_hits_after_the_tenth_do_not_count() -> None:
    assert card(query(relevant="z"), "abcdefghijz").by_class["a"].mean_reciprocal_rank == 0


def test_a_hit_for_nothing_is_a_false_positive_and_no_class() -> None:
    figures = card(query(kind="j_nothing"), "a")
    assert (figures.nothing_answered, figures.nothing_count, figures.by_class) == (1, 1, {})


def test_neutral_hits_are_no_false_positives() -> None:
    assert card(query(kind="j_nothing", neutral="a"), "a").nothing_answered == 0


@pytest.mark.shared
def test_the_figures_are_those_of_the_shared_script(tmp_path: Path) -> None:
    outcomes = guesses(read_queries(EVAL / "search" / "queries.jsonl"))
    results = tmp_path / "results.jsonl"
    write_rows(results, ({"id": o.query.id, "hits": list(o.hits), "ms": o.milliseconds} for o in outcomes))
    script = [sys.executable, EVAL / "score_search.py", EVAL / "search" / "queries.jsonl", results]
    printed = subprocess.run(script, capture_output=True, check=True, text=True).stdout
    assert printed.split() == as_the_script_prints(score(outcomes)).split()


def guesses(queries: list[BenchQuery]) -> list[Outcome]:
    random = Random(7)
    known = sorted({story for asked in queries for story in asked.relevant})
    return [Outcome(query=q, hits=guess(random, q, known), milliseconds=random.random()) for q in queries]


def guess(random: Random, asked: BenchQuery, known: list[str]) -> tuple[str, ...]:
    hits = [*asked.relevant, *asked.neutral, *random.sample(known, random.randrange(12))]
    random.shuffle(hits)
    return tuple(dict.fromkeys(hits))[: random.randrange(20)]


def as_the_script_prints(figures: Card) -> str:
    lines = ["class n hit@1 hit@5 MRR"]
    for name, row in figures.by_class.items():
        lines.append(f"{name} {row.count} {row.hit_at_1:.3f} {row.hit_at_5:.3f} {row.mean_reciprocal_rank:.3f}")
    mean, worst = figures.mean, min(row.hit_at_1 for row in figures.by_class.values())
    lines.append(
        f"mean {mean.hit_at_1:.3f} {mean.hit_at_5:.3f} {mean.mean_reciprocal_rank:.3f} worst hit@1 {worst:.3f}"
    )
    share = figures.nothing_answered / figures.nothing_count
    lines.append(f"class j: something returned for {share:.3f} of {figures.nothing_count}")
    lines.append(f"p50 {figures.p50:.2f} ms p95 {figures.p95:.2f} ms")
    return re.sub(r"\s+", " ", " ".join(lines))
