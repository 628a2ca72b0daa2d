"""What is shown of a body."""

import pytest

from bot.search import Excerpt
from store.search.engine import Document
from store.search.marking import BodyMarker
from store.text.unicode import cluster_borders
from tests.unit.search.library import marked, opened


def excerpt_of(body: str, query: str) -> Excerpt:
    with opened([Document(number=1, title="제목", body=body)]) as library:
        excerpt = library.first(query).why[0].excerpt
        assert excerpt is not None
        return excerpt


@pytest.mark.parametrize(
    "body",
    [
        "> > 조건은 **데드락** [발생](https://example.org/a) 조건이다.<br>끝",
        "##### 데드락 발생 조건",
        "- [ ] 데드락 `발생` 조건",
        "| 이름 | 값 |\n|---|---|\n| 데드락 발생 | 1 |",
        "<p>데드락 발생</p>",
    ],
)
def test_an_excerpt_is_text_without_markup(body: str) -> None:
    excerpt = excerpt_of(body, "데드락 발생")
    assert marked(excerpt.text, excerpt.marks) == ["데드락 발생"]
    assert not any(sign in excerpt.text for sign in (">", "<", "#", "[", "http", "**", "`", "|", "&"))


def test_a_phrase_across_lines_is_shown_in_one() -> None:
    excerpt = excerpt_of("앞 줄은 데드락\n발생 조건을 적었다.", "데드락 발생")
    assert excerpt.text == "앞 줄은 데드락 발생 조건을 적었다."


@pytest.mark.parametrize("filler", ["👨‍👩‍👧‍👦", "e\u0301", "각", "🇰🇷", "👍🏽"])
def test_an_excerpt_is_never_cut_inside_a_character(filler: str) -> None:
    for before in range(30, 50):
        body = filler * before + "데드락 발생" + filler * 150
        excerpt = BodyMarker(body).excerpt([(len(filler) * before, len(filler) * before + 6)])
        assert excerpt is not None
        start = body.find(excerpt.text)
        borders = cluster_borders(body)
        assert start in borders
        assert start + len(excerpt.text) in borders
