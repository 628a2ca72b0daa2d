"""The sentences that stand next to a quote."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.choosing import MOST_CHARACTERS, MOST_SENTENCES
from bot.answers.continuing import more
from bot.answers.quoting import essence
from tests.unit.answers.library import ADR, STAMPEDE, STORIES

FIRST = "ADR은 아키텍처 결정 하나를 짧은 문서 하나로 남기는 방식입니다."


def said(body: str, *quoted: str) -> list[str]:
    return [quote.text for quote in more("제목", body, quoted)]


def test_what_follows_the_first_quote_comes_next():
    assert said(ADR, FIRST)[0] == "마이클 나이가드가 2011년에 제안했습니다."


def test_pressing_again_goes_on_and_ends():
    seen, pages = [FIRST], 0
    while page := said(ADR, *seen):
        assert not set(page) & set(seen)
        seen += page
        pages += 1
    assert pages
    assert said(ADR, *seen) == []


def test_at_the_end_of_a_story_what_stands_before_is_shown():
    assert said(ADR, "생각이 바뀌면 새 ADR을 씁니다.")[-1] == "승인한 문서는 내용을 고치지 않습니다."


def test_a_quote_that_was_cut_off_is_found_again():
    assert said(ADR, f"{FIRST[:20]}…")[0] == "마이클 나이가드가 2011년에 제안했습니다."


def test_the_heading_above_is_named():
    (quote, *_) = more("캐시", STAMPEDE, ["이걸 캐시 스탬피드라고 불러요."])
    assert quote.under == "왜 하필 정각이었나"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([story.body for story in STORIES]), st.lists(st.text(max_size=30), max_size=3), st.text(max_size=80)
)
def test_every_quote_is_verbatim_and_within_the_limits(body: str, quoted: list[str], tail: str):
    quotes = more("제목", body + tail, quoted)
    assert len(quotes) <= MOST_SENTENCES
    assert sum(len(quote.text) for quote in quotes) <= MOST_CHARACTERS
    assert all(essence(quote.text.rstrip("… ")) in essence("제목" + body + tail) for quote in quotes)
