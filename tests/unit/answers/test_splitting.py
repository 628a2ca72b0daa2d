"""Where sentences begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.splitting import sentences

_PIECES = st.sampled_from(
    [
        "캐시예요.",
        "다.",
        " ",
        "\n",
        "1) ",
        "2.3",
        "JavaScript",
        "jQuery",
        "https://a.example/b.html",
        "?",
        "!",
        "(",
        ")",
        "가나다",
        "Q. ",
        "v1.2",
        "…",
        "“",
        "”",
        "다음으로 ",
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("첫 문장입니다. 둘째 문장이에요.", ["첫 문장입니다. ", "둘째 문장이에요."]),
        ("변경했답니다.우선 이것부터 봅니다.", ["변경했답니다.", "우선 이것부터 봅니다."]),
        ("읽을 수 있다.2) 잠금이 없다.", ["읽을 수 있다.", "2) 잠금이 없다."]),
        ("SERIALIZE1) 가장 강력합니다.", ["SERIALIZE", "1) 가장 강력합니다."]),
        ("필요한 구성입니다.LESSLESS는 라이브러리입니다.", ["필요한 구성입니다.", "LESS", "LESS는 라이브러리입니다."]),
        ("메시지를 등록Trigger - 큐를 조회", ["메시지를 등록", "Trigger - 큐를 조회"]),
    ],
)
def test_sentences_are_found_where_spaces_and_line_breaks_were_lost(text: str, expected: list[str]):
    assert list(sentences(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "파이썬 3.11부터 됩니다",
        "d3.js는 좋습니다",
        "예를 들어 e.g. 이런 것",
        "https://a.example/b?c=d 를 보세요",
        "두 언어는 비슷하지만 다릅니다",
    ],
)
def test_versions_names_and_addresses_stay_whole(text: str):
    assert sentences(text) == (text,)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_the_sentences_of_anything_joined_are_the_text(text: str):
    assert "".join(sentences(text)) == text
    assert all(sentences(text))
