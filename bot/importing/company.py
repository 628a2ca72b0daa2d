"""Which of a story's closing hashtags names its company, if one does. Never a guess: no proof, no company.

By the listing's custom the company's own tag stands first (`#가나랩스 #기업문화 #인사이트`). The first tag is taken
when it is no general word and the title or body speaks of that name as of an organisation: 스타트업 가나, 가나에 합류,
가나 가족, 안녕하세요, 가나 프로그래머 …; or so in Latin letters, `StyleShare Engineering` for 스타일쉐어. A name whose
form already says company (…랩스, …소프트) need only occur.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.importing.sound import sounds_alike
from bot.importing.topics import is_topic

_FORM: Final = re.compile(r"(?i)(?:랩스|소프트|컴퍼니|코퍼레이션|인터랙티브|게임즈|네트웍스|홀딩스|Labs|Inc|Corp)$")
_SHORTEST: Final = 2
_QUOTE: Final = r"""["'“”‘’「」]?"""
_BEFORE: Final = r"(?:스타트업|기업|회사|주식회사|㈜|\(주\)|저희|우리 회사)\s?"
_GREETING: Final = r"(?:안녕하세요|저는|제가)[\s,.!~:)]{0,4}"
_ROLE: Final = (
    r"(?:프로그래머|개발자|엔지니어|디자이너|기획자|매니저|마케터|마케팅|R&D|개발\d?팀|개발본부|대표|CTO|CEO)"
)
_TEAM: Final = (
    r"(?:팀|가족|식구|크루|본부|구성원|임직원|직원|대표|CTO|CEO|CPO|R&D|개발팀|개발본부|기술연구소|기술 ?블로그|마케팅)"
)
_DEED: Final = r"(?:일하|일을|일한|근무|재직|담당|입사|합류|들어오|다니|퇴사|이직)"
_LATIN_TEAM: Final = r"(?:Engineering|Tech|Developers?|Dev|Labs?|Inc|Corp)\b"
_LATIN_WORD: Final = re.compile(
    rf"(?<![A-Za-z])(?:(?<=from )|(?<=at )|(?=[A-Za-z]+ {_LATIN_TEAM}))[A-Za-z]{{3,30}}(?![A-Za-z])"
)
_LATIN_ANYWHERE: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,30}(?![A-Za-z])")


def company_among(tags: tuple[str, ...], title: str, body: str) -> str | None:
    """Gives the company that the first tag names, None unless the story itself bears it out."""
    name = tags[0] if tags else ""
    if len(name) < _SHORTEST or is_topic(name):
        return None
    text = f"{title}\n{body}"
    return name if _has_company_form(name, text) or _is_spoken_of(name, text) or _is_latin(name, text) else None


def _has_company_form(name: str, text: str) -> bool:
    stem = _FORM.sub("", name)
    if stem == name or len(stem) < _SHORTEST:
        return False
    return stem in text or any(sounds_alike(stem, word) for word in _words(_LATIN_ANYWHERE, text))


def _is_spoken_of(name: str, text: str) -> bool:
    called = rf"(?<![가-힣A-Za-z0-9]){_QUOTE}{re.escape(name)}{_QUOTE}"
    frames = (
        rf"{_BEFORE}{_QUOTE}{re.escape(name)}",
        rf"{_GREETING}{called}\s{_ROLE}",
        rf"{called}\s?{_TEAM}",
        rf"{called}(?:에서|에)\s[^.!?\n]{{0,20}}?{_DEED}",
    )
    return any(re.search(frame, text) for frame in frames)


def _is_latin(name: str, text: str) -> bool:
    return any(sounds_alike(name, word) for word in _words(_LATIN_WORD, text))


def _words(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return iter({match[0] for match in pattern.finditer(text)})
