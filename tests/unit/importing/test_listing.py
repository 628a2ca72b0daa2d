"""A copied listing page, with text of our own."""

import unicodedata

import pytest

from bot.importing import ImportFormat, Item, RefusalReason
from tests.unit.importing.taken import drafts, only, refused, taken, titles

_PAGE = """\
홈

모든 글

조회수 2208

빌드가 느려졌을 때 보는 것

캐시가 깨졌는지부터 봅니다.먼저 잠금 파일을 비교하세요.이 글은 가나랩스에서 썼습니다#가나랩스 #개발자 #빌드
조회수 1,204

밤에 오는 알림 줄이기 #온콜

#알림 은 줄일수록 좋습니다. 받는 사람을 정하세요.글김하늘 대리 | 개발1팀[email\xa0protected]다라상점, 늘 가까이
조회수 1.2만

세 번째 글

짧은 글입니다. \xa0 \xa0

함께 자라는 이야기, 모모

로그인

/
"""


def _listing(text: str | bytes) -> list:
    return taken(text, ImportFormat.LISTING)


def _with_body(body: str, title: str = "제목") -> str:
    return f"조회수 1\n\n{title}\n\n{body}\n조회수 2\n\n다음 글\n\n다음 본문입니다.\n"


def test_every_story_has_its_title_and_views_as_printed() -> None:
    found = drafts(_listing(_PAGE))
    assert [(draft.title, draft.views) for draft in found] == [
        ("빌드가 느려졌을 때 보는 것", 2208),
        ("밤에 오는 알림 줄이기 #온콜", 1204),
        ("세 번째 글", 12000),
    ]


def test_a_story_stands_at_the_line_of_its_view_count() -> None:
    assert [item.line for item in _listing(_PAGE) if isinstance(item, Item)] == [5, 10, 15]


def test_menu_and_footer_are_in_no_story() -> None:
    text = " ".join(draft.title + draft.body for draft in drafts(_listing(_PAGE)))
    assert not [word for word in ("모든 글", "로그인", "함께 자라는", "/") if word in text]


def test_closing_hashtags_become_tags_and_leave_the_body() -> None:
    first = drafts(_listing(_PAGE))[0]
    assert first.tags == ("가나랩스", "개발자", "빌드")
    assert first.body.endswith("가나랩스에서 썼습니다")


def test_hash_marks_in_title_and_body_stay() -> None:
    second = drafts(_listing(_PAGE))[1]
    assert second.title.endswith("#온콜")
    assert second.body.startswith("#알림 은")
    assert second.tags == ()


def test_a_byline_names_author_and_company() -> None:
    second = drafts(_listing(_PAGE))[1]
    assert (second.author, second.company) == ("김하늘", "다라상점")


@pytest.mark.parametrize(
    ("printed", "views"),
    [
        ("조회수 7", 7),
        ("조회수 1,234,567", 1234567),
        ("조회수 12 345", 12345),
        ("조회수: 3천", 3000),
        ("조회수 2.5만회", 25000),
        ("조회수 1억", 100_000_000),
        ("조회수 4.1k", 4100),
        ("조회수", None),
        ("조회수 -", None),
        ("  조회수 9  ", 9),
    ],
)
def test_view_counts_are_read_as_pages_print_them(printed: str, views: int | None) -> None:
    assert only(_listing(f"{printed}\n제목\n본문")).views == views


def test_a_line_about_views_is_no_view_count() -> None:
    body = "조회수 100만을 넘긴 글을 돌아봅니다."
    assert only(_listing(f"조회수 1\n제목\n{body}")).body == body


def test_a_title_line_of_a_later_page_is_not_lost_between_two_copied_pages() -> None:
    found = _listing(_PAGE + _PAGE)
    assert len(titles(found)) == 6
    assert not refused(found)
    assert all("로그인" not in draft.body and "모든 글" not in draft.body for draft in drafts(found))


def test_windows_line_ends_and_cp949_give_the_same_stories() -> None:
    plain = _PAGE.replace("\xa0", " ")
    assert drafts(_listing(plain.replace("\n", "\r\n").encode("cp949"))) == drafts(_listing(plain))


def test_a_body_keeps_its_paragraphs_when_nothing_shows_a_footer() -> None:
    body = "첫 문단입니다.\n\n둘째 문단\n\n셋째 문단"
    assert only(_listing(f"조회수 1\n\n제목\n\n{body}\n")).body == body


def test_a_closing_sentence_before_the_footer_stays_in_a_body_of_many_paragraphs() -> None:
    page = _with_body("하나입니다.\n\n둘입니다.") + "\n감사합니다.\n\n모모, 개발 이야기\n\n회원가입\n\n로그인\n"
    assert drafts(_listing(page))[1].body == "다음 본문입니다.\n\n감사합니다."


