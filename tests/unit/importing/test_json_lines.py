"""JSON Lines: what is taken, what is refused with which line."""

import json
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from bot.importing import ImportFormat, RefusalReason, parse
from bot.story import Origin, StoryState
from tests.unit.importing.taken import drafts, only, refused, taken, titles


def _lines(*objects: object) -> list:
    return taken("\n".join(json.dumps(value, ensure_ascii=False) for value in objects), ImportFormat.JSON_LINES)


def _raw(content: str | bytes) -> list:
    return taken(content, ImportFormat.JSON_LINES)


def test_every_field_of_a_draft_is_read() -> None:
    draft = only(
        _lines(
            {
                "id": "a:1",
                "title": "제목",
                "body": "본문",
                "link": "https://example.com/1",
                "source_link": "https://example.com/feed",
                "company": "바라다",
                "author": "김하늘",
                "tags": ["빌드", "캐시"],
                "views": 12,
                "published_at": "2024-01-02T03:04:05+09:00",
                "state": "hidden",
                "origin": "feed",
                "color": {"unknown": [1]},
            }
        )
    )
    assert (draft.id, draft.title, draft.body, draft.views) == ("a:1", "제목", "본문", 12)
    assert (draft.link, draft.source_link) == ("https://example.com/1", "https://example.com/feed")
    assert (draft.company, draft.author, draft.tags) == ("바라다", "김하늘", ("빌드", "캐시"))
    assert draft.published_at == datetime(2024, 1, 1, 18, 4, 5, tzinfo=UTC)
    assert (draft.state, draft.origin) == (StoryState.HIDDEN, Origin.FEED)


def test_the_scheme_of_a_link_is_taken_in_lower_case() -> None:
    draft = only(_lines({"title": "제목", "link": "HTTPS://example.com/1", "source_link": "HTTP://example.com/feed"}))
    assert (draft.link, draft.source_link) == ("https://example.com/1", "http://example.com/feed")


def test_common_other_names_of_the_fields_are_known() -> None:
    draft = only(
        _lines(
            {"Title": "제목", "content": "본문", "url": "https://example.com", "date": "2024-01-02", "View Count": "3"}
        )
    )
    assert (draft.body, draft.link, draft.views) == ("본문", "https://example.com", 3)
    assert draft.published_at == datetime(2024, 1, 1, 15, tzinfo=UTC)


def test_the_proper_name_of_a_field_wins_over_another_unless_it_is_empty() -> None:
    assert only(_lines({"text": "다른 것", "body": "본문", "title": "제목"})).body == "본문"
    assert only(_lines({"text": "다른 것", "body": " ", "title": "제목"})).body == "다른 것"


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        (["#가", " 나 ", "가"], ("가", "나")),
        ("가, 나 다,#라", ("가", "나 다", "라")),
        ("#가 #나#다 #C#", ("가", "나", "다", "C#")),
        ("가 C# 나", ("가", "C#", "나")),
        ("", ()),
        (None, ()),
    ],
)
def test_tags_come_as_a_list_or_in_one_string(written: object, tags: tuple[str, ...]) -> None:
    assert only(_lines({"title": "제목", "tags": written})).tags == tags


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-02T00:00:00",
        "2024-01-02",
        "2024.1.2",
        "2024. 1. 2.",
        "2024/01/02",
        "2024년 1월 2일",
        "2024-01-02 0:00",
        "20240102",
        "2024-01-02 00:00:00 +0900",
        "Tue, 02 Jan 2024 00:00:00 +0900",
        "2024-01-01T15:00:00Z",
    ],
)
def test_dates_are_read_as_people_and_programs_write_them(written: str) -> None:
    assert only(_lines({"title": "제목", "date": written})).published_at == datetime(2024, 1, 1, 15, tzinfo=UTC)


