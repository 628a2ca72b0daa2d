"""How tags are written in files: a list, or one string with commas, hash marks or spaces between them."""

import re
from collections.abc import Iterable
from typing import Final

from bot.importing.text import one_line

_COMMAS: Final = re.compile(r"[,;|，、；]")
_HASHES: Final = re.compile(r"[#＃]((?:[^\s#＃]+#(?=\s|$))|[^\s#＃]+)")
_LABEL_MARKS: Final = "#＃"


def split_tags(text: str) -> list[str]:
    """Splits at commas if there are any, else at hash marks if it starts with one, else at white space."""
    if _COMMAS.search(text):
        return _COMMAS.split(text)
    if text.lstrip().startswith(("#", "＃")):
        return _HASHES.findall(text)
    return text.split()


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Gives the tags without hash marks and blanks, each once whatever its case, in their order."""
    kept: dict[str, str] = {}
    for tag in (one_line(one_line(tag).lstrip(_LABEL_MARKS)) for tag in tags):
        if tag:
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values())
