"""How a copied listing page becomes stories.

A story begins at a line `조회수 N`; the next line with something on it is the title, all after it up to the next such
line the body. The page's menu (before the first story) and footer (after the last) belong to no story.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.importing import limits
from bot.importing.byline import byline_of
from bot.importing.company import company_among
from bot.importing.counts import count_of
from bot.importing.footer import without_footer
from bot.importing.hashtags import split_hashtags
from bot.importing.lines import Line
from bot.importing.tags import tidy_tags
from bot.importing.text import is_blank, many_lines, one_line, text_fault
from bot.importing.values import Item, Parsed, Refusal, RefusalReason
from bot.links import as_link
from bot.story import Draft

_START: Final = re.compile(r"조회\s?수\s?[:：]?(?P<views>[\d,.\s+-]*(?:천|만|억|[kKmM])?\s?(?:회|번)?|\s?(?:–|—|없음))")
_NO_COUNT: Final = frozenset({"", "-", "–", "—", "없음"})
_LONGEST_START: Final = 60
_SOURCE: Final = re.compile(r"출처\s?[:：]\s?<?(?P<link>https?://[!-~]+?)>?")
_LONGEST_MENU: Final = 50
_FEWEST_TO_COMPARE: Final = 2


def parse_listing(lines: Iterable[Line | Refusal]) -> Iterator[Parsed]:
    """Gives each story or its refusal in order; a story with a line that cannot be read is refused as a whole."""
    menu: deque[str] = deque(maxlen=_LONGEST_MENU)
    block: _Block | None = None
    plain = longer = 0  # how many stories so far have one paragraph, how many have more
    for line in map(_composed, lines):
        begun = _begin(line)
        if begun is not None:
            if block is not None:
                block.lines = _without_repeated_page_end(block.lines, list(menu))
                longer, plain = longer + block.has_paragraphs, plain + (not block.has_paragraphs)
                yield block.story()
            block = begun
        elif block is not None:
            block.add(line)
        elif isinstance(line, Refusal):
            yield line
        elif line.text.strip():
            menu.append(line.text.strip())
    if block is None:
        yield Refusal(line=None, reason=RefusalReason.NOT_A_LISTING)
        return
    is_plain = plain >= _FEWEST_TO_COMPARE and not longer
    block.lines = list(without_footer(block.lines, menu=menu, is_plain=is_plain))
    yield block.story()


def is_listing(lines: Iterable[str]) -> bool:
    """Does one of the lines begin a story of a listing?"""
    return any(_begin(_composed(Line(number=1, text=line))) for line in lines)


def _composed(line: Line | Refusal) -> Line | Refusal:
    """Gives the line in NFC: a file from macOS may hold 조회수 as seven jamo."""
    if isinstance(line, Refusal) or unicodedata.is_normalized("NFC", line.text):
        return line
    return Line(number=line.number, text=unicodedata.normalize("NFC", line.text))


def _begin(line: Line | Refusal) -> "_Block | None":
    if isinstance(line, Refusal) or len(line.text) > _LONGEST_START:
        return None
    match = _START.fullmatch(line.text.strip())
    return _Block(number=line.number, views=match["views"].strip()) if match else None


def _without_repeated_page_end(lines: list[str], menu: list[str]) -> list[str]:
    """Takes the footer and the menu of the next page off, where several pages were copied into one file."""
    filled = [number for number, line in enumerate(lines) if line.strip()][-len(menu) :] if menu else []
    if not filled or [lines[number].strip() for number in filled] != menu:
        return lines
    return list(without_footer(lines, menu=menu, is_plain=False))


@dataclass(slots=True, kw_only=True)
class _Block:
    """The lines from one `조회수` to the next, kept up to the size a story may have."""

    number: int
    views: str
    title: str = ""
    lines: list[str] = field(default_factory=list)
    _fault: Refusal | None = None
    _size: int = 0

    @property
    def has_paragraphs(self) -> bool:
        """Has the body more than one line with something on it?"""
        return sum(bool(line.strip()) for line in self.lines) > 1

    def add(self, line: Line | Refusal) -> None:
        """Takes the next line: the title if there is none yet; after a fault only to pass over it."""
        if self._fault is not None:
            return
        self._fault = line if isinstance(line, Refusal) else self._fault_of(line)
        if isinstance(line, Refusal) or self._fault is not None:
            return
        if self.title or is_blank(line.text):
            self.lines.append(line.text)
        else:
            self.title = one_line(line.text)

    def _fault_of(self, line: Line) -> Refusal | None:
        self._size += len(line.text) + 1
        reason = text_fault(line.text)
        if reason is not None:
            return Refusal(line=line.number, reason=reason)
        if not self.title and len(one_line(line.text)) > limits.MAX_TITLE:
            return Refusal(line=line.number, reason=RefusalReason.TOO_LONG, detail="title")
        if self._size > limits.MAX_BODY:
            return Refusal(line=self.number, reason=RefusalReason.TOO_LONG, detail="body")
        return None

    def story(self) -> Parsed:
        """Gives the story these lines make, or why they make none."""
        views = None if self.views in _NO_COUNT else count_of(self.views)
        if self._fault is not None:
            return self._fault
        if not self.title:
            return Refusal(line=self.number, reason=RefusalReason.NO_TITLE)
        if self.views not in _NO_COUNT and (views is None or not 0 <= views <= limits.MAX_VIEWS):
            return Refusal(line=self.number, reason=RefusalReason.VIEWS, detail=self.views)
        return Item(draft=_draft(self.title, self.lines, views), line=self.number)


def _draft(title: str, lines: list[str], views: int | None) -> Draft:
    body, hashtags = split_hashtags(many_lines("\n".join(lines)).strip())
    byline = byline_of(body)
    return Draft(
        title=title,
        body=body,
        source_link=_source_link(body),
        company=byline.company or company_among(hashtags, title, body),
        author=byline.author,
        tags=tidy_tags(hashtags),
        views=views,
    )


def _source_link(body: str) -> str | None:
    """Gives the address after a leading `출처:` where the line ends with it; in running text its end is a guess."""
    match = _SOURCE.fullmatch(body.partition("\n")[0].strip())
    return as_link(match["link"]) if match else None
