"""Whatever the bytes, no parser raises, and every line is an item, a refusal or nothing."""

import json
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.importing import ImportFormat, Item, Refusal, detect, parse, parse_post
from bot.importing.text import text_fault

_PIECES = st.sampled_from(
    [
        *(
            piece.encode()
            for piece in (
                "조회수 3",
                "조회수",
                "제목",
                "본문 #가 #나",
                "출처: https://a.b",
                "\n",
                "\r\n",
                " ",
                "---",
                "+++",
            )
        ),
        *(
            piece.encode()
            for piece in (
                "title: 가",
                "tags: [a, *b]",
                "&b ",
                "# 가",
                "===",
                "```",
                "<!--",
                '"',
                ",",
                ";",
                "\t",
                "title,body",
            )
        ),
        *(
            piece.encode()
            for piece in (
                '{"title":"가"}',
                '{"title":',
                "[",
                "]",
                "{",
                "}",
                "\\ud800",
                "\\u0000",
                "\0",
                "날짜",
                "2024-01-02",
            )
        ),
        "가나다".encode("cp949"),
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xff",
        b"\xed\xa0\x80",
    ]
)
_MADE = st.lists(_PIECES | st.binary(max_size=4), max_size=30).map(b"".join)
_BYTES = st.binary(max_size=200) | _MADE


@pytest.mark.parametrize("fmt", ImportFormat)
@given(content=_BYTES)
@settings(max_examples=200, deadline=None)
def test_any_bytes_end_as_stories_and_refusals(fmt: ImportFormat, content: bytes) -> None:
    last = content.count(b"\n") + 1
    for parsed in parse(BytesIO(content), fmt, name="a/글.md"):
        _assert_sound(parsed, last)


@given(content=_BYTES, name=st.sampled_from(["a.txt", "-", ""]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_have_a_format(content: bytes, name: str) -> None:
    assert detect(name, content) in ImportFormat


@given(front=_MADE, text=_BYTES, fence=st.sampled_from([b"---", b"+++"]))
@settings(max_examples=300, deadline=None)
def test_any_front_matter_ends_as_story_or_refusal(front: bytes, text: bytes, fence: bytes) -> None:
    content = fence + b"\ntitle: x\n" + front + b"\n" + fence + b"\n" + text
    _assert_sound(parse_post("글.md", content, id_prefix="x"), content.count(b"\n") + 1)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    ["title", "body", "tags", "views", "date", "author", "link", "id", "state", "number", "added_at"]
)


@given(st.lists(st.dictionaries(_KEYS, _VALUES, max_size=5), max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_objects_end_one_by_one(objects: list[dict]) -> None:
    content = "\n".join(map(json.dumps, objects)).encode()
    found = list(parse(BytesIO(content), ImportFormat.JSON_LINES, name="x"))
    assert [place.line for place in found] == list(range(1, len(objects) + 1))


def _assert_sound(parsed: Item | Refusal, last: int) -> None:
    assert parsed.line is None or 1 <= parsed.line <= last
    if isinstance(parsed, Item):
        draft = parsed.draft
        assert draft.title.strip()
        assert not [text for text in (draft.title, draft.body, *draft.tags) if text_fault(text)]
        assert draft.views is None or draft.views >= 0
    else:
        assert len(parsed.detail) <= 80
