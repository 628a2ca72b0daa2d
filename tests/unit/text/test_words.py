"""Words: runs of one script."""

from store.text.unicode import fold
from store.text.words import word_texts, words


def test_scripts_are_parted_and_names_with_signs_stay_whole() -> None:
    text = fold("DevOps는 C++과 C#, ES2015+ Node.js k8s 모니터ㄹ")
    assert word_texts(text) == ["devops", "는", "c++", "과", "c#", "es2015+", "node", "js", "k8s", "모니터ㄹ"]


def test_a_sign_between_words_belongs_to_none() -> None:
    assert word_texts("b+tree a#b _x_") == ["b", "tree", "a", "b", "x"]


def test_words_know_their_places() -> None:
    (first, second) = words("go로 ")
    assert (first.text, first.start, first.end, first.is_hangul) == ("go", 0, 2, False)
    assert (second.text, second.start, second.end, second.is_hangul) == ("로", 2, 3, True)
