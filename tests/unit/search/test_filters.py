"""Filters, quotes and minus words."""

import pytest

from tests.unit.search.library import Library


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("#aws", {4}),
        ("#AWS 결제", {4}),
        ("#aws 모니터링", set()),
        ("회사:토스", {1, 3}),
        ("company:토스 스레드", {3}),
        ("회사:우아한", {2}),
        ('회사:"우아한 형제들"', {2}),
        ("@박세찬", {3}),
        ("글쓴이:최네모", {4}),
        ("태그:backend", {3}),
        ("회사:없는회사", set()),
        ("배포 -결제", {3}),
        ("회사:토스 -스레드", {1}),
        ('"배포 자동화"', {4}),
        ('"자동화 배포"', set()),
        ("#결제 자동화", {4}),
    ],
)
def test_only_these_stories_are_found(library: Library, query: str, numbers: set[int]) -> None:
    assert set(library.numbers(query)) == numbers


def test_a_filter_alone_lists_the_newest_first(library: Library) -> None:
    found = library.find("회사:토스")
    assert [hit.number for hit in found.hits] == [3, 1]
    assert found.total == 2


def test_tags_companies_and_authors_are_plain_words_as_well(library: Library) -> None:
    assert library.numbers("우아한형제들") == [2]
    assert library.numbers("박세찬") == [3]
    assert library.numbers("인프라") == [2]


def test_filters_narrow_completion(library: Library) -> None:
    assert library.completed("회사:토스 모") == [1]
    assert library.completed("#aws") == [4]
