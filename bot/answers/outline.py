"""The pieces of a post: its sentences, headings, list items, table rows and code, each with what it stands under.

Pieces cover the body without a gap, in order: joined they are the body. Nothing of a body is ever obeyed here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from bot.answers.splitting import sentence_starts


class Kind(IntEnum):
    """What a piece is."""

    SENTENCE = 0
    HEADING = 1
    ITEM = 2
    ROW = 3  # of a table
    HEAD_ROW = 4
    CODE = 5
    BLANK = 6  # white space, rules, images, tags: nothing to quote


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a body. `parent` is the index of the piece it stands under, -1 for none."""

    start: int
    end: int
    kind: Kind
    parent: int


_LONGEST_ROW = 1000
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*\S")
_ITEM = re.compile(
    r"(\s*)(?:>\s*)?(?:[-*+•·▪◦‣○●□■]|\d{1,2}[.)]|[①-⑳]|[가나다라마바사]\.)(?:\s+|(?=[\"'‘“*`\[]))(?=\S)"
)
_ROW = re.compile(r"\s{0,6}\|.*\||[^|\n]+\|[^|\n]+\|")
_RULE = re.compile(r"\s*(?:\|?[\s:|=-]{3,}|[-*_=]{3,}\s*)$")
_TAGS_ONLY = re.compile(r"\s*(?:(?:<[^>\n]*>|!\[[^\]\n]*\]\([^)\n]*\)|&nbsp;|[\s>*_`~])*)$")
_LEAD = re.compile(
    r"\s*(?:>\s*)?(?:\*{1,3}[^*\n]{2,60}\*{1,3}\s*[:?]?|__[^_\n]{2,60}__|[^\n]{2,60}\?\*{0,3}|[^\n.]{2,40}:)\s*$"
)
_BOLD = re.compile(r"\s*(?:>\s*)?(\*\*\*?|__)[^*_\n]{2,60}(\*\*\*?|__)\s*:?\s*$")
_FINISHED = re.compile(r"(?:[.!?:…。]|[다요죠함음임됨])[\s)\]\"'”’*_`]*$")
_WRAPPED = 40
_LETTERS_OF_ITEMS = "가나다라마바사"
_SHORT_HEADING = 45
_ENDED = re.compile(r"[.!?…:,;]|(?:니다|어요|에요|아요|해요|예요|이다|한다|된다|있다|없다|함|임|됨|음|것|때)\W*$")
_TOP, _BOLD_LEVEL, _LEAD_LEVEL, _FRAGMENT_LEVEL = 7, 7, 8, 9


def outline(body: str) -> tuple[Piece, ...]:
    """The pieces of a body."""
    builder = _Builder()
    is_prose = "\n" not in body.strip()
    for start, end, kind, level in _blocks(body):
        if kind is not Kind.SENTENCE and kind is not Kind.ITEM:
            builder.put(start, end, kind, level)
            continue
        text = body[start:end]
        for nth, (first, last) in enumerate(_spans(text)):
            piece = text[first:last]
            if kind is Kind.ITEM:
                builder.put(start + first, start + last, Kind.ITEM if nth == 0 else Kind.SENTENCE, level)
            elif is_prose and _is_fragment(piece):
                builder.put(start + first, start + last, Kind.HEADING, _FRAGMENT_LEVEL)
            else:
                builder.put(start + first, start + last, Kind.SENTENCE, level)
    return builder.pieces()


def context(pieces: tuple[Piece, ...], at: int) -> Iterator[int]:
    """The indices of what a piece stands under, nearest first."""
    at = pieces[at].parent
    while at >= 0:
        yield at
        at = pieces[at].parent


