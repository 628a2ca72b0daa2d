"""Folding: one spelling for every way to write a text, without losing where its characters stood."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from store.text.unicode import fold, fold_with_origins, widen


def test_decomposed_hangul_is_composed() -> None:
    assert fold(unicodedata.normalize("NFD", "모니터링")) == "모니터링"


def test_single_consonants_stay_letters_that_people_type() -> None:
    assert fold("ㅁㄴㅌㄹ") == "ㅁㄴㅌㄹ"
    assert fold("\u1100") == "ㄱ"


def test_full_width_letters_become_ordinary_ones() -> None:
    assert fold("ＫＵＢＥ　１") == "kube 1"


def test_control_characters_and_lone_surrogates_become_spaces() -> None:
    assert fold("a\x00b\ud800c") == "a b c"


def test_origins_lead_back_to_the_characters_as_written() -> None:
    text = unicodedata.normalize("NFD", "한글") + "İX"
    folded, origins = fold_with_origins(text)
    assert folded.startswith("한글")
    assert text[origins[1] : origins[2]] == unicodedata.normalize("NFD", "글")
    assert origins[-1] == len(text)


def test_a_mark_never_cuts_a_family_of_emoji() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert widen(f"a{family}b", 2, 3) == (1, 1 + len(family))


@given(st.text(max_size=40))
def test_folding_is_stable_and_origins_ascend(text: str) -> None:
    folded, origins = fold_with_origins(text)
    assert len(origins) == len(folded) + 1
    assert list(origins) == sorted(origins)
    assert fold(fold(text)) == fold(text)
