"""Key-press space: what the fingers pressed, whichever layout was on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text.keys import hangul_of, key_count, keys, layout_swapped, strokes

WORDS = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@given(WORDS)
def test_strokes_typed_on_the_korean_layout_give_the_word_back(word: str) -> None:
    assert hangul_of(strokes(word)) == word


@given(WORDS)
def test_every_beginning_of_the_strokes_composes_as_an_input_method_shows_it(word: str) -> None:
    pressed = strokes(word)
    for size in range(1, len(pressed)):
        assert strokes(hangul_of(pressed[:size])) == pressed[:size]


@given(WORDS)
def test_keys_are_counted_character_by_character(word: str) -> None:
    assert sum(map(key_count, word)) == len(keys(word))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ahslxjfld", "모니터링"), ("ㅓㅁㅍㅁ", "java"), ("Tjemvkxl", "써드파티"), ("뇬ㅅ드", "system"), ("rkqt", "값")],
)
def test_the_wrong_layout_is_undone_in_both_directions(typed: str, meant: str) -> None:
    assert layout_swapped(typed) == meant


def test_shift_is_forgiven() -> None:
    assert keys("써드파티") == keys("서드파티")


def test_a_half_typed_syllable_is_a_beginning_of_the_word() -> None:
    for half in ("모니터ㄹ", "모니털", "모니터리"):
        assert keys("모니터링").startswith(keys(half))


def test_latin_text_and_signs_stay_as_they_are() -> None:
    assert strokes("K8s, C++!") == "K8s, C++!"
