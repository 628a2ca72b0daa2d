"""The alias table as it ships: its shape, its size and what it must hold."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from tests.support.building import SHARED

TABLE = Path(__file__).parents[2] / "store" / "search" / "aliases.tsv"
HALF = SHARED / "eval" / "search" / "aliases-half.tsv"


def rows_of(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [split_row(line) for line in lines if line and not line.startswith("#")]


def split_row(line: str) -> list[str]:
    word, others = line.split("\t")
    return [word, *others.split(",")]


def folded(term: str) -> str:
    return term.casefold().replace(" ", "").replace("-", "")


def test_the_table_holds_at_least_seven_hundred_lines() -> None:
    assert len(rows_of(TABLE)) >= 700


def test_every_line_has_a_word_and_at_least_one_other_name() -> None:
    assert [row for row in rows_of(TABLE) if len(row) < 2 or not all(row)] == []


def test_terms_are_nfc_lower_case_and_trimmed() -> None:
    terms = [term for row in rows_of(TABLE) for term in row]
    assert [t for t in terms if t != unicodedata.normalize("NFC", t).lower() or t != " ".join(t.split())] == []


def test_no_term_stands_on_two_lines() -> None:
    counts = Counter(term for row in rows_of(TABLE) for term in {folded(term) for term in row})
    assert [term for term, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    "pair",
    [("자바", "자바스크립트"), ("인증", "인가"), ("프로세스", "스레드"), ("리액트", "리액트 네이티브")],
)
def test_different_things_stay_apart(pair: tuple[str, str]) -> None:
    assert [row for row in rows_of(TABLE) if set(pair) <= set(row)] == []


@pytest.mark.parametrize(
    "pair",
    [
        ("쿠버네티스", "k8s"),
        ("데드락", "교착상태"),
        ("이진 탐색", "이분 탐색"),
        ("의존성 주입", "di"),
        ("메시지", "메세지"),
        ("운영체제", "os"),
        ("애플리케이션", "어플"),
    ],
)
def test_same_things_stand_together(pair: tuple[str, str]) -> None:
    assert any({folded(term) for term in pair} <= {folded(term) for term in row} for row in rows_of(TABLE))


@pytest.mark.shared
def test_the_development_table_is_contained() -> None:
    lines_of = {folded(term): number for number, row in enumerate(rows_of(TABLE)) for term in row}
    apart = [row for row in rows_of(HALF) if len({lines_of.get(folded(term)) for term in row} - {None}) != 1]
    assert apart == []
    assert [t for row in rows_of(HALF) for t in row if folded(t) not in lines_of] == []
