"""Which stories are probably the same article, and why."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curation.fingerprint import Look, keys_of, look_of, slug
from bot.curation.likeness import Likeness, Pair, Reason, compare
from bot.curation.pairing import kept_first, spanning
from bot.story import Origin, Story, StoryState
from tests.support.building import MORNING

ARTICLE = " ".join(
    f"{number}번째 문장에서는 서비스 {name}의 장애를 어떻게 줄였는지 차례대로 적어 둡니다."
    for number, name in enumerate(("결제", "검색", "배송", "정산", "알림", "추천", "로그인", "주문"), start=1)
)
OTHER = " ".join(f"팀이 {number}주 동안 채용을 준비하며 배운 점을 나눕니다." for number in range(1, 12))


def look(
    title: str = "장애를 줄인 이야기",
    body: str = ARTICLE,
    link: str | None = None,
    company: str | None = None,
    author: str | None = None,
) -> Look:
    return look_of(title, body, link, company, author)


def reasons(likeness: Likeness | None) -> tuple[Reason, ...]:
    return likeness.reasons if likeness else ()


def test_the_same_text_under_another_title_is_the_same_article():
    likeness = compare(look(), look(title="우리 팀의 회고"))
    assert likeness == Likeness(percent=100, reasons=(Reason.TEXT,))


def test_a_few_changed_words_lower_the_percentage_and_leave_it_one_article():
    likeness = compare(look(), look(body=ARTICLE.replace("장애를", "사고를", 3)))
    assert likeness is not None
    assert 85 <= likeness.percent < 100
    assert likeness.reasons == (Reason.TEXT, Reason.TITLE)


def test_case_punctuation_and_markup_do_not_count():
    marked = re.sub(r"서비스", "**서비스**,", ARTICLE)
    assert compare(look(), look(body=marked)) == Likeness(percent=100, reasons=(Reason.TEXT, Reason.TITLE))


def test_the_beginning_of_an_article_is_told_as_a_part_of_it():
    assert reasons(compare(look(), look(body=ARTICLE[:150]))) == (Reason.EXCERPT, Reason.TITLE)


def test_a_collection_that_holds_an_article_somewhere_is_not_that_article():
    collection = OTHER + " " + ARTICLE + " " + OTHER[::-1] + " " + OTHER.replace("채용", "면접")
    assert compare(look("모음"), look("묶음", collection)) is None
    assert reasons(compare(look("모음"), look("다른 제목", ARTICLE + " " + OTHER + OTHER[::-1]))) == (Reason.EXCERPT,)


def test_another_text_under_the_same_title_is_another_article():
    assert compare(look(title="2026년 회고와 다짐"), look(title="2026년 회고와 다짐", body=OTHER)) is None


@pytest.mark.parametrize(
    ("title", "mine", "theirs", "percent"),
    [
        ("쿠버네티스 도입기와 그 뒤", {}, {}, 80),
        ("쿠버네티스 도입기와 그 뒤", {"company": "가"}, {"company": "가"}, 90),
        ("쿠버네티스 도입기와 그 뒤", {"author": "김"}, {"author": "이"}, None),
        ("회고", {}, {}, None),
    ],
)
def test_without_text_a_telling_title_speaks_unless_the_makers_differ(
    title: str, mine: dict[str, str], theirs: dict[str, str], percent: int | None
):
    likeness = compare(look(title, "", **mine), look(title, "", **theirs))
    assert (likeness.percent if likeness else None) == percent


def test_without_text_links_that_end_alike_under_similar_titles_speak():
    one = look("카프카 도입기 1편", "", "https://a.example/posts/카프카-도입기-일-편")
    other = look("카프카 도입기 (1편)", "", "https://b.example/blog/%EC%B9%B4%ED%94%84%EC%B9%B4-도입기-일-편.html")
    assert compare(one, other) is not None
    assert Reason.LINK in reasons(compare(one, other))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (None, ""),
        ("https://a.example/", ""),
        ("https://a.example/posts/1234-5678-9012", ""),
        ("https://a.example/posts/short-one", ""),
        ("https://a.example/2026/how-we-scaled-kafka.html", "how-we-scaled-kafka"),
    ],
)
def test_only_a_piece_that_names_an_article_is_a_slug(link: str | None, expected: str):
    assert slug(link) == expected


def test_an_article_and_its_copy_share_enough_keys_to_be_compared():
    one = keys_of(look("제목"))
    edited = keys_of(look("다른 제목", ARTICLE.replace("장애를", "사고를", 2)))
    cut = keys_of(look("다른 제목", ARTICLE[:250]))
    assert len(set(one.weak) & set(edited.weak)) >= 2
    assert len(set(one.weak) & set(cut.weak)) >= 2


@settings(max_examples=60, deadline=None)
@given(st.text("가나 다aB.-1\n", max_size=80), st.text("가나 다aB.-1\n", max_size=80))
def test_any_two_texts_can_be_compared_in_either_order(one: str, other: str):
    assert compare(look(one, one), look(other, other)) == compare(look(other, other), look(one, one))
    assert len(keys_of(look(one, other)).weak) <= 18


def pair(first: int, second: int, percent: int) -> Pair:
    return Pair(first=first, second=second, likeness=Likeness(percent=percent, reasons=(Reason.TEXT,)))


def test_three_stories_that_are_one_make_two_pairs_the_surest():
    pairs = [pair(1, 2, 80), pair(1, 3, 95), pair(2, 3, 90), pair(7, 9, 85)]
    assert [(one.first, one.second) for one in spanning(pairs)] == [(1, 3), (2, 3), (7, 9)]


def story(number: int, *, body: str = "글", views: int = 0) -> Story:
    return Story(
        number=number,
        id=str(number),
        title="글",
        body=body,
        link=None,
        source_link=None,
        company=None,
        author=None,
        tags=(),
        views=views,
        published_at=None,
        added_at=MORNING,
        updated_at=MORNING,
        added_by="test:admin",
        state=StoryState.LIVE,
        origin=Origin.TYPED,
    )


def test_the_longer_then_the_more_read_then_the_older_story_stays():
    assert kept_first(story(1), story(2, body="훨씬 긴 글"))[0].number == 2
    assert kept_first(story(1), story(2, views=3))[0].number == 2
    assert kept_first(story(2), story(1))[0].number == 1
