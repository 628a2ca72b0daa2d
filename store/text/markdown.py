"""Markdown as people read it: links as their words, no markers, tags or tables' lines; one line of text.

Nothing that was written is dropped but addresses and images, so that what a search found can still be shown.
"""

import re
from html import unescape

_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_RULE = re.compile(r"^[\s|:>*_=+-]+$")
_PREFIX = re.compile(r"^\s*(?:(?:>|#{1,6}(?=\s)|[-*+\u2022](?=\s)|\[[ xX]\](?=\s))\s*)+")
_IMAGE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_LINK = re.compile(r"\[([^\[\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe"
    r"|img|ins|kbd|li|mark|ol|p|picture|pre|q|s|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u"
    r"|ul|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(\*{2,3}|(?<![\w*])\*|`+|~~)(?=\S)([^\n]+?)(?<=\S)\1")
_CELLS = re.compile(r"\s*\|\s*")


def is_code_at(markdown: str, at: int) -> bool:
    """Does a line of code begin here?"""
    return len(_FENCE.findall(markdown, 0, at)) % 2 == 1


def readable(markdown: str, *, in_code: bool = False) -> str:
    """The text without its markup, blanks joined; code keeps its own signs."""
    lines: list[str] = []
    for line in _COMMENT.sub(" ", markdown).split("\n"):
        if _FENCE.match(line):
            in_code = not in_code
        elif in_code:
            lines.append(line)
        elif not _RULE.match(line):
            lines.append(_readable_line(line))
    return " ".join(" ".join(lines).split())


def _readable_line(line: str) -> str:
    line = _PREFIX.sub("", line)
    if "![" in line:
        line = _IMAGE.sub(" ", line)
    if "](" in line or "][" in line:
        line = _LINK.sub(r"\1", line)
    if "<" in line:
        line = _TAG.sub(" ", line)
    if line.lstrip().startswith("|"):
        line = _CELLS.sub(" ", line)
    if any(sign in line for sign in "*`~"):
        line = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", line))
    return unescape(line) if "&" in line else line
