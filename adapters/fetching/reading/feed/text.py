"""What feeds write as HTML, plain text or something between, as plain text; their addresses and tags as ours."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Final
from urllib.parse import urljoin

from lxml.etree import ParserError

from adapters.fetching.reading.markdown import to_markdown
from adapters.fetching.reading.tree import clean, parse, storable
from bot.importing.text import is_blank
from bot.links import as_link

TITLE_LIMIT: Final = 500
NAME_LIMIT: Final = 100
BODY_LIMIT: Final = 200_000
ID_LIMIT: Final = 400
_TAG_LIMIT: Final = 60
_MOST_TAGS: Final = 20
_FIRST_WORDS: Final = 80
_KNOWN_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|del|div|em|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|"
    r"section|small|span|strike|strong|sub|sup|table|td|tr|tt|u|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_LEFTOVER: Final = re.compile(r"\n+The post .{1,600} appeared first on .{1,300}$")  # what WordPress adds
_CUT: Final = re.compile(
    r"(?:…|\.{3}|\[\s*(?:…|\.{3})\s*\])\s*$|(?:더 ?보기|계속 읽기|read more|continue reading)\W{0,4}$", re.IGNORECASE
)
_LONG_ENOUGH: Final = 800  # characters from which a summary without signs of a cut is taken for the text


def line_of(written: str, *, is_plain: bool = False, limit: int = TITLE_LIMIT) -> str:
    """A title or name on one line, "" where there is nothing to see. Tags that HTML knows go, `List<String>` stays."""
    text = written if is_plain else unescape(_KNOWN_TAG.sub("", written))
    line = clean(text)[:limit].strip()
    return "" if is_blank(line) else line


def tags_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Tags once each, without `#`; what is too long for a tag is left out."""
    texts = (line.lstrip("#").strip() for line in lines)
    return tuple(dict.fromkeys(text for text in texts if 0 < len(text) <= _TAG_LIMIT))[:_MOST_TAGS]


def address_of(base: str, written: str) -> str | None:
    """The whole address that is written on the page at `base`, None where none is."""
    try:
        return as_link(urljoin(base, written.strip())) if written else None
    except ValueError:
        return None


def body_of(written: str, *, is_plain: bool = False) -> str:
    """A text with Markdown structure; plain text keeps its lines."""
    if is_plain or not (_KNOWN_TAG.search(written) or _ENTITY.search(written)):
        return _plain(written)
    try:
        root = parse(f"<div>{written[: 4 * BODY_LIMIT]}</div>")
    except (ParserError, ValueError):
        return ""
    text = to_markdown(root) if root is not None else ""
    return _LEFTOVER.sub("", storable(text)[:BODY_LIMIT].strip())


def first_words(text: str) -> str:
    """The beginning of a text as a title for what has none."""
    line = next((one.lstrip("#->| ").strip() for one in text.split("\n") if one.strip("`#->| ")), "")
    return line if len(line) <= _FIRST_WORDS else f"{line[: _FIRST_WORDS - 1].rstrip()}…"


def is_whole(summary: str) -> bool:
    """Whether a summary is as good as the text: long, and not cut off."""
    return len(summary) >= _LONG_ENOUGH and not _CUT.search(summary[-60:])


def _plain(text: str) -> str:
    lines = (
        line.rstrip() for line in storable(text)[:BODY_LIMIT].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
