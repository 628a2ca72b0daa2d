"""Where sentences begin in running Korean text, also where the line breaks of a post were lost.

`다.우선`, `LEVEL이다.2)` and a heading glued to the sentence that begins with its word are taken apart; versions,
abbreviations, file names and prompts stay whole. Rules, no dictionary.
"""

import re
from itertools import pairwise

_CLOSERS = "\"'”’)\\]}*_`~」』》>"
_OPENERS = "\"'“‘(\\[<「『《#*@_`~▶►■●•·→※"
_STOP = re.compile(rf"(?<=[^\s.!?…(])(?:[.!?…]+|[。！？])[{_CLOSERS}]*(?:[\s]+|(?=[^\s]))")
_KOREAN_END = re.compile(r"[다요죠까네음함됨임오라지짐군봄움남듬][.…]+$")
_BEGINS = re.compile(rf"[가-힣A-Za-z0-9{_OPENERS}–—-]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|cf|Mr|Ms|Dr|No|Fig|ver|v|p|Q|A)|^\d{1,2}|\s\d{1,2}|(?:^|\s)[가나다라마바사아자차카타파하]|\b[A-Z])\.$"
)
_EMOTICON = re.compile(r"[:;][\s-]?[)D(]")
_STARTERS = (
    "이번에는|이번 글|이번 시간|그럼 |그렇다면 |우선 |먼저 |다음으로 |다음은 |지금부터|그리고 |그런데 "
    "|그래서 |그렇지만 |그동안 |결국 |만약 "
    "|따라서 |이때 |이제 |안녕하세요|여기서 |또한 |특히 |아래 |위의 |위와 "
)
_HEADINGS = (
    "Overview|Practice|Conclusion|Introduction|Intro|Summary|References?|Background|Results?|Abstract|Motivation"
    "|Setup|Usage|Appendix|개요|결론|마치며|들어가며|들어가기|맺음말|마무리|요약|서론|배경|편집자 주"
)
_GLUE = re.compile(
    rf"""
      (?<=[A-Za-z가-힣])(?=\d{{1,2}}\)\s?\S)                               # SERIALIZE1) 가장
    | (?<=[A-Za-z가-힣])(?=\d{{1,2}}\.(?:[A-Z가-힣]|\s[A-Z가-힣]))          # Practice1.CodeStar
    | (?<=[가-힣])(?=[A-Z][\w.]*(?:\s[A-Z][\w.]*){{0,4}}\s[-:]\s)         # 등록Trigger - 큐
    | (?<=[A-Za-z가-힣])(?=(?:{_STARTERS}))                                 # 생성하기이번에는, Tables.js그럼
    | (?<=\.js)(?=[A-Z])                                                   # Backbone.jsD3.js
    | (?<=[)\s])(?=\d{{1,2}}\.[A-Z가-힣])                                    # 3) 1.Create
    | (?<=[ㅋㅎㅠㅜ])\)?\s+(?=\S)                                             # 않겠다ㅎ) 그렇지만
    | (?<=[)\]|;])\s(?=(?:{_STARTERS}))                                     # (0.00 sec) 다음으로
    | (?<=\.)\s*(?=Q\.\s)                                                   # 인터뷰의 Q.
    """,
    re.VERBOSE,
)
_ECHO = re.compile(
    r"(?<!\w)([A-Za-z][\w.]{2,40}?)(?=\1(?![a-z]))|(?<!\w)([A-Z][A-Za-z]{2,})(?:v?\d)?(?=\2(?:[의은는이가를을\s]))"
)
_HEADING_GLUE = re.compile(rf"(?:^|(?<=[.!?\s]))(?:{_HEADINGS})(?=[A-Z가-힣‘“])")
_HANGUL_TO_LATIN = re.compile(r"(?<=[가-힣])(?=[A-Z][A-Za-z]+)")
_HANGUL = re.compile("[가-힣]")
_SHORTEST_HEADING, _LONGEST_HEADING = 3, 45


def sentence_starts(text: str) -> tuple[int, ...]:
    """Offsets at which sentences begin; the first is always 0, white space belongs to the sentence before it."""
    starts = {0, *_after_stops(text)}
    starts.update(found.end() for found in _GLUE.finditer(text))
    starts.update(found.end() for found in _ECHO.finditer(text) if not text[found.start() :].startswith("http"))
    starts.update(found.end() for found in _HEADING_GLUE.finditer(text) if _is_glued_heading(text, found))
    starts.update(_after_short_headings(text, sorted(starts)))
    return tuple(sorted(start for start in starts if start < len(text)))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; joined they are the text."""
    starts = (*sentence_starts(text), len(text))
    return tuple(text[start:end] for start, end in pairwise(starts)) if text else ()


def _after_stops(text: str) -> list[int]:
    return [found.end() for found in _STOP.finditer(text) if found.end() < len(text) and _is_end(text, found)]


def _is_end(text: str, stop: re.Match[str]) -> bool:
    """Does the sentence end at this punctuation?"""
    mark = stop.group().rstrip()
    before = text[max(0, stop.start() - 12) : stop.start() + 1]
    after = text[stop.end()]
    is_spaced = stop.group()[-1:].isspace()
    if mark[0] in "。！？":
        return True
    if mark[0] == "." and not mark.startswith("..") and _ABBREVIATION.search(before):
        return False
    if mark[0] in "!?":
        is_latin = before[-2:-1].isascii() and (after.isascii() or after in "―—–")
        return not (is_latin and (_HANGUL.search(text) or not is_spaced)) and bool(_BEGINS.match(after) or is_spaced)
    if is_spaced:
        return bool(_BEGINS.match(after))
    return bool(_KOREAN_END.search(before)) and bool(_BEGINS.match(after))


def _is_glued_heading(text: str, found: re.Match[str]) -> bool:
    """Is a heading word glued to something else than its own particle (`결론을`)?"""
    after = text[found.end()]
    return found.group()[-1].isascii() is after.isascii() or (not after.isascii() and found.group()[-1].isascii())


def _after_short_headings(text: str, starts: list[int]) -> list[int]:
    """Where a Latin name follows Hangul without a space in a short beginning: `사용자의 변화DevOps는`."""
    found = []
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        glued = _HANGUL_TO_LATIN.search(text, start, end)
        if glued and _SHORTEST_HEADING <= glued.start() - start <= _LONGEST_HEADING:
            found.append(glued.start())
    return found
