"""How often was the page viewed, by its own count? Several different counts on one page prove nothing."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from adapters.fetching.reading.linked_data import LinkedData
from adapters.fetching.reading.tree import clean, every, is_aside, spaced_text_in
from bot.importing.counts import count_of
from bot.importing.limits import MAX_VIEWS

_NUMBER: Final = r"(?P<{}>\d[\d,]{{0,15}}(?:\.\d{{1,3}})?\s?(?:천|만|억|[kKmM](?![a-z]))?)"
_COUNT: Final = re.compile(
    rf"(?i)(?:조회\s?수?|읽음|\bviews?|\bhits?|\bpage\s?views?)\s{{0,2}}[:：]?\s{{0,2}}{_NUMBER.format('after')}"
    rf"|(?<![\d.,]){_NUMBER.format('before')}\s{{0,2}}(?:회 조회|views?\b|hits?\b|번 읽)"
)
_WORDS: Final = re.compile(r"(?i)조회|읽|view|hit")
_SILENT: Final = frozenset({"script", "style", "head", "title", "meta"})
_MOST: Final = 60
_LONGEST: Final = 90


def views_of(root: HtmlElement, data: LinkedData) -> int | None:
    """The page's own view count, None where it prints none or several."""
    counts = {_counted(data.views)} - {None} if data.views else set()
    counts = counts or {_counted(text) for text in _printed(root)} - {None}
    return counts.pop() if len(counts) == 1 else None


def _printed(root: HtmlElement) -> Iterator[str]:
    """What stands beside a word for views: in the same line of text, the element, or the small box around it."""
    for element in islice(filter(_has_word, every(root)), _MOST):
        if is_aside(element):
            continue
        for text in _surroundings(element):
            match = _COUNT.search(text) if len(text) <= _LONGEST else None
            if match is not None:
                yield match["after"] or match["before"]
                break


def _has_word(element: HtmlElement) -> bool:
    return element.tag not in _SILENT and any(_WORDS.search(line) for line in _lines(element))


def _lines(element: HtmlElement) -> Iterator[str]:
    """The element's own short pieces of text."""
    pieces = (element.text, *(child.tail for child in element))
    return (piece for piece in pieces if piece and len(piece) <= _LONGEST)


def _surroundings(element: HtmlElement) -> Iterator[str]:
    yield from map(clean, _lines(element))
    yield spaced_text_in(element, limit=2 * _LONGEST)
    above = element.getparent()
    if above is not None:
        yield spaced_text_in(above, limit=2 * _LONGEST)


def _counted(text: str | None) -> int | None:
    count = count_of(text) if text else None
    return count if count is not None and 0 <= count <= MAX_VIEWS else None
