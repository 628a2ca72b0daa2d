"""Particles and endings, cut off by rule."""

import pytest

from store.text.particles import is_bound_word, is_ending, is_postposition, shortest_stem, stems


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("모니터링을", "모니터링"),
        ("배포하는", "배포"),
        ("개발자들에게", "개발자"),
        ("비트마스크했던", "비트마스크"),
        ("쿠버네티스에서는", "쿠버네티스"),
        ("큐를", "큐"),
    ],
)
def test_the_stem_is_among_the_stems(word: str, stem: str) -> None:
    assert stem in stems(word)


def test_longer_stems_come_first_and_never_the_word_itself() -> None:
    assert stems("개발자들에게") == ("개발자들", "개발자")


def test_latin_words_and_half_typed_ones_have_no_stems() -> None:
    assert stems("kubernetes") == ()
    assert stems("모니터링으ㄹ") == ()
    assert stems("") == ()


def test_the_shortest_stem_keeps_two_syllables() -> None:
    assert shortest_stem("회의") == "회의"
    assert shortest_stem("모니터링하는") == "모니터링"


def test_words_that_carry_no_topic_are_known() -> None:
    assert is_bound_word("어떻게")
    assert is_postposition("대한")
    assert is_ending("에서")
    assert not is_bound_word("모니터링")
