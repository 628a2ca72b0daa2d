"""Syllables and their letters."""

from hypothesis import given
from hypothesis import strategies as st

from store.text.hangul import initials, is_initials, join_syllable, split_syllable, without_final

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)


@given(SYLLABLES)
def test_a_syllable_is_its_letters(syllable: str) -> None:
    assert join_syllable(*split_syllable(syllable)) == syllable


def test_initials_leave_out_everything_but_hangul() -> None:
    assert initials("모니터링 DevOps 도입기 ㅋ") == "ㅁㄴㅌㄹㄷㅇㄱㅋ"


def test_only_consonants_on_their_own_are_initials() -> None:
    assert is_initials("ㅁㄴㅌㄹ")
    assert not is_initials("ㅁㅏ")
    assert not is_initials("모ㄴ")
    assert not is_initials("")


def test_the_last_syllable_is_opened() -> None:
    assert without_final("모니털") == "모니터"
    assert without_final("모니터") == "모니터"
    assert without_final("api") == "api"