class _Builder:
    """Collects pieces and knows which headings and list items are open."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._headings: list[tuple[int, int]] = []
        self._items: list[tuple[int, int]] = []
        self._head_row = -1

    def pieces(self) -> tuple[Piece, ...]:
        """All that was put in."""
        return tuple(self._pieces)

    def put(self, start: int, end: int, kind: Kind, level: int) -> None:
        """Add a piece; `level` is the depth of a heading, the indentation of an item or of a line below one."""
        at = len(self._pieces)
        if kind is Kind.HEADING:
            while self._headings and self._headings[-1][0] >= level:
                self._headings.pop()
            self._items.clear()
            parent = self._headings[-1][1] if self._headings else -1
            self._headings.append((level, at))
        elif kind is Kind.ITEM:
            while self._items and self._items[-1][0] >= level:
                self._items.pop()
            parent = self._open()
            self._items.append((level, at))
        elif kind is Kind.SENTENCE:
            while self._items and self._items[-1][0] >= level:
                self._items.pop()
            parent = self._open()
        elif kind is Kind.ROW and self._head_row >= 0:
            parent = self._head_row
        else:
            parent = self._headings[-1][1] if self._headings else -1
        if kind is Kind.HEAD_ROW:
            self._head_row = at
        elif kind not in (Kind.ROW, Kind.BLANK):
            self._head_row = -1
        self._pieces.append(Piece(start, end, kind, parent))

    def _open(self) -> int:
        if self._items:
            return self._items[-1][1]
        return self._headings[-1][1] if self._headings else -1


def _blocks(body: str) -> Iterator[tuple[int, int, Kind, int]]:
    """Spans of whole lines with their kind and level; lines of a wrapped paragraph are one span."""
    pending: tuple[int, int, Kind, int] | None = None
    for start, end, kind, level in _lines(body):
        if pending and kind is Kind.SENTENCE and _goes_on(body[pending[0] : pending[1]]):
            pending = (pending[0], end, pending[2], pending[3])
            continue
        if pending:
            yield pending
        pending = (start, end, kind, level) if kind in (Kind.SENTENCE, Kind.ITEM) else None
        if pending is None:
            yield start, end, kind, level
    if pending:
        yield pending


def _lines(body: str) -> Iterator[tuple[int, int, Kind, int]]:
    """Every line with its kind and level."""
    fence = ""
    start = 0
    was_row = False
    for line in body.splitlines(keepends=True):
        end = start + len(line)
        fenced = _FENCE.match(line)
        kind, level = _kind_of(line, was_row=was_row)
        if fence:
            kind, level = Kind.CODE, 0
            if fenced and fenced[1] == fence:
                fence, kind = "", Kind.BLANK
        elif fenced:
            fence, kind = fenced[1], Kind.BLANK
        yield start, end, kind, level
        was_row = kind in (Kind.ROW, Kind.HEAD_ROW) or (was_row and bool(_RULE.match(line)) and not fence)
        start = end


def _kind_of(line: str, *, was_row: bool) -> tuple[Kind, int]:
    if _is_plain(line):
        return Kind.SENTENCE, len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    if not line.strip() or _TAGS_ONLY.match(line) or _RULE.match(line):
        return Kind.BLANK, 0
    if heading := _HEADING.match(line):
        return Kind.HEADING, len(heading[1])
    if len(line) < _LONGEST_ROW and _ROW.match(line):
        return (Kind.ROW if was_row else Kind.HEAD_ROW), 0
    if item := _ITEM.match(line):
        return Kind.ITEM, len(item[1].expandtabs(4))
    if _BOLD.match(line):
        return Kind.HEADING, _BOLD_LEVEL
    if _LEAD.match(line):
        return Kind.HEADING, _LEAD_LEVEL
    return Kind.SENTENCE, len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _is_plain(line: str) -> bool:
    """Does the line begin with a letter and hold nothing that marks it? A short cut for most lines of most posts."""
    bare = line.strip()
    return bare[:1].isalpha() and bare[0] not in _LETTERS_OF_ITEMS and bare[-1] not in "?*:_" and "|" not in bare


def _goes_on(text: str) -> bool:
    """Is this a line that was broken in the middle of a sentence?"""
    last = text.rstrip().rpartition("\n")[2]
    return len(last) >= _WRAPPED and not _FINISHED.search(last)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    starts = sentence_starts(text)
    return zip(starts, (*starts[1:], len(text)), strict=True)


def _is_fragment(piece: str) -> bool:
    """Is this bit of a post without line breaks a heading rather than a sentence?"""
    stripped = piece.strip()
    if stripped.endswith("?"):
        return len(stripped) <= _SHORT_HEADING
    return len(stripped) <= _SHORT_HEADING and not _ENDED.search(stripped)
