"""Hangul syllables and their letters (jamo). Letters are the compatibility ones, as they are typed: ㄱ, not ᄀ."""

INITIALS = tuple("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
VOWELS = tuple("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_FIRST, _LAST = 0xAC00, 0xD7A3
_CONSONANTS = frozenset((*INITIALS, *FINALS[1:]))


def is_syllable(char: str) -> bool:
    """Is this one complete syllable, such as 한?"""
    return _FIRST <= ord(char) <= _LAST


def is_jamo(char: str) -> bool:
    """Is this a letter on its own, such as ㅎ or ㅏ?"""
    return "ㄱ" <= char <= "ㅣ"


def is_hangul(char: str) -> bool:
    """Is this a syllable or a letter of Hangul?"""
    return is_syllable(char) or is_jamo(char)


def is_consonant(char: str) -> bool:
    """Is this a consonant on its own?"""
    return char in _CONSONANTS


def split_syllable(syllable: str) -> tuple[str, str, str]:
    """The initial, vowel and final ('' when open) of one syllable."""
    index = ord(syllable) - _FIRST
    return INITIALS[index // 588], VOWELS[index % 588 // 28], FINALS[index % 28]


def join_syllable(initial: str, vowel: str, final: str = "") -> str:
    """The syllable of these letters."""
    index = (INITIALS.index(initial) * 21 + VOWELS.index(vowel)) * 28 + FINALS.index(final)
    return chr(_FIRST + index)


def initials(text: str) -> str:
    """The initial consonants (초성) of the syllables of a text; consonants on their own stay, all else goes."""
    return "".join(
        split_syllable(char)[0] if is_syllable(char) else char
        for char in text
        if is_syllable(char) or is_consonant(char)
    )


def is_initials(text: str) -> bool:
    """Are these only consonants on their own, as when somebody types 초성?"""
    return bool(text) and all(map(is_consonant, text))


def without_final(word: str) -> str:
    """The word with its last syllable opened: 모니털 → 모니터; unchanged when it ends otherwise."""
    if not word or not is_syllable(word[-1]):
        return word
    initial, vowel, _ = split_syllable(word[-1])
    return word[:-1] + join_syllable(initial, vowel)
