"""The price of slips of the fingers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text.keys import keys
from store.text.slips import slip_cost, slip_cost_of_prefix

KEYS = st.text("asdfjkl", max_size=8)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("데브곱스", "데브옵스"),
        ("젖아소", "저장소"),
        ("컴퓨ㅠ터", "컴퓨터"),
        ("커마일", "컴파일"),
        ("라이선스", "라이센스"),
        ("gitalb", "gitlab"),
    ],
)
def test_one_slip_costs_less_than_one_key(typed: str, word: str) -> None:
    assert 0 < slip_cost(keys(typed), keys(word)) < 1


def test_a_neighbouring_key_is_cheaper_than_a_far_one() -> None:
    assert slip_cost("kubernwtes", "kubernetes") < slip_cost("kubernmtes", "kubernetes")


def test_a_doubled_key_is_cheaper_than_a_strange_one() -> None:
    assert slip_cost("reddis", "redis") < slip_cost("repdis", "redis")


def test_a_word_half_typed_with_a_slip_is_priced_by_its_beginning() -> None:
    price, length = slip_cost_of_prefix("kubwr", "kubernetes")
    assert price < 1
    assert length == len("kuber")


@given(KEYS, KEYS)
def test_equal_words_cost_nothing_and_others_something(one: str, other: str) -> None:
    assert (slip_cost(one, other) == 0) == (one == other)
