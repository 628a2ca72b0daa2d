"""Sounds: Hangul and Latin spellings of one word meet."""

import pytest

from store.text.sound import likeness, near_skeletons, skeleton, sound


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("쿠버네티스", "kubernetes"),
        ("데브옵스", "devops"),
        ("자바", "java"),
        ("파이어폭스", "firefox"),
        ("시맨틱", "semantic"),
        ("크롬", "chrome"),
        ("도커", "docker"),
        ("클래스", "class"),
    ],
)
def test_a_loan_word_sounds_like_its_origin(korean: str, english: str) -> None:
    assert likeness(sound(korean), sound(english)) > 0.75
    assert skeleton(sound(english)) in near_skeletons(skeleton(sound(korean)))


def test_other_words_do_not() -> None:
    assert likeness(sound("배포"), sound("deploy")) < 0.5
    assert likeness(sound("상속"), sound("inheritance")) < 0.5


def test_digits_and_signs_have_no_sound() -> None:
    assert sound("2024") == ""
