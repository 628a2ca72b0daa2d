"""How the hashtags at the end of a body are told from hash marks inside it."""

import re
from typing import Final

_TAG: Final = re.compile(r"(?=[\W\d_]*[^\W\d_])\w+(?:[.\-+&·/]\w+)*\+{0,2}")  # holds a letter: `#123` is an issue
_LANGUAGE: Final = re.compile(r"(?:^|\s)[#＃][A-Za-z]$")  # `#C#`
_LONGEST_TAG: Final = 100
_MOST_TAGS: Final = 100
_LONGEST_WORD: Final = 2_000


def split_hashtags(text: str) -> tuple[str, tuple[str, ...]]:
    """Gives the text without its closing hashtags, and these without their marks, in the order written.

    They may be glued to the last word and to each other. A fragment of an address (`…/page#part`), a number (`#12`) and
    a hashtag with a full stop after it belong to the text.
    """
    tags: list[str] = []
    end = _content_end(text, len(text))
    while len(tags) < _MOST_TAGS and (found := _last_tag(text, end)) is not None:
        start, tag = found
        tags.append(tag)
        end = _content_end(text, start)
    return text[:end], tuple(reversed(tags))


def _content_end(text: str, end: int) -> int:
    while end and (text[end - 1].isspace() or text[end - 1] in "\u200b\u200c\u200d\ufeff"):
        end -= 1
    return end


def _last_tag(text: str, end: int) -> tuple[int, str] | None:
    floor = max(0, end - _LONGEST_TAG)
    if _LANGUAGE.search(text[max(0, end - 4) : end - 1]) and text[end - 1 : end] in {"#", "＃"}:
        start, tag = end - 3, text[end - 2 : end]
    else:
        start = max(text.rfind("#", floor, end), text.rfind("＃", floor, end))
        tag = text[start + 1 : end]
        if start < 0 or _TAG.fullmatch(tag) is None:
            return None
    is_label = text[start - 1 : start] not in {"#", "＃"} and not _is_in_address(text, start)
    return (start, tag) if is_label else None


def _is_in_address(text: str, place: int) -> bool:
    before = text[max(0, place - _LONGEST_WORD) : place].split()
    return bool(before) and not text[place - 1].isspace() and "://" in before[-1]
