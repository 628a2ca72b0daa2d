"""How a closing byline names its author and company: `글김하늘 대리 | 개발1팀 sky@example.com 가나상사, 늘 새롭게`.

Only this shape is read, at the very end of a body: 글, name, rank, bar, team, mail address, company, comma, slogan.
A name anywhere else would be a guess.
"""

import re
from dataclasses import dataclass
from typing import Final

_RANKS: Final = (
    "사원|주임|대리|과장|차장|부장|이사|상무|전무|대표|팀장|"
    "실장|본부장|그룹장|파트장|셀장|책임|선임|수석|연구원|매니저|리드|인턴|프로"
)
_MAIL: Final = r"(?:\[email\s*protected\]|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[A-Za-z]{2,}){1,3}(?![A-Za-z]))"
_BYLINE: Final = re.compile(
    rf"글\s?(?P<author>[가-힣]{{2,4}}) (?:{_RANKS})\s*\|\s*(?P<team>[^|\n]{{1,40}}?)"
    rf"(?:\s*{_MAIL}\s*(?P<company>[^,|\n]{{1,20}}?)(?:\s*,[^\n]{{0,60}})?)?\s*\Z"
)
_TAIL: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who wrote a story and for whom, None where the byline does not say."""

    author: str | None = None
    company: str | None = None


def byline_of(body: str) -> Byline:
    """Gives what the closing byline of a body says; its closing hashtags are to be taken off before."""
    match = _BYLINE.search(body[-_TAIL:])
    if match is None:
        return Byline()
    company = match["company"]
    return Byline(author=match["author"], company=company.strip() if company else None)