def test_a_date_without_zone_is_read_in_the_zone_asked_for() -> None:
    content = BytesIO(b'{"title": "t", "date": "2024-01-02"}')
    found = list(parse(content, ImportFormat.JSON_LINES, name="x", zone=ZoneInfo("UTC")))
    assert only(found).published_at == datetime(2024, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("author", ["김하늘, 이바다", ["김하늘", {"name": "이바다"}]])
def test_authors_come_as_name_list_or_mapping(author: object) -> None:
    assert only(_lines({"title": "제목", "author": author})).author == "김하늘, 이바다"


@pytest.mark.parametrize(
    ("bad", "reason", "detail"),
    [
        ({}, RefusalReason.NO_TITLE, ""),
        ({"title": None}, RefusalReason.NO_TITLE, ""),
        ({"title": " \u200b\u3164 "}, RefusalReason.NO_TITLE, ""),
        ({"title": 3}, RefusalReason.WRONG_TYPE, "title"),
        ({"title": "가" * 501}, RefusalReason.TOO_LONG, "title"),
        ({"title": "가", "body": "나" * 2_000_001}, RefusalReason.TOO_LONG, "body"),
        ({"title": "가", "body": ["나"]}, RefusalReason.WRONG_TYPE, "body"),
        ({"title": "가", "body": "나\0"}, RefusalReason.NUL, "body"),
        ({"title": "가", "tags": ["나\0"]}, RefusalReason.NUL, "tags"),
        ({"title": "가", "tags": [1]}, RefusalReason.WRONG_TYPE, "tags"),
        ({"title": "가", "tags": {"a": 1}}, RefusalReason.WRONG_TYPE, "tags"),
        ({"title": "가", "author": 7}, RefusalReason.WRONG_TYPE, "author"),
        ({"title": "가", "views": -1}, RefusalReason.VIEWS, "-1"),
        ({"title": "가", "views": 1.5}, RefusalReason.VIEWS, "1.5"),
        ({"title": "가", "views": 10**18}, RefusalReason.VIEWS, "1000000000000000000"),
        ({"title": "가", "views": "많음"}, RefusalReason.VIEWS, "많음"),
        ({"title": "가", "views": True}, RefusalReason.WRONG_TYPE, "views"),
        ({"title": "가", "date": "2024-02-30"}, RefusalReason.DATE, "published_at: 2024-02-30"),
        ({"title": "가", "date": 20240102}, RefusalReason.WRONG_TYPE, "published_at"),
        ({"title": "가", "date": "9999-12-31T23:59:59-12:00"}, RefusalReason.DATE, None),
        ({"title": "가", "published": False}, RefusalReason.UNPUBLISHED, ""),
        ({"title": "가", "link": "javascript:alert(1)"}, RefusalReason.LINK, "link: javascript:alert(1)"),
        ({"title": "가", "url": "/posts/1"}, RefusalReason.LINK, "link: /posts/1"),
        ({"title": "가", "url": "https://[::1"}, RefusalReason.LINK, None),
        ({"title": "가", "state": "gone"}, RefusalReason.CHOICE, "state: gone"),
    ],
)
def test_a_record_no_story_can_be_made_of_is_refused_naming_what(
    bad: dict, reason: RefusalReason, detail: str | None
) -> None:
    found = _lines({"title": "앞"}, bad, {"title": "뒤"})
    assert titles(found) == ["앞", "뒤"]
    assert refused(found) == [(2, reason)]
    assert detail is None or found[1].detail == detail


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"title": "잘린', RefusalReason.NOT_JSON),
        ('{"title": NaN,', RefusalReason.NOT_JSON),
        ("[" * 50_000, RefusalReason.NOT_JSON),
        ('{"title": ' + "[" * 50_000, RefusalReason.NOT_JSON),
        ('{"title": "가", "views": ' + "9" * 5_000 + "}", RefusalReason.NOT_JSON),
        ('{"title": "가", "views": 1e999}', RefusalReason.VIEWS),
        ('{"title": "가", "views": NaN}', RefusalReason.VIEWS),
        ('"글자만"', RefusalReason.NOT_AN_OBJECT),
        ("[1]", RefusalReason.NOT_AN_OBJECT),
        ('{"title": "\\ud800"}', RefusalReason.SURROGATE),
        ('{"title": "\\u0000"}', RefusalReason.NUL),
        ('{"title": "가\\u0000"}', RefusalReason.NUL),
        ('{"title": "가\0"}', RefusalReason.NUL),
        (b'{"title": "\xff\xfe"}', RefusalReason.ENCODING),
    ],
)
def test_a_broken_line_is_refused_with_its_number_and_the_rest_kept(line: str | bytes, reason: RefusalReason) -> None:
    raw = line.encode() if isinstance(line, str) else line
    found = _raw('{"title": "앞"}\n\n'.encode() + raw + '\n{"title": "뒤"}'.encode())
    assert titles(found) == ["앞", "뒤"]
    assert refused(found) == [(3, reason)]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    assert titles(_raw('\ufeff{"title": "가"}\r\n{"title": "나"}\r\n')) == ["가", "나"]


