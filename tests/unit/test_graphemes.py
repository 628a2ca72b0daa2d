"""Cutting text where people see a border."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.graphemes import length, shorten


def test_a_family_emoji_and_a_decomposed_syllable_are_one_character():
    assert length("👨‍👩‍👧가\u0301") == 2


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("모니터링", 4, "모니터링"),
        ("모니터링", 3, "모니…"),
        ("가👨‍👩‍👧나", 4, "가…"),
        ("가 나다", 3, "가…"),
        ("가나", 1, "…"),
    ],
)
def test_text_is_cut_between_characters_with_an_ellipsis(text: str, limit: int, shown: str):
    assert shorten(text, limit) == shown


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_the_result_never_passes_the_limit(text: str, limit: int):
    assert len(shorten(text, limit)) <= max(limit, 1)
