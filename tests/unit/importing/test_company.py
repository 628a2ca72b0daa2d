"""The company a listing's tags or byline name; in doubt none."""

import pytest

from bot.importing.byline import Byline, byline_of
from bot.importing.company import company_among
from bot.importing.sound import sounds_alike


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("모모랩스", "국내에서는 모모가 이 도구를 만듭니다."),
        ("모모랩스", "국내에서는 Momo Labs 도 있습니다. MoMoRo"),
        ("바라다", "송금 스타트업 바라다에 사람이 왔습니다."),
        ("바라다", "안녕하세요. 바라다 프로그래머 김하늘입니다."),
        ("바라다", "오늘도 바라다 가족들이 힘을 냅니다."),
        ("바라다", "작년에 '바라다'에 합류했습니다."),
        ("바라다", "바라다에서 서버를 맡아 일하고 있습니다."),
        ("스타일쉐어", "StyleShare Engineering Blog"),
    ],
)
def test_a_first_tag_that_the_story_speaks_of_as_an_organisation_is_its_company(name: str, text: str) -> None:
    assert company_among((name, "개발팀", "인사이트"), "제목", text) == (name if "MoMoRo" not in text else None)


@pytest.mark.parametrize(
    "tags",
    [
        ("개발자", "바라다"),
        ("인사이트", "경험공유"),
        ("안드로이드개발자", "팀원"),
        ("기술기업",),
        ("자바스크립트", "개발팀"),
        ("DevOps", "aws"),
        ("바라다",),
        (),
    ],
)
def test_general_words_and_names_nothing_speaks_of_are_no_company(tags: tuple[str, ...]) -> None:
    text = (
        "안녕하세요. 자바스크립트 개발자 팀에서 일하는 개발자입니다. 인사이트팀, 기술기업에 합류. 바라다 보면 보입니다."
    )
    assert company_among(tags, "DevOps Engineering", text) is None


def test_only_the_first_tag_can_be_the_company() -> None:
    assert company_among(("회고", "바라다"), "바라다에 합류", "바라다 가족") is None


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        (
            "끝.글김하늘 사원 | R&D 데이터팀[email\xa0protected]바라다, 늘 새롭게",
            Byline(author="김하늘", company="바라다"),
        ),
        ("끝.글김하늘 팀장 | 개발팀 sky@example.com 바라다", Byline(author="김하늘", company="바라다")),
        ("끝.글김하늘 팀장 | 개발팀", Byline(author="김하늘")),
        ("글김하늘 팀장 | 개발팀[email protected]바라다, 늘 새롭게. 그리고 글은 더 이어집니다." + "아" * 300, Byline()),
        ("김하늘, 바라다 마케팅 매니저", Byline()),
        ("김하늘 드림", Byline()),
    ],
)
def test_a_byline_is_read_only_in_its_full_shape_at_the_end(body: str, byline: Byline) -> None:
    assert byline_of(body) == byline


@pytest.mark.parametrize(
    ("korean", "latin", "alike"),
    [
        ("스타일쉐어", "StyleShare", True),
        ("브랜디", "Brandi", True),
        ("모인", "MOIN", False),
        ("쿠팡", "Kafka", False),
        ("모모A", "Momo", False),
    ],
)
def test_two_spellings_sound_alike_by_three_or_more_consonants(korean: str, latin: str, *, alike: bool) -> None:
    assert sounds_alike(korean, latin) is alike
