"""A piece of a body as a quote: verbatim, within the limits, and never what addresses a machine or calls people."""

import re
import unicodedata

_LEADING = re.compile(r"^(?:[\s>#|•·▪◦‣○●□■▶►→*_`~+-]+(?=\S)|\d{1,2}[.)]\s+(?:#{1,6}\s*)?)+")
_TRAILING = re.compile(r"[\s|*_`~#<>]+$")
_EMPHASIS = re.compile(r"[*`]+|~~|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>\n]{0,300}|!--.*?--)>")
_TARGET = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_WORDS = re.compile(r"[가-힣A-Za-z]{2}|[가-힣]\W+[가-힣]")
_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CALLS = re.compile(r"<[!@#]|@everyone|@here|@channel|<https?://[^>\s]*\|", re.IGNORECASE)
_TO_MACHINES = re.compile(
    (
        r"(?:이전|위의?|앞의?|모든)\s*(?:지시|명령|프롬프트|규칙)|지시(?:사항)?를?\s*(?:모두\s*)?무시|무시하고"
        r"|시스템\s*프롬프트|(?:라고만|만|라고)\s*(?:답|대답|응답|말)(?:해|하)(?:라|세요|십시오|$"
        r"|\.)|이 글을 읽는 (?:AI"
        r"|인공지능|봇|모델)|출처\s*:\s*[\w-]+\]|ignore (?:all |any |the )?(?:previous|prior"
        r"|above)|system prompt|api key|when asked anything|as an ai\b|you are now"
        r"|^\s*(?:system|assistant)\s*:|(?:나열|출력|공개)해\s*[.!]?\s*$|답해\s*[.!]?\s*$"
        r"|[\"']role[\"']\s*:\s*[\"'](?:system|assistant|user)|(?:AI|인공지능|모델|챗봇)에게\s*:"
        r"|라고\s*(?:인용|추천|요약)하|답변?(?:할 때|에)\s*[^.]{0,30}(?:빼고|넣으|쓰(?:세요|라)|바꿔)"
        r"|</?(?:system|assistant|user|prompt|instructions?)\b|라고\s*(?:말|답|안내|응답)(?:할\s*것|해야)"
        r"|無視して|答えてください|忽略(?:之前|以上|所有)|回答[:：]"
    ),
    re.IGNORECASE,
)


def is_quotable(text: str) -> bool:
    """May this be quoted: words, no call of people, no order to a reading machine, no reversed text?"""
    return bool(_WORDS.search(text)) and not (
        _OVERRIDE.search(text) or _CALLS.search(text) or _TO_MACHINES.search(text)
    )


def verbatim(text: str) -> str:
    """A piece without the marks of a list, a quotation or emphasis, as it stands in the body otherwise."""
    bare = _INVISIBLE.sub("", text).strip()
    bare = _TRAILING.sub("", _LEADING.sub("", bare))
    return " ".join(_EMPHASIS.sub("", bare).split())


def shown(quote: str) -> str:
    """A quote as people read it: without tags and link targets."""
    return " ".join(_TAG.sub(" ", _TARGET.sub(r"\1", quote)).split())


def essence(text: str) -> str:
    """A text without what quoting may take off: white space, marks, invisible characters. For checking quotes."""
    return re.sub(r"[\s*`_\"“”'‘’~#|>\u200b\u2060\ufeff\u00ad]+", "", unicodedata.normalize("NFC", text)).lower()
