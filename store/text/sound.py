"""How a word sounds, coarsely, the same for Hangul and Latin: 쿠버네티스 and kubernetes meet here.

A sound is consonants and vowels by turns in a small alphabet: one letter for each group of consonants that Korean
spelling of foreign words mixes up (ㄱㄲㅋ k · ㄷㄸㅌ t · ㅂㅃㅍ p · ㅈㅉㅊ c · ㅅ s · ㄹ l · ㄴ n · ㅁ m ·
ㅎ h · ㅇ g), five vowels. ㅡ is no vowel here: Korean puts it where English has none.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from store.text.hangul import is_syllable, split_syllable

CONSONANTS = "kntlmpscgh"
_CLASS_OF = dict(zip("ㄱㄲㅋㄴㄷㄸㅌㄹㅁㅂㅃㅍㅅㅆㅈㅉㅊㅎ", "kkkntttlmpppssccch", strict=True))
_FINAL_CLASS = {"ㅅ": "t", "ㅆ": "t", "ㅈ": "t", "ㅊ": "t", "ㅇ": "g", "ㅎ": ""}
_VOWEL_OF = dict(zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", "aaaaeeeeoaeeoueeiu-ii", strict=True))

# Spelling to sound, first match wins; what Korean ears make of English, not what a phonetician would.
_ENGLISH = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?:tion|sion|cian)(?=s?$|al)", "sen"),
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "l"),
        (r"^ps", "s"),
        (r"^x", "c"),
        (r"ture(?=s?$)", "ce"),
        (r"dge", "c"),
        (r"tch|sch(?=e)", "c"),
        (r"ch(?=[rl])", "k"),
        (r"ch", "c"),
        (r"sh", "s"),
        (r"ph", "p"),
        (r"th", "s"),
        (r"igh", "ai"),
        (r"gh", "k"),
        (r"ck|cq|qu|q", "k"),
        (r"sc(?=[eiy])", "s"),
        (r"c(?=[eiy])", "s"),
        (r"x", "ks"),
        (r"ng(?=$|[^aeiouy])|n(?=k)", "g"),
        (r"g(?=[eiy])|dj|j|z", "c"),
        (r"c|k|g", "k"),
        (r"[bfvp]", "p"),
        (r"[dt]", "t"),
        (r"r(?=$|[^aeiouy])", ""),
        (r"[lr]", "l"),
        (r"s", "s"),
        (r"n", "n"),
        (r"m", "m"),
        (r"h(?=[aeiouy])", "h"),
        (r"ee|ea|ie|y", "i"),
        (r"oo|ou|ew", "u"),
        (r"ai|ay|a", "a"),
        (r"e(?=s?$)", ""),
        (r"ei|e", "e"),
        (r"i", "i"),
        (r"ow|oa|o", "o"),
        (r"u", "u"),
        (r".", ""),
    )
)


@lru_cache(maxsize=32768)
def sound(word: str) -> str:
    """The sound of a folded word; '' where it has none (digits)."""
    spelled = _korean(word) if any(map(is_syllable, word)) else _english(word)
    return re.sub(r"(.)\1+", r"\1", spelled)


def skeleton(heard: str) -> str:
    """Only the consonants of a sound, without h, which comes and goes."""
    return "".join(letter for letter in heard if letter in CONSONANTS and letter != "h")


def likeness(one: str, other: str) -> float:
    """How alike two sounds are, 0 to 1: consonants count double, their order counts, vowels forgive each other."""
    consonants = _similarity(skeleton(one), skeleton(other))
    return (2 * consonants + _similarity(one, other)) / 3


def near_skeletons(bones: str) -> set[str]:
    """The skeleton and those one consonant away from it (longer, shorter or another)."""
    near = {bones}
    for at in range(len(bones) + 1):
        near.update(bones[:at] + letter + bones[at:] for letter in CONSONANTS)
        if at < len(bones):
            near.add(bones[:at] + bones[at + 1 :])
            near.update(bones[:at] + letter + bones[at + 1 :] for letter in CONSONANTS)
    return near


def _similarity(one: str, other: str) -> float:
    return OSA.normalized_similarity(one, other)


def _korean(word: str) -> str:
    letters: list[str] = []
    for char in filter(is_syllable, word):
        initial, vowel, final = split_syllable(char)
        letters.append(_CLASS_OF.get(initial, ""))
        letters.append(_VOWEL_OF[vowel].replace("-", ""))
        letters.extend(_FINAL_CLASS.get(part, _CLASS_OF.get(part, "")) for part in final)
    return "".join(letters)


def _english(word: str) -> str:
    letters: list[str] = []
    word = re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", word)
    at = 0
    while at < len(word):
        for pattern, heard in _ENGLISH:
            found = pattern.match(word, at)
            if found and found.end() > at:
                letters.append(heard)
                at = found.end()
                break
    return "".join(letters)
