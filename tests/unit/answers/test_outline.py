"""The pieces of a post and what they stand under."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.outline import Kind, context, outline
from store.answers.index import pack, quotable, unpack

_LINES = st.sampled_from(
    [
        "# 제목",
        "## 왜 그런가요?",
        "- 항목",
        "  - 안쪽 항목",
        "1. 첫째",
        "> 인용",
        "```",
        "코드 = 1",
        "| a | b |",
        "|---|---|",
        "",
        "문장입니다.",
        "줄이 길어서 다음 줄로 이어지는 문장의 앞부분이 여기까지 있고",
        "**굵게**",
        "<br>",
        "    들여쓴 줄",
    ]
)


def standing_under(body: str, text: str) -> list[str]:
    pieces = outline(body)
    at = next(nth for nth, piece in enumerate(pieces) if body[piece.start : piece.end].strip() == text)
    return [body[pieces[other].start : pieces[other].end].strip() for other in context(pieces, at)]


def test_a_sentence_stands_under_its_headings():
    assert standing_under("# 큰 제목\n\n## 작은 제목\n\n문장입니다.\n", "문장입니다.") == ["## 작은 제목", "# 큰 제목"]


def test_an_inner_item_stands_under_the_outer_one():
    assert standing_under("# 조건\n\n- 점유 대기\n  - 자원을 기다린다\n", "- 자원을 기다린다") == [
        "- 점유 대기",
        "# 조건",
    ]


def test_a_row_stands_under_the_head_of_its_table():
    assert standing_under("| 이름 | 값 |\n|---|---|\n| a | 1 |\n", "| a | 1 |") == ["| 이름 | 값 |"]


def test_code_is_code_even_where_it_looks_like_a_heading():
    body = "```\n# 주석\n```\n끝.\n"
    kinds = {body[piece.start : piece.end].strip(): piece.kind for piece in outline(body)}
    assert kinds["# 주석"] is Kind.CODE
    assert kinds["끝."] is Kind.SENTENCE


@given(st.one_of(st.text(), st.lists(_LINES).map("\n".join)))
def test_the_pieces_of_anything_joined_are_the_body(body: str):
    pieces = outline(body)
    assert "".join(body[piece.start : piece.end] for piece in pieces) == body
    assert all(-1 <= piece.parent < nth for nth, piece in enumerate(pieces))


@given(st.lists(_LINES).map("\n".join))
def test_pieces_survive_being_kept(body: str):
    kept = quotable(body)
    assert unpack(pack(kept)) == kept
    assert all(-1 <= piece.parent < nth for nth, piece in enumerate(kept))
