"""Completion against an exhaustive oracle: every title read key by key."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from store.search.engine import Document
from store.text.hangul import is_syllable
from store.text.keys import hangul_of, keys
from store.text.unicode import fold
from store.text.words import words
from tests.unit.search.library import Library, opened, titled

WORDS = (
    *(
        "모니터링",
        "배포",
        "자동화",
        "쿠버네티스",
        "서버",
        "결제",
        "스레드",
        "데이터",
        "분석",
        "해시",
        "캐시",
        "큐",
        "그래프",
    ),
    *("React", "Java", "API", "Go", "gRPC", "2024", "C++"),
)
SHORT = 3


def random_titles(count: int) -> list[str]:
    random = Random(4)
    return [" ".join(random.choices(WORDS, k=random.randint(1, 4))) for _ in range(count)]


def key_borders(title: str) -> Iterator[tuple[str, bool, bool, bool]]:
    """Each key with: may a needle begin here, does a word, is it Hangul."""
    folded = fold(title)
    for word in words(folded):
        for at, char in enumerate(word.text):
            for nth, key in enumerate(keys(char)):
                yield key, nth == 0, nth == 0 and at == 0, is_syllable(char)


def rank_by_oracle(title: str, typed: str) -> tuple[int, int] | None:
    """How well a title answers: the turn of its script (short needles only), and its place; None when it does not."""
    needle, typed_hangul = keys(typed).encode(), is_syllable(typed[0])
    marks = list(key_borders(title))
    pressed = "".join(mark[0] for mark in marks).encode()
    best: tuple[int, int] | None = None
    at = pressed.find(needle)
    while at >= 0:
        _, border, word_start, hangul = marks[at]
        place = 3 if at == 0 else 2 if word_start else 1
        turn = 2 if place == 1 or len(needle) > SHORT else 2 + (1 if hangul == typed_hangul else 0)
        if border and (place > 1 or len(needle) >= SHORT):
            rank = (turn, place) if place > 1 or len(needle) > SHORT else (0, 1)
            best = max(best or rank, rank)
        at = pressed.find(needle, at + 1)
    return best


def expected(documents: list[Document], typed: str) -> list[int]:
    ranked = [
        (rank, document.views, document.number)
        for document in documents
        if (rank := rank_by_oracle(document.title, typed))
    ]
    return [number for *_, number in sorted(ranked, reverse=True)]


def test_completion_gives_what_reading_every_title_gives() -> None:
    titles = random_titles(60)
    documents = [replace(story, views=number % 7) for number, story in enumerate(titled(*titles))]
    typed = {
        "".join(word.text for word in words(fold(title)))[start : start + size]
        for title in titles[:12]
        for start in range(0, 6, 2)
        for size in (1, 2, 3, 5)
    }
    with opened(documents) as library:
        for beginning in sorted(each for each in typed if each[:1].isalnum()):
            oracle = expected(documents, beginning)[:25]
            assert library.completed(beginning, limit=25)[: len(oracle)] == oracle, beginning


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("모", 1),
        ("모닡", 1),
        ("ahslx", 1),
        ("ㅁㄴㅌ", 1),
        ("조직 모니", 1),
        ("조직모니", None),
        ("kuber", None),
        ("k8s", 2),
        ("쿠버내티스", 2),
        ("결제배포", 4),
        ("ㅓㅁㅍ", 3),
    ],
)
def test_what_fingers_type_completes(library: Library, typed: str, number: int | None) -> None:
    assert library.completed(typed)[:1] == ([] if number is None else [number])


def test_the_start_of_a_title_comes_before_the_start_of_a_word_before_the_inside() -> None:
    with opened(titled("대배포 시대", "첫 배포", "배포의 기술")) as library:
        assert library.completed("배포") == [3, 2, 1]


def test_no_more_rows_than_asked_for(library: Library) -> None:
    assert len(library.completed("ㅅ", limit=1)) <= 1
    assert library.completed("모", limit=0) == []


def test_what_was_typed_is_marked(library: Library) -> None:
    (row,) = library.engine.complete(library.connection, "모니터ㄹ")
    assert [row.title[start:end] for start, end in row.marks] == ["모니터링"]
    assert row.company == "토스"


def test_every_beginning_of_a_title_completes_to_it(library: Library) -> None:
    pressed = keys("쿠버네티스를도입")
    for size in range(1, len(pressed) + 1):
        assert 2 in library.completed(hangul_of(pressed[:size])), size
