"""Which of two stories comes first, and what is no answer at all."""

import pytest

from bot.search import Found
from store.search.effort import IN_MANY
from store.search.query import parse
from store.search.rarity import Rarity
from store.search.readings import meaning_of
from store.search.scope import Scope
from store.search.title_stage import TitleStage
from tests.unit.search.library import Document, Library, opened, titled


def found_in(titles: tuple[str, ...], query: str) -> list[str]:
    with opened(titled(*titles)) as library:
        return [titles[number - 1] for number in library.numbers(query)]


def told(found: Found) -> list[int]:
    return [hit.number for hit in found.hits]


def test_the_phrase_as_typed_comes_before_a_title_with_its_stem() -> None:
    stories = [
        Document(number=1, title="Kafka를 최적화하며 배운 것"),
        Document(number=2, title="메시지 큐 운영기", body="우리는 Kafka를 최적화하면서 여러 가지를 배웠다."),
    ]
    with opened(stories) as library:
        assert library.numbers("kafka를 최적화하면서") == [2, 1]


def test_a_word_with_its_particle_as_typed_comes_first() -> None:
    assert found_in(("Redis & 개발", "Redis와 Kafka"), "redis와") == ["Redis와 Kafka", "Redis & 개발"]


def test_a_short_name_comes_before_words_that_only_begin_with_its_keys() -> None:
    titles = ("기술 부채 갚기", "Git 브랜치 전략")
    assert found_in(titles, "깃") == ["Git 브랜치 전략", "기술 부채 갚기"]
    with opened(titled(*titles)) as library:
        assert library.completed("깃") == [2, 1]


def test_what_ends_like_a_particle_may_be_a_name() -> None:
    assert found_in(("그래프 이론", "Gradle 멀티 모듈"), "그래들")[:1] == ["Gradle 멀티 모듈"]


@pytest.mark.parametrize("query", ["set -euo pipefail을", "rebase -i로", "rebase -i"])
def test_options_of_a_command_are_text(library: Library, query: str) -> None:
    library.add(Document(number=9, title="셸", body="맨 위에 set -euo pipefail을 적는다. rebase -i로 정리한다."))
    assert library.numbers(query) == [9]


def test_minus_words_leave_out_though_nothing_is_left(library: Library) -> None:
    assert told(library.find("쿠버네티스 -도입")) == []


@pytest.mark.parametrize("title", ["이력서에 쓸 것", "서버에서 예상하지 못한 일"])
def test_a_short_word_is_not_found_where_its_keys_meet_by_chance(title: str) -> None:
    assert found_in((title,), "서예") == []


def test_a_short_word_is_found_inside_a_compound() -> None:
    assert found_in(("웹서버 이전기",), "서버") == ["웹서버 이전기"]


def test_hardly_anything_sounds_like_a_name_of_three_letters() -> None:
    assert found_in(("Vim 설정",), "비염") == []


def test_a_long_loan_word_that_nobody_listed_is_found() -> None:
    assert found_in(("DataLoader 이해",), "데이터로더") == ["DataLoader 이해"]


def test_less_effort_finds_the_same_titles_in_a_small_library() -> None:
    titles = ("배포와 모니터링", "Docker 배포", "도커로 배포하기", "모니터링")
    with opened(titled(*titles)) as library:
        for query in ("도커 배포", "배포", "모니터링 배포"):
            meaning = meaning_of(parse(query), {"도커": ("docker",)})
            stages = [TitleStage(library.connection, Rarity(), Scope(), effort) for effort in (IN_MANY,)]
            some = [{found.number for found in stage.candidates(meaning)} for stage in stages]
            every = {found.number for found in TitleStage(library.connection, Rarity(), Scope()).candidates(meaning)}
            assert some == [every]
