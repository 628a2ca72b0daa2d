"""What people type, and the story they meant."""

from dataclasses import replace

import pytest

from bot.search import Evidence
from store.search.engine import Document
from tests.unit.search.library import Library, marked, opened, titled


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("모니터링", 1),
        ("쿠버네티스", 2),
        ("가상 스레드", 3),
        ("실행속도 입출력", 5),
        ("C++", 5),
        ("가상스레드로", 3),
        ("결제시스템 배포", 4),
        ("자동 화", 4),
        ("모니터링을", 1),
        ("도입했던", 2),
        ("결제에 대한", 4),
        ("모니터ㄹ", 1),
        ("쿠버네틧", 2),
        ("ㅁㄴㅌㄹ", 1),
        ("ㄱㅅ ㅅㄹㄷ", 3),
        ("zjqjspxltm", 2),
        ("ㅓㅁㅍㅁ", 3),
        ("kubernetes", 2),
        ("k8s", 2),
        ("데브옵스", 1),
        ("모니터랑", 1),
        ("쿠버네티수", 2),
        ("jvaa", 3),
        ("쓰레드", 3),
        ("결제배포", 4),
        ("java로서버", 3),
        ("모니터링ㅓ", 1),
        ("변화해가고 있습니다", 1),
        ("느낀 지연을", 4),
        ("토스 스레드", 3),
        ("당근 결제", 4),
        ("로그 분석은 시스템에서 왜 하나요?", 1),
        ("데드락발생조건", 2),
    ],
)
def test_the_story_meant_comes_first(library: Library, query: str, number: int) -> None:
    assert library.numbers(query)[:1] == [number]


@pytest.mark.parametrize(
    "query", ["경부고속도로", "브라마프투라", "판결문", "아이젠하워 영사관", "quantum chromodynamics"]
)
def test_what_the_library_does_not_have_is_not_found(library: Library, query: str) -> None:
    assert library.find(query).total == 0


def test_below_the_threshold_there_are_suggestions(library: Library) -> None:
    found = library.find("모너타린")
    assert found.hits == ()
    assert found.suggestions[0].number == 1


def test_suggestions_come_only_without_hits(library: Library) -> None:
    assert library.find("모니터링").suggestions == ()


def test_raw_letters_come_before_the_other_layout() -> None:
    with opened(titled("해 질 녘의 개발", "Go 언어 입문")) as library:
        assert library.numbers("go") == [2, 1]


def test_views_break_ties_and_nothing_else(library: Library) -> None:
    twins = titled("그래프큐엘 첫걸음", "그래프큐엘 첫걸음")
    other = replace(twins[0], number=12, title="처음 만나는 그래프큐엘", views=9000)
    library.add(replace(twins[0], number=10), replace(twins[1], number=11, views=5), other)
    assert library.numbers("그래프큐엘") == [11, 10, 12]


def test_a_layout_mistake_is_told(library: Library) -> None:
    (why,) = library.first("ahslxjfld").why
    assert (why.evidence, why.read_as) == (Evidence.LAYOUT, "모니터링")


@pytest.mark.parametrize(
    ("query", "evidence", "read_as"),
    [
        ("모니터링", Evidence.TITLE, ""),
        ("ㅁㄴㅌㄹ", Evidence.CHOSEONG, ""),
        ("모너터링", Evidence.SPELLING, "모니터링"),
        ("k8s", Evidence.ALIAS, "쿠버네티스"),
        ("변화해가고 있습니다", Evidence.BODY_PHRASE, ""),
        ("#인프라", Evidence.TAG, "인프라"),
        ("회사:우아한형제들", Evidence.COMPANY, "우아한형제들"),
        ("@이두리", Evidence.AUTHOR, "이두리"),
    ],
)
def test_the_reason_is_told(library: Library, query: str, evidence: Evidence, read_as: str) -> None:
    reasons = [(why.evidence, why.read_as) for why in library.first(query).why]
    assert (evidence, read_as) in reasons


def test_an_unlisted_loan_word_is_found_by_its_sound(library: Library) -> None:
    library.add(Document(number=7, title="Zentowik 써 보기"))
    hit = library.first("젠토윅")
    assert hit.number == 7
    assert hit.why[0].evidence is Evidence.SOUND


def test_the_words_found_are_marked_in_the_title(library: Library) -> None:
    title = "모니터링 하지 않는 DevOps 조직은 없다."
    assert marked(title, library.first("모니터ㄹ").title_marks) == ["모니터링"]
    assert marked(title, library.first("조직 모니터링").title_marks) == ["모니터링", "조직"]
    assert marked(title, library.first("ㅁㄴㅌㄹ").title_marks) == ["모니터링"]


def test_a_phrase_of_the_body_is_shown_with_its_surroundings(library: Library) -> None:
    excerpt = library.first("변화해가고 있습니다").why[0].excerpt
    assert excerpt is not None
    assert marked(excerpt.text, excerpt.marks) == ["변화해가고 있습니다"]
    assert "DevOps로 조직이" in excerpt.text
