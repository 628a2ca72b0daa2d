"""Whatever is typed, nothing raises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.search.engine import Document
from tests.unit.search.library import POSTS, Library, opened

ODD = (
    *(
        "",
        "   ",
        "C++",
        '"',
        '""',
        '"모니터',
        "-",
        "--",
        "-모니터",
        '-"',
        "#",
        "@",
        "회사:",
        "회사: ",
        '#"',
        "@@",
        "##a",
        "#a#b",
    ),
    *(
        "(",
        ")",
        "*",
        "^",
        "+",
        ":",
        "%",
        "\\",
        "AND",
        "OR NOT",
        "NEAR(a b, 3)",
        "{title} : a",
        "a:b",
        "'; DROP TABLE story",
    ),
    *(
        "ㅁ",
        "ㅏ",
        "ㄳ",
        "ㅘ",
        "ㅏㄱ",
        "\u1100",
        "😀",
        "\x00",
        "a\x00b",
        "\ud800",
        "\udfff모니터",
        "İ",
        "ß",
        "Ⅳ",
        "漢字",
        "\u200b",
    ),
    *("x" * 10_000, "가" * 10_000, "ㅁ" * 10_000, "가나 다라 " * 2_000),
)
PIECES = st.sampled_from([*'abㄱㅏ가힣"#@-:+*()^{} 1é😀\u200d\x00\ud800漢', "회사:", "tag:", "모니터", "배포"])


@pytest.mark.parametrize("typed", ODD)
def test_nothing_that_is_typed_raises(library: Library, typed: str) -> None:
    assert library.find(typed).query == typed
    library.completed(typed)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_mixture_raises_and_every_mark_lies_in_its_text(typed: str) -> None:
    with opened(POSTS) as library:
        titles = {document.number: document.title for document in POSTS}
        found = library.find(typed)
        for hit in (*found.hits, *found.suggestions):
            assert all(0 <= start < end <= len(titles[hit.number]) for start, end in hit.title_marks)
            excerpts = [why.excerpt for why in hit.why if why.excerpt]
            assert all(0 <= start < end <= len(each.text) for each in excerpts for start, end in each.marks)


@pytest.mark.parametrize("title", ["😀", "!!!", "ㅁ", "漢字", "a" * 500, "\u200b"])
def test_odd_titles_are_taken_in(title: str) -> None:
    document = Document(number=1, title=title, body=title * 3, tags=("", "#", title))
    with opened([document]) as library:
        library.find(title)
        assert library.engine.check(library.connection, [document]) == ()
