"""One spelling for text before anything looks at it: NFC, lower case, ordinary width.

Never NFKC: it turns ㅁ into a conjoining jamo, and searching by initial consonants dies of it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex

from store.text.hangul import FINALS, INITIALS, VOWELS

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_CONJOINING = (
    {0x1100 + i: ord(jamo) for i, jamo in enumerate(INITIALS)}
    | {0x1161 + i: ord(jamo) for i, jamo in enumerate(VOWELS)}
    | {0x11A8 + i: ord(jamo) for i, jamo in enumerate(FINALS[1:])}
)
_UNUSABLE = dict.fromkeys([*range(9), *range(14, 0x20), 0x7F, *range(0xD800, 0xE000)], 0x20)
_PLAIN = _FULL_WIDTH | _CONJOINING | _UNUSABLE
_UNPLAIN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u1100-\u11ff\u3000\ud800-\udfff\uff01-\uff5e]")


# Characters that always stand for themselves: Latin, punctuation, kana, Hangul and Chinese characters.
_SINGLE = re.compile("[\x20-\u02ff\u2010-\u2027\u3000-\u3029\u3040-\u3096\u30a0-\u318f\u4e00-\u9fff가-힣]*")


def fold(text: str) -> str:
    """The text in NFC, lower case and ordinary width; control characters and lone surrogates become spaces.

    Conjoining jamo that NFC leaves alone become the letters people type (ᄀ → ㄱ).
    """
    return neat(text).lower()


def neat(text: str) -> str:
    """The same with upper and lower case as they were: Shift tells ㅆ from ㅅ in what the wrong layout typed."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(_PLAIN) if _UNPLAIN.search(composed) else composed


def fold_with_origins(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text and, for each of its characters, the offset in `text` it came from; one more for the end."""
    folded = fold(text)
    if len(folded) == len(text) and unicodedata.is_normalized("NFC", text):
        return folded, tuple(range(len(text) + 1))
    pieces: list[str] = []
    origins: list[int] = []
    for start, cluster in _clusters(text):
        piece = fold(cluster)
        pieces.append(piece)
        origins.extend([start] * len(piece))
    return "".join(pieces), (*origins, len(text))


def cluster_borders(text: str) -> tuple[int, ...]:
    """Offsets where a character as people see it (a grapheme cluster) begins, and the end of the text."""
    return (*(start for start, _ in _clusters(text)), len(text))


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The smallest span of whole grapheme clusters that holds text[start:end]."""
    if _SINGLE.fullmatch(text):
        return start, end
    borders = _borders_of(text)
    return (
        max((border for border in borders if border <= start), default=0),
        min((border for border in borders if border >= end), default=len(text)),
    )


@lru_cache(maxsize=64)
def _borders_of(text: str) -> tuple[int, ...]:
    return cluster_borders(text)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    for found in regex.finditer(r"\X", text):
        yield found.start(), found.group()
