"""What a question asks for."""

import pytest

from bot.answers.kinds import Kind, asked_unit, heads, kind_of, shows, shows_unit
from store.answers.clues import clues_of
from store.answers.lexicon import spelled_letters, synonyms, verb_roots
from store.search import aliases
from tests.unit.answers.library import library


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("누가 담당했나요?", Kind.WHO),
        ("언제 나왔어?", Kind.WHEN),
        ("어디에 저장돼?", Kind.WHERE),
        ("몇 개까지 저장돼?", Kind.NUMBER),
        ("왜 느린가요", Kind.WHY),
        ("어떻게 막아요?", Kind.HOW),
        ("커서랑 오프셋 차이", Kind.DIFFERENCE),
        ("멀티스레드 단점", Kind.LIST),
        ("adr이 뭐야?", Kind.DEFINITION),
        ("오프라인에서도 되나?", Kind.WHETHER),
    ],
)
def test_a_question_is_of_its_kind(question: str, kind: Kind):
    assert kind_of(question) is kind


def test_a_unit_that_is_asked_for_is_seen_in_the_answer():
    assert asked_unit("쿠키는 몇 개까지?") == "개"
    assert shows_unit("개", "한 도메인당 20개까지예요")
    assert not shows_unit("개", "개발자가 많아요")


def test_a_reason_looks_like_one_and_its_heading_too():
    assert shows(Kind.WHY, "행을 읽고 버리기 때문이에요.")
    assert heads(Kind.WHY, "## 원인")
    assert not heads(Kind.WHO, "## 원인")


def test_letters_spelled_in_korean_are_latin():
    assert spelled_letters("씨에스알에프") == "csrf"
    assert spelled_letters("씨앗") == ""


def test_endings_and_synonyms_are_known():
    assert "늘" in verb_roots("늘었어요")
    assert "방어" in synonyms("막으려면")


def test_words_that_only_ask_are_no_clues():
    connection = library()
    words = [clue.word for clue in clues_of(connection, "캐시 스탬피드가 뭐야? 알려줘", aliases.known(connection))]
    assert words == ["캐시 스탬피드"]
    assert clues_of(connection, "뭐야?", aliases.known(connection)) == ()


def test_a_misheard_foreign_word_finds_its_latin_spelling():
    connection = library()
    (clue,) = clues_of(connection, "람브다", aliases.known(connection))
    assert "lambda" in {variant.text for variant in clue.variants}
