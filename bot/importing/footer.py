"""Where the last story of a copied web page ends and the page's footer begins.

A footer is a run of short lines, each after a blank line, at the end of the page. Such a run may also be the end of the
story, so something must show that it is a footer: a control of the page in it (로그인, a lone `/`, ©, a line of the
menu at the top), closing hashtags right before it, or that no other story of the page has a second paragraph.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from bot.importing.hashtags import split_hashtags

_SHORT: Final = 40
_MOST_LINES: Final = 20
_SENTENCE_END: Final = tuple(".!?…。~)”’\"':;,")
_CONTROL: Final = re.compile(
    r"""(?ix) [/|·•»^↑×☰]
    | 로그인 | 로그아웃 | 회원\s?가입 | 홈 | 메뉴 | 검색
    | 더\s?보기 | 목록 | 이전 | 다음 | 맨?\s?위로 | 공유하기? | 구독하기?
    | 이용\s?약관 | 개인정보\s?(?:처리|취급)?\s?방침
    | 고객\s?센터 | 문의하기? | 회사\s?소개 | 제휴\s?문의 | 공지\s?사항 | 자주\s?묻는\s?질문
    | home | menu | search | more | (?:log|sign)\s?(?:in|out|up)
    | top | terms.* | privacy.* | contact.* | about(?:\sus)?
    """
)
_LEGAL: Final = re.compile(r"(?i)©|ⓒ|copyright|all rights reserved|사업자\s?등록\s?번호|통신\s?판매업")
_LONGEST_LEGAL: Final = 300


def without_footer(lines: Sequence[str], *, menu: Collection[str], is_plain: bool) -> Sequence[str]:
    """Gives the body's lines without the page's footer. `menu` holds the lines above the first story, `is_plain` says
    that every earlier story has one paragraph only. The first line of the body always stays."""
    run = _closing_run(lines)
    if not run:
        return lines
    controls = [number for number in run if _is_control(lines[number], menu)]
    if _ends_in_hashtags(lines[: run[0]]) or (controls and is_plain):
        return lines[: run[0]]
    if controls:
        return lines[: _slogan_start(lines, run, controls[0])]
    return lines[: _last_sentence_end(lines, run)] if is_plain else lines


def _closing_run(lines: Sequence[str]) -> list[int]:
    """Gives the places of the last lines that are short, from the first one that has a blank line before it."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    short: list[int] = []
    start = len(lines)
    for number in range(len(lines) - 1, first, -1):
        if lines[number].strip():
            if not _is_short(lines[number]) or len(short) == _MOST_LINES:
                break
            short.insert(0, number)
            start = start if lines[number - 1].strip() else number
    return [number for number in short if number >= start]


def _is_short(line: str) -> bool:
    text = line.strip()
    return len(text) <= _SHORT or (len(text) <= _LONGEST_LEGAL and bool(_LEGAL.search(text)))


def _is_control(line: str, menu: Collection[str]) -> bool:
    text = line.strip()
    return bool(_CONTROL.fullmatch(text) or _LEGAL.search(text)) or text in menu


def _is_sentence(line: str) -> bool:
    return line.strip().endswith(_SENTENCE_END)


def _slogan_start(lines: Sequence[str], run: Sequence[int], control: int) -> int:
    """Gives where the first control stands, or one line earlier when that is no sentence: the site's slogan."""
    above = [number for number in run if number < control]
    return above[-1] if above and not _is_sentence(lines[above[-1]]) else control


def _last_sentence_end(lines: Sequence[str], run: Sequence[int]) -> int:
    """Gives where the lines of the run begin that no sentence follows."""
    start = len(lines)
    for number in reversed(run):
        if _is_sentence(lines[number]):
            break
        start = number
    return start


def _ends_in_hashtags(lines: Sequence[str]) -> bool:
    last = next((line for line in reversed(lines) if line.strip()), "")
    return bool(split_hashtags(last)[1])
