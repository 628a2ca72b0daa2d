"""Words as texts inflect them: 나눠 → 나누, 나눈, 나눌, 나눴; 몰라 → 모르, 모른. By rule, no dictionary."""

from store.text.hangul import is_syllable, join_syllable, split_syllable

_OPENED = {"ㅘ": "ㅗ", "ㅝ": "ㅜ", "ㅕ": "ㅣ", "ㅙ": "ㅚ"}
_JOINED = {opened: joined for joined, opened in _OPENED.items()}
_FINALS = ("ㄴ", "ㄹ", "ㅂ", "ㅁ")
_SHORTEST = 2


def inflections(root: str) -> tuple[str, ...]:
    """What the root of a verb may look like in texts, its stem first; empty for closed roots and single syllables."""
    stem = _stem(root)
    if len(stem) < _SHORTEST or not all(map(is_syllable, stem)) or split_syllable(stem[-1])[2]:
        return ()
    initial, vowel, _ = split_syllable(stem[-1])
    infinitive = stem[:-1] + join_syllable(initial, _JOINED.get(vowel, vowel))
    if stem[-1] == "르":
        before = split_syllable(stem[-2])
        bright = before[1] in "ㅏㅗ"
        infinitive = stem[:-2] + join_syllable(before[0], before[1], "ㄹ") + ("라" if bright else "러")
    ended = [stem[:-1] + join_syllable(initial, vowel, final) for final in _FINALS]
    return tuple(dict.fromkeys([stem, *ended, infinitive, _past(infinitive)]))


def is_contracted(word: str) -> bool:
    """Does a word end as a verb contracted with 아 or 어 (나눠, 몰라, 불러, 고쳐)?"""
    if len(word) < _SHORTEST or not all(map(is_syllable, word)):
        return False
    _, vowel, final = split_syllable(word[-1])
    return (not final and vowel in _OPENED) or (word[-1] in "라러" and split_syllable(word[-2])[2] == "ㄹ")


def adnominal_stem(word: str) -> str:
    """The stem of a verb before a noun: 줄일 (수) → 줄이, 나온 (것) → 나오; empty where the word cannot be one."""
    if len(word) < _SHORTEST or not is_syllable(word[-1]):
        return ""
    initial, vowel, final = split_syllable(word[-1])
    return word[:-1] + join_syllable(initial, vowel) if final in ("ㄴ", "ㄹ") else ""


def _stem(root: str) -> str:
    """A root without its past tense and contraction: 나눴 → 나누, 빨라 → 빠르."""
    if not root or not is_syllable(root[-1]):
        return root
    initial, vowel, final = split_syllable(root[-1])
    if final not in ("", "ㅆ"):
        return root
    if len(root) > 1 and initial == "ㄹ" and vowel in "ㅏㅓ" and is_syllable(root[-2]):
        before = split_syllable(root[-2])
        if before[2] == "ㄹ":
            return root[:-2] + join_syllable(before[0], before[1]) + "르"
    return root[:-1] + join_syllable(initial, _OPENED.get(vowel, vowel))


def _past(infinitive: str) -> str:
    initial, vowel, _ = split_syllable(infinitive[-1])
    return infinitive[:-1] + join_syllable(initial, vowel, "ㅆ")


def follows(stem: str, ending: str) -> bool:
    """May this ending stand behind this stem: 이, 을, 은, 과 only behind a consonant, 가, 를, 는, 와 behind a vowel?"""
    if not stem or not is_syllable(stem[-1]):
        return bool(stem)
    is_closed = bool(split_syllable(stem[-1])[2])
    return ending[:1] not in ("가", "를", "는", "와") if is_closed else ending[:1] not in ("이", "을", "은", "과")
