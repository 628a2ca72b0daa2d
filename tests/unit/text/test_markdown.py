"""Markdown as people read it."""

import pytest

from store.text.markdown import readable


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# 제목\n\n본문", "제목 본문"),
        ("> > 인용 **굵게** <br> 다음", "인용 굵게 다음"),
        ("[데드락](https://x.y/z)과 ![그림](a.png) [참고][1]", "데드락과 참고"),
        ("- 하나\n* 둘\n1. 셋", "하나 둘 1. 셋"),
        ("| a | b |\n|:--|--:|\n| 1 | 2 |", "a b 1 2"),
        ("```java\nList<String> x = [a](b);\n# 주석\n```", "List<String> x = [a](b); # 주석"),
        ("제네릭 List<T>와 a*b*c, snake_case, __init__", "제네릭 List<T>와 a*b*c, snake_case, __init__"),
        ("C# 과 #태그", "C# 과 #태그"),
        ("a &lt; b <!-- 숨김 --> &amp; c", "a < b & c"),
        ("***\n끝\n===", "끝"),
        ("", ""),
    ],
)
def test_markup_goes_and_words_stay(markdown: str, text: str) -> None:
    assert readable(markdown) == text