def test_short_lines_after_closing_hashtags_are_the_footer() -> None:
    page = "조회수 1\n제목\n본문입니다. #빌드 #캐시\n\n언제나 배우는 사람들!\n"
    assert only(_listing(page)).body == "본문입니다."


def test_a_line_of_the_menu_shows_the_footer() -> None:
    page = "오늘의 글\n\n조회수 1\n제목\n본문입니다.\n\n슬로건 한 줄\n\n오늘의 글\n"
    assert only(_listing(page)).body == "본문입니다."


def test_the_body_of_a_page_without_footer_ends_with_its_last_sentence() -> None:
    page = _with_body("앞 글입니다.") + "조회수 3\n\n끝 글\n\n끝 본문입니다.\n\n덧붙이는 말도 있습니다.\n"
    assert drafts(_listing(page))[2].body == "끝 본문입니다.\n\n덧붙이는 말도 있습니다."


@pytest.mark.parametrize(
    ("body", "rest", "tags"),
    [
        ("끝.#가 #나", "끝.", ("가", "나")),
        ("끝. #가#나#다", "끝.", ("가", "나", "다")),
        ("끝. #Node.js #C++ #C# #R&D", "끝.", ("Node.js", "C++", "C#", "R&D")),
        ("끝. #가 #나 \xa0 ", "끝.", ("가", "나")),
        ("끝.\n#가\n#나", "끝.", ("가", "나")),
        ("나는 #개발자다.", "나는 #개발자다.", ()),
        ("고친 이슈는 #123", "고친 이슈는 #123", ()),
        ("요즘 쓰는 말은 C#", "요즘 쓰는 말은 C#", ()),
        ("https://example.com/a#설치", "https://example.com/a#설치", ()),
        ("끝. #가 그리고 #나", "끝. #가 그리고", ("나",)),
        ("끝. #Tag #tag", "끝.", ("Tag",)),
    ],
)
def test_only_a_run_of_hashtags_at_the_very_end_is_taken(body: str, rest: str, tags: tuple[str, ...]) -> None:
    draft = drafts(_listing(_with_body(body)))[0]
    assert (draft.body, draft.tags) == (rest, tags)


def test_a_source_that_ends_its_line_is_the_source_link() -> None:
    body = "출처: https://example.com/a/b\n옮긴 글입니다."
    draft = drafts(_listing(_with_body(body)))[0]
    assert (draft.source_link, draft.body) == ("https://example.com/a/b", body)


def test_a_source_glued_to_the_text_after_it_is_no_link() -> None:
    body = "출처: https://example.com/blog/DevOps 와 모니터링"
    draft = drafts(_listing(_with_body(body)))[0]
    assert (draft.source_link, draft.body) == (None, body)


def test_a_story_without_title_is_refused_and_the_rest_kept() -> None:
    found = _listing("조회수 1\n\n조회수 2\n제목\n본문\n조회수 3\n\n")
    assert titles(found) == ["제목"]
    assert refused(found) == [(1, RefusalReason.NO_TITLE), (6, RefusalReason.NO_TITLE)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("본문\0".encode(), RefusalReason.NUL),
        (b"\xff\xfe\x81", RefusalReason.ENCODING),
        ("가".encode() * 2_000_001, RefusalReason.TOO_LONG),
    ],
)
def test_a_story_with_a_broken_line_is_refused_and_the_rest_kept(line: bytes, reason: RefusalReason) -> None:
    page = "조회수 1\n앞 글\n앞 본문\n조회수 2\n깨진 글\n".encode() + line + "\n조회수 3\n뒤 글\n뒤 본문".encode()
    found = _listing(page)
    assert titles(found) == ["앞 글", "뒤 글"]
    assert [reason for _, reason in refused(found)] == [reason]


def test_a_title_over_the_limit_and_a_negative_count_are_refused() -> None:
    found = _listing(f"조회수 1\n{'가' * 501}\n조회수 -5\n제목\n")
    assert refused(found) == [(2, RefusalReason.TOO_LONG), (3, RefusalReason.VIEWS)]


def test_a_file_without_any_view_count_is_no_listing() -> None:
    assert refused(_listing("그냥 글입니다.\n둘째 줄\n")) == [(None, RefusalReason.NOT_A_LISTING)]


def test_a_listing_saved_decomposed_gives_the_same_stories() -> None:
    assert drafts(_listing(unicodedata.normalize("NFD", _PAGE))) == drafts(_listing(_PAGE))


def test_a_last_story_of_title_and_blank_lines_has_no_body() -> None:
    assert only(_listing("조회수 1\n\n제목\n\n \n")).body == ""


def test_decomposed_hangul_is_composed_and_title_space_collapsed() -> None:
    draft = only(_listing("조회수 1\n  가\u1100\u1161   나\t다 \n\u1112\u1161\u11ab"))
    assert (draft.title, draft.body) == ("가가 나 다", "한")
