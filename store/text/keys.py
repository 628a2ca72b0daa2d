"""Key-press space: what fingers press on a 2-beolsik keyboard, written as the Latin keys of the same place.

모니터링 is `ahslxjfld`. Korean and English then share one alphabet: the wrong layout in either direction, a half-typed
syllable (모니터ㄹ) and a missed Shift are the same keys.
"""

from functools import lru_cache

from store.text.hangul import FINALS, INITIALS, VOWELS, is_jamo, is_syllable, join_syllable, split_syllable

_KEY_OF = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "rRseEfaqQtTdwWczxvg", strict=True)) | dict(
    zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ", "koiOjpuPhynbml", strict=True)
)
_VOWEL_PAIRS = {
    "ㅗㅏ": "ㅘ",
    "ㅗㅐ": "ㅙ",
    "ㅗㅣ": "ㅚ",
    "ㅜㅓ": "ㅝ",
    "ㅜㅔ": "ㅞ",
    "ㅜㅣ": "ㅟ",
    "ㅡㅣ": "ㅢ",
}
_FINAL_PAIRS = {
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
_PARTS_OF = {whole: pair for pair, whole in (_VOWEL_PAIRS | _FINAL_PAIRS).items()}
_LETTER_OF = {key: letter for letter, key in _KEY_OF.items()}
_LETTER_OF |= {key.upper(): letter for key, letter in _LETTER_OF.items() if key.upper() not in _LETTER_OF}


def strokes(text: str) -> str:
    """The keys that type this text, with Shift as upper case; what is not Hangul stays as it is."""
    return "".join(map(_strokes_of, text))


def keys(text: str) -> str:
    """The keys that type this text, Shift or not: the form in which texts are compared."""
    return strokes(text).lower()


@lru_cache(maxsize=16384)
def key_count(char: str) -> int:
    """How many keys type this character."""
    return len(_strokes_of(char))


def layout_swapped(typed: str) -> str:
    """What the same keys type on the other layout: Latin becomes Hangul where there is any, Hangul becomes Latin."""
    if any(is_syllable(char) or is_jamo(char) for char in typed):
        return strokes(typed)
    return hangul_of(typed)


def hangul_of(latin: str) -> str:
    """The Hangul that these keys type, composed as an input method does; other characters stay."""
    return _compose([_LETTER_OF.get(char, char) for char in latin])


def initial_key(initial: str) -> str:
    """The key of one consonant, Shift or not; of a consonant pair, its first."""
    return _KEY_OF[_PARTS_OF.get(initial, initial)[0]].lower()


@lru_cache(maxsize=16384)
def _strokes_of(char: str) -> str:
    if is_syllable(char):
        return "".join(_strokes_of(letter) for letter in split_syllable(char) if letter)
    return "".join(_KEY_OF.get(letter, letter) for letter in _PARTS_OF.get(char, char))


def _compose(letters: list[str]) -> str:
    """Letters joined into syllables from left to right; those that find no syllable stay on their own."""
    composed: list[str] = []
    at = 0
    while at < len(letters):
        if letters[at] in INITIALS and at + 1 < len(letters) and letters[at + 1] in VOWELS:
            vowel, after_vowel = _longest(letters, at + 1, _VOWEL_PAIRS)
            final, end = _final(letters, after_vowel)
            composed.append(join_syllable(letters[at], vowel, final))
            at = end
        else:
            letter, at = _longest(letters, at, _VOWEL_PAIRS)
            composed.append(letter)
    return "".join(composed)


def _longest(letters: list[str], at: int, pairs: dict[str, str]) -> tuple[str, int]:
    """The letter at this place, or the pair it opens, and the place after it."""
    pair = pairs.get("".join(letters[at : at + 2]))
    return (pair, at + 2) if pair else (letters[at], at + 1)


def _final(letters: list[str], at: int) -> tuple[str, int]:
    """The final consonant standing here, unless the next syllable needs it as its initial."""
    if at >= len(letters) or letters[at] not in FINALS or _is_vowel_at(letters, at + 1):
        return "", at
    pair = _FINAL_PAIRS.get("".join(letters[at : at + 2]))
    if pair and not _is_vowel_at(letters, at + 2):
        return pair, at + 2
    return letters[at], at + 1


def _is_vowel_at(letters: list[str], at: int) -> bool:
    return at < len(letters) and letters[at] in VOWELS
