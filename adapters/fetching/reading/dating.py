"""When was the page published? Written dates first, in the order of how sure they are; then what htmldate finds.

A date without a zone is read in Seoul; one that lies more than a day ahead, or before the Web, is no date.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from adapters.fetching.reading.linked_data import LinkedData
from adapters.fetching.reading.metas import Metas
from adapters.fetching.reading.tree import attribute, every, has_class, is_aside, text_in
from bot.importing.dates import moment, seoul

_METAS: Final = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "og:regdate",
    "datepublished", "date", "dc.date.issued", "dc.date", "dcterms.created", "pubdate", "publishdate",
    "parsely-pub-date",
)  # fmt: skip
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_ENGLISH: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
    r"(?:\s+(?P<us_day>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(
    r"\d{4}\s*[./년-]\s*\d{1,2}\s*[./월-]\s*\d{1,2}(?:\s*[.일])?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EARLIEST: Final = datetime(1991, 8, 6, tzinfo=UTC)
_AHEAD: Final = timedelta(days=1)
_LONGEST_SHOWN: Final = 80
_LONGEST_ALONE: Final = 30
_MOST_PLACES: Final = 40
_DATE_CLASSES: Final = frozenset(
    {"date", "post-date", "entry-date", "published", "txt_date", "post_date", "se_publishDate", "posted"}
)


def published_at(root: HtmlElement, metas: Metas, data: LinkedData, *, link: str, now: datetime) -> datetime | None:
    """The time the page was published, in UTC, None where it does not say."""
    for written in _written(root, metas, data):
        when = written_moment(written)
        if when is not None and _EARLIEST <= when <= now + _AHEAD:
            return when
    guessed = written_moment(_guessed(root, link, now) or "")
    return guessed if guessed is not None and _EARLIEST <= guessed <= now + _AHEAD else None


def _written(root: HtmlElement, metas: Metas, data: LinkedData) -> Iterator[str]:
    if data.published:
        yield data.published
    yield from metas.every(*_METAS)
    places = tuple(islice((one for one in every(root) if _may_date(one)), _MOST_PLACES))
    for is_surest in (True, False):
        for one in places:
            if _is_marked(one) == is_surest and (is_surest or not is_aside(one)):
                yield from _shown_in(one)


def _may_date(element: HtmlElement) -> bool:
    if element.tag == "time" or element.get("itemprop") == "datePublished" or has_class(element, _DATE_CLASSES):
        return True
    text = element.text or ""
    return len(element) == 0 and len(text) <= _LONGEST_ALONE and _SHOWN.fullmatch(text.strip()) is not None


def _is_marked(element: HtmlElement) -> bool:
    """Does the page say that this is the date of publishing?"""
    return element.get("itemprop") == "datePublished" or element.get("pubdate") is not None


def _shown_in(element: HtmlElement) -> Iterator[str]:
    yield attribute(element, "datetime") or attribute(element, "content")
    text = text_in(element, limit=2 * _LONGEST_SHOWN)
    if len(text) <= _LONGEST_SHOWN:
        yield text


def written_moment(text: str) -> datetime | None:
    """The time in a short text that shows one, in UTC."""
    if (digits := _DIGITS.fullmatch(text)) is not None:
        year, month, day, hour, minute, _ = digits.groups()
        text = f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else "")
    elif (shown := _SHOWN.search(text)) is not None and len(text) <= _LONGEST_SHOWN and "T" not in text:
        return moment(text, seoul()) or moment(_tidy(shown[0]), seoul())
    elif (english := _ENGLISH.search(text)) is not None and len(text) <= _LONGEST_SHOWN:
        return moment(text, seoul()) or _from_english(english)
    return moment(text, seoul())


def _tidy(text: str) -> str:
    """`2024. 1. 2. 3:04` as `2024. 1. 2. 03:04`."""
    return re.sub(r"(?<![\d:])(\d:\d{2})", r"0\1", text)


def _from_english(match: re.Match[str]) -> datetime | None:
    day = match["day"] or match["us_day"] or "1"
    month = _MONTHS.index(match["month"].lower()) + 1
    return moment(f"{match['year']}-{month:02}-{int(day):02}", seoul())


def _guessed(root: HtmlElement, link: str, now: datetime) -> str | None:
    from htmldate import find_date  # noqa: PLC0415 - loaded only where a page is read

    alone = deepcopy(root)
    for beside in list(every(alone, "aside", "nav", "footer")):
        beside.drop_tree()
    try:
        found = find_date(
            alone, extensive_search=False, original_date=True, url=link, max_date=now, deferred_url_extractor=True
        )
    except ValueError:  # as for the text: a control character written as a reference
        return None
    return str(found) if found else None
