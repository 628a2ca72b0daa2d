"""Which form of a Korean particle (조사) follows a text, Latin letters and digits included.

A particle follows the sound of the last syllable. Hangul writes that sound; digits and Latin letters are
taken as Korean developers say them: letter by letter (SQL 에스큐엘), as a number (10 십), or as a word, whose
sound is guessed from its last letters after the 외래어 표기법 (Python 파이썬, Git 깃, React 리액트).
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Ending(Enum):
    """What the last syllable ends in, as far as a particle can tell."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    CONSONANT = "consonant"
    UNREADABLE = "unreadable"


# Each pair (the form after a consonant / after a vowel) with the notation that leaves the choice open.
PAIRS: Mapping[str, str] = MappingProxyType(
    {
        "을/를": "을(를)",
        "이/가": "이(가)",
        "은/는": "은(는)",
        "과/와": "과(와)",
        "으로/로": "(으)로",
        "이에요/예요": "이에요(예요)",
        "아/야": "아(야)",
        "이라/라": "(이)라",
    }
)


def with_particle(text: str, pair: str) -> str:
    """`text` and behind it the form of `pair` that it takes: `Redis` and `을/를` give `Redis를`."""
    return text + particle(text, pair)


def particle(text: str, pair: str) -> str:
    """The form of `pair` (one of PAIRS, else KeyError) after `text`; both where its end cannot be read."""
    both = PAIRS[pair]
    after_consonant, after_vowel = pair.split("/")
    match ending(text):
        case Ending.UNREADABLE:
            return both
        case Ending.VOWEL:
            return after_vowel
        case Ending.RIEUL:
            return after_vowel if pair == "으로/로" else after_consonant
        case Ending.CONSONANT:
            return after_consonant


def ending(text: str) -> Ending:
    """What the last readable character of `text` ends in; quotes, brackets, marks and emoji are silent."""
    readable = _without_silent_end(unicodedata.normalize("NFKC", text.translate(_SILENT_LETTERS)))
    if not readable:
        return Ending.UNREADABLE
    last = readable[-1]
    if last in _SIGNS:
        return _SIGNS[last]
    if "가" <= last <= "힣":
        return _of_syllable(last)
    number = _NUMBER_END.search(readable)
    if number:
        return _of_syllable(_read_number(number)[-1])
    latin = _LATIN_END.search(_without_accents(readable))
    return _of_latin(latin[0]) if latin else _of_lone_jamo(last)


_SILENT_LETTERS = {ord("™"): None, ord("℠"): None}  # NFKC would spell them out

_LONGEST_END = 64  # characters that can matter: no word or number that is read is longer
_SIGNS = {"%": Ending.VOWEL, "+": Ending.VOWEL, "#": Ending.CONSONANT}  # 퍼센트, 플러스, 샵: 50%, C++, C#


def _without_silent_end(text: str) -> str:
    end = len(text)
    while end and not _is_read(text, end - 1):
        end -= 1
    return text[:end][-_LONGEST_END:]


def _is_read(text: str, at: int) -> bool:
    if text[at] in _SIGNS:
        return at > 0 and (text[at - 1].isalnum() or text[at - 1] in _SIGNS)
    return unicodedata.category(text[at])[0] in "LN"


def _of_syllable(syllable: str) -> Ending:
    # Unicode 3.12: syllables run in blocks of 28 finals, none first and ㄹ eighth.
    final = (ord(syllable) - ord("가")) % 28
    return {0: Ending.VOWEL, 8: Ending.RIEUL}.get(final, Ending.CONSONANT)


def _of_lone_jamo(jamo: str) -> Ending:
    """Consonants are called by name (기역, 리을), vowels by sound. NFKC made all of them conjoining jamo."""
    if jamo == "ᄅ":
        return Ending.RIEUL
    if "ᄀ" <= jamo <= "ᄒ" or "ᆨ" <= jamo <= "ᇂ":
        return Ending.CONSONANT
    return Ending.VOWEL if "ᅡ" <= jamo <= "ᅵ" else Ending.UNREADABLE


_NUMBER_END = re.compile(r"(?P<letter>[A-Za-z])?(?P<whole>[0-9][0-9,]*)(?P<fraction>\.[0-9]+)?$")
_DIGITS = "영일이삼사오육칠팔구"
_ENGLISH_DIGITS = ("제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에잇", "나인")
_TENS = "십백천"
_MYRIADS = "만억조경해"


