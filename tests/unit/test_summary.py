"""Sentences, summaries and reading time of a post."""

from bot.prose import plain_paragraphs, reading_minutes, sentences
from bot.summary import summarise

POST = """# 캐시 이야기

캐시는 느린 일을 두 번 하지 않으려고 결과를 적어 두는 곳입니다. 만료 시간이 길면 오래된 값이 보입니다.

- **만료**가 한꺼번에 오면 [원본](https://db.example)이 몰린 요청을 감당하지 못합니다.

```python
cache.set("a", 1)  # 이 줄은 문장이 아닙니다.
```

| 표 | 값 |
"""


def test_markup_code_headings_and_tables_are_not_prose():
    assert plain_paragraphs(POST) == (
        "캐시는 느린 일을 두 번 하지 않으려고 결과를 적어 두는 곳입니다. 만료 시간이 길면 오래된 값이 보입니다.",
        "만료가 한꺼번에 오면 원본이 몰린 요청을 감당하지 못합니다.",
    )


def test_sentences_part_even_where_the_space_was_lost_but_not_inside_versions():
    glued = "설치했습니다.우선 Python 3.11을 씁니다. 왜 그럴까요? 이유는 v1.2.3에서 바뀐 기본값입니다."
    assert sentences(glued) == (
        "설치했습니다.",
        "우선 Python 3.11을 씁니다.",
        "왜 그럴까요?",
        "이유는 v1.2.3에서 바뀐 기본값입니다.",
    )


def test_a_summary_is_three_sentences_of_the_post_in_their_order():
    body = " ".join(f"{place}번째로 캐시 만료를 다룬 문장을 하나 적어 둡니다." for place in range(1, 9))
    chosen = summarise("캐시 만료", body)
    assert len(chosen) == 3
    assert all(one in body for one in chosen)
    assert list(chosen) == sorted(chosen, key=body.index)


def test_a_post_without_sentences_has_what_there_is():
    assert summarise("제목", "") == ()
    assert summarise("제목", "짧다.") == ("짧다.",)


def test_reading_takes_at_least_a_minute_and_grows_with_the_text():
    assert reading_minutes("") == 1
    assert reading_minutes("가" * 2500) == 5
    assert reading_minutes("word " * 460) == 2