def test_title_controls_go_and_body_line_ends_become_one_kind() -> None:
    draft = only(_lines({"title": "\x1b[31m가\t나\n다\x7f", "body": "한\r\n두\r세"}))
    assert (draft.title, draft.body) == ("[31m가 나 다", "한\n두\n세")


def test_an_id_is_kept_exactly_and_a_number_is_written_out() -> None:
    assert [draft.id for draft in drafts(_lines({"id": " Ａ/1 ", "title": "가"}, {"id": 7, "title": "나"}))] == [
        " Ａ/1 ",
        "7",
    ]


class _LongLine:
    """Fifty million characters in one line, between two stories, made as they are read."""

    def __init__(self) -> None:
        middle = (b"x" * 50_000 for _ in range(1000))
        self._parts = iter([b'{"title": "a"}\n{"title": "', *[None] * 1000, b'"}\n{"title": "b"}\n'])
        self._middle = middle

    def read(self, _size: int) -> bytes:
        part = next(self._parts, b"")
        return next(self._middle) if part is None else part


def test_a_line_of_fifty_megabytes_is_refused_without_being_held() -> None:
    tracemalloc.start()
    try:
        found = list(parse(_LongLine(), ImportFormat.JSON_LINES, name="x"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert titles(found) == ["a", "b"]
    assert refused(found) == [(2, RefusalReason.LINE_TOO_LONG)]
    assert peak < 36 * 1024 * 1024


def test_one_array_of_objects_is_a_file_too() -> None:
    found = _raw('\n[\n {"title": "가"},\n {"title": ""}, {"title": "나"}\n]\n')
    assert titles(found) == ["가", "나"]
    assert refused(found) == [(4, RefusalReason.NO_TITLE)]


def test_an_array_on_one_line_is_a_file_too() -> None:
    assert titles(_raw('[{"title": "가"}, {"title": "나"}]')) == ["가", "나"]


def test_what_stands_before_the_break_of_a_cut_array_is_kept() -> None:
    found = _raw('[\n{"title": "가"},\n{"title": "나"},\n{"tit')
    assert titles(found) == ["가", "나"]
    assert refused(found) == [(4, RefusalReason.NOT_JSON)]


def test_what_stands_before_an_unreadable_line_of_an_array_is_kept() -> None:
    found = _raw('[{"title": "가"},\n'.encode() + b'{"title": "\xff"},\n{"title": "c"}]')
    assert titles(found) == ["가"]
    assert refused(found) == [(2, RefusalReason.ENCODING)]


def test_text_after_an_array_is_refused() -> None:
    assert refused(_raw('[{"title": "가"}\n]\n[{"title": "나"}]')) == [(2, RefusalReason.NOT_JSON)]


def test_an_array_over_the_limit_is_refused_after_what_fits() -> None:
    body = "x" * 1_900_000
    found = _raw("[\n" + ",\n".join(json.dumps({"title": str(n), "body": body}) for n in range(10)) + "]")
    assert titles(found) == [str(n) for n in range(8)]
    assert refused(found) == [(1, RefusalReason.FILE_TOO_LARGE)]


def test_an_array_over_the_limit_that_ends_on_its_line_is_one_bad_line() -> None:
    story = json.dumps({"title": "나", "body": "x" * 1_900_000})
    found = _raw("\n".join(["[1]", *[story] * 9]))
    assert titles(found) == ["나"] * 9
    assert refused(found) == [(1, RefusalReason.NOT_AN_OBJECT)]


def test_an_unreadable_first_line_costs_itself_only() -> None:
    found = _raw(b"\xff\xff\n" + '{"title": "가", "published": true}'.encode())
    assert titles(found) == ["가"]
    assert refused(found) == [(1, RefusalReason.ENCODING)]


def test_an_empty_file_gives_nothing() -> None:
    assert _raw("") == []
    assert _raw("\n \n") == []