def _read_number(number: re.Match[str]) -> str:
    """The last word of a number, in Korean; one digit behind a letter in English (S3 에스쓰리, M1 엠원)."""
    whole = number["whole"].replace(",", "")
    if number["fraction"]:
        return _DIGITS[int(number["fraction"][-1])]
    if number["letter"] and len(whole) == 1:
        return _ENGLISH_DIGITS[int(whole)]
    zeros = len(whole) - len(whole.rstrip("0"))
    if zeros == 0 or whole.startswith("0"):
        return _DIGITS[int(whole[-1])]
    return _last_unit(zeros)


def _last_unit(zeros: int) -> str:
    """The unit a number with so many zeros at its end is read with: 2 백, 4 만, 5 (십)만."""
    if zeros <= len(_TENS):
        return _TENS[zeros - 1]
    return _MYRIADS[min(zeros // 4, len(_MYRIADS)) - 1]


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")


_LATIN_END = re.compile(r"[A-Za-z]+$")
_LAST_HUMP = re.compile(r"[A-Z]?[a-z]+$|[A-Z]+$")  # of camel case: TypeScript Script, MySQL SQL
_VOWELS = frozenset("aeiouy")
_LONGEST_SPELLED = 4  # longer capitals with vowels are read as words: JSON letter by letter, DOCKER not
_SHORTEST_COMPOUND = 4  # known words of this length also end longer ones: healthcheck, prototype

# Words whose sound the rules below would miss, with the way they are read.
_READINGS: Mapping[str, str] = MappingProxyType(
    {
        "aop": "에이오피", "bit": "비트", "check": "체크", "cidr": "사이더", "club": "클럽",
        "good": "굿", "ip": "아이피", "kg": "킬로그램", "km": "킬로미터", "cm": "센티미터", "mm": "밀리미터",
        "latex": "라텍", "ldap": "엘댑", "line": "라인", "loop": "루프", "net": "넷", "ok": "오케이",
        "olap": "올랩", "oop": "오오피", "readme": "리드미", "resume": "레주메", "soup": "수프",
        "template": "템플릿", "theme": "테마", "tweet": "트윗", "type": "타입", "vip": "브이아이피",
    }
)  # fmt: skip

# How an English word ends and what that becomes in Hangul: the first that fits, else a vowel (스, 트, 드, …).
_WORD_ENDINGS = (
    (re.compile(r"le?$"), Ending.RIEUL),  # Excel 엑셀, Oracle 오라클
    (re.compile(r"([mn]e?|ng|mb)$"), Ending.CONSONANT),  # Python 파이썬, Chrome 크롬, Spring 스프링
    (re.compile(r"(ck|ook|out)$"), Ending.CONSONANT),  # Slack 슬랙, webhook 웹훅, layout 레이아웃
    (re.compile(r"(^|[^aeiou])[aeiouy][tkc]$"), Ending.CONSONANT),  # Git 깃, ngrok 엔그록, Elastic 일래스틱
    (re.compile(r"[aeiou]pp?$"), Ending.CONSONANT),  # app 앱, Hadoop 하둡
    (re.compile(r"[aeio]b$"), Ending.CONSONANT),  # Web 웹, GitLab 깃랩; not GitHub 깃허브
)


def _of_latin(word: str) -> Ending:
    known = _known_reading(word.lower())
    if known:
        return _of_syllable(known[-1])
    hump = _LAST_HUMP.search(word)
    return _of_word(hump[0] if hump else word)


def _known_reading(word: str) -> str | None:
    if word in _READINGS:
        return _READINGS[word]
    starts = range(1, len(word) - _SHORTEST_COMPOUND + 1)
    return next((_READINGS[word[start:]] for start in starts if word[start:] in _READINGS), None)


def _of_word(word: str) -> Ending:
    lower = word.lower()
    if _is_spelled(word):
        return _of_letter(lower[-1])
    return next((result for pattern, result in _WORD_ENDINGS if pattern.search(lower)), Ending.VOWEL)


def _is_spelled(word: str) -> bool:
    if len(word) == 1 or _VOWELS.isdisjoint(word.lower()):
        return True
    return word.isupper() and len(word) <= _LONGEST_SPELLED


def _of_letter(letter: str) -> Ending:
    """The name of a letter: 엘 and 알 end in ㄹ, 엠 and 엔 in a consonant, all others in a vowel."""
    if letter in "lr":
        return Ending.RIEUL
    return Ending.CONSONANT if letter in "mn" else Ending.VOWEL
