"""Which heading of a Markdown text is its title. Reads ATX and setext headings outside code and comments."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.importing.text import is_blank, one_line

_ATX: Final = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_SETEXT: Final = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_NO_PARAGRAPH: Final = re.compile(r" {4}|\t| {0,3}(?:[>|<#]|[-*+] |\d{1,9}[.)] |!\[)")
_RULE: Final = re.compile(r" {0,3}([-*_=])(?:[ \t]*\1){2,}[ \t]*")
_ORNAMENT: Final = re.compile(r"\s*(?:<[^>]*>\s*|\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+")
_LONGEST: Final = 1_000

_CODE: Final = re.compile(r"(`+)(.+?)\1")
_IMAGE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STRONG: Final = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS: Final = re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)")
_HTML: Final = re.compile(
    r"(?i)</?(?:a|b|br|center|code|div|em|font|i|img|kbd|mark|p|small|span|strong|sub|sup|u)\b[^>]*>"
)
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: its level (1 to 6), its words as written, and the lines it takes, `start` up to `end`."""

    level: int
    words: str
    start: int
    end: int
    is_leading: bool  # nothing to read stands before it

    @property
    def text(self) -> str:
        """The words as they are read: without markup."""
        return _plain(self.words)


def title_heading(lines: Sequence[str]) -> Heading | None:
    """Gives the heading that names the whole text, None when the first one only names a section.

    A first `#` names the text when it leads or is the only one; a deeper first heading when it is the only one of its
    level and none stands above it (notes often begin `#### Comparison` and go on with more of these).
    """
    found = headings(lines)
    first = next((heading for heading in found if not is_blank(heading.text)), None)
    if first is None or (first.level == 1 and first.is_leading):
        return first
    return first if all(other.level > first.level for other in found) else None


def headings(lines: Sequence[str]) -> Iterator[Heading]:
    """Gives the headings in order."""
    is_leading = True
    for number in _open_lines(lines):
        line = lines[number]
        heading = _heading_at(lines, number, is_leading=is_leading)
        if heading is not None:
            yield heading
        elif line.strip() and not (_RULE.fullmatch(line) or _is_ornament(line)):
            is_leading = False


def _open_lines(lines: Sequence[str]) -> Iterator[int]:
    """Gives the places of the lines outside fenced code and comments, and of the line that opens a fence."""
    fence = ""
    is_comment = False
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if is_comment:
            is_comment = "-->" not in line
        elif fence:
            if mark and mark[1].startswith(fence) and not line.strip(" \t`~"):
                fence = ""
        elif mark:
            fence = mark[1]
            yield number
        elif line.lstrip().startswith("<!--"):
            is_comment = "-->" not in line
        else:
            yield number


def _heading_at(lines: Sequence[str], number: int, *, is_leading: bool) -> Heading | None:
    line = lines[number]
    if len(line) > _LONGEST:
        return None
    atx = _ATX.match(line)
    if atx:
        words = _without_closing_marks(line[atx.end() :].strip())
        return Heading(level=len(atx[1]), words=words, start=number, end=number + 1, is_leading=is_leading)
    under = _SETEXT.fullmatch(lines[number + 1]) if number + 1 < len(lines) else None
    begins = number == 0 or not lines[number - 1].strip()
    if under is None or not begins or not line.strip() or _NO_PARAGRAPH.match(line) or _RULE.fullmatch(line):
        return None
    level = 1 if under[1].startswith("=") else 2
    return Heading(level=level, words=line, start=number, end=number + 2, is_leading=is_leading)


def _is_ornament(line: str) -> bool:
    """Is it only tags and images: a line break, a badge, a cover?"""
    return len(line) <= _LONGEST and bool(_ORNAMENT.fullmatch(line))


def _without_closing_marks(words: str) -> str:
    bare = words.rstrip("#")
    return bare.rstrip() if bare != words and (not bare or bare[-1] in " \t") else words


def _plain(words: str) -> str:
    """Gives the words as they are read: markup taken off, code as it is."""
    parts = []
    end = 0
    for code in _CODE.finditer(words):
        parts += [_without_markup(words[end : code.start()]), code[2]]
        end = code.end()
    return one_line("".join([*parts, _without_markup(words[end:])]))


def _without_markup(words: str) -> str:
    text = _HTML.sub("", _LINK.sub(r"\1", _IMAGE.sub("", words)))
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    return html.unescape(_ESCAPE.sub(r"\1", text))
