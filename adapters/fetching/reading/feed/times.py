"""When was an item published? The forms feeds write, Korean ones too; a time without a zone is read in Seoul."""

import re
import time
from calendar import timegm
from datetime import UTC, datetime, timedelta
from typing import Final

from adapters.fetching.reading.dating import written_moment
from bot.importing.dates import moment, seoul

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_EARLIEST: Final = datetime(1991, 8, 6, tzinfo=UTC)
_AHEAD: Final = timedelta(days=1)
_LONGEST: Final = 80
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?")
_HALF: Final = re.compile(
    r"(오전|오후|AM|PM)\s*(\d{1,2})\s*[:시]\s*(\d{1,2})(?:\s*[:분]\s*(\d{1,2})\s*초?)?분?", re.IGNORECASE
)
_TWELVE: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(AM|PM|오전|오후)", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(\d{1,2})시\s*(\d{1,2})분(?:\s*(\d{1,2})초)?")
_WEEKDAY: Final = re.compile(r"^[월화수목금토일](?:요일)?,?\s+|\([월화수목금토일]\)")
_KOREAN_MAIL: Final = re.compile(
    r"(\d{1,2})\s+(\d{1,2})월?\s+(\d{4})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*([+-]\d{4}|KST|GMT|UTC)?"
)
_ZONES: Final = {"KST": "+0900", "GMT": "+0000", "UTC": "+0000", None: "+0900", "": "+0900"}
_NAMED_ZONE: Final = re.compile(r"\s*\(?(KST|JST)\)?$")
_AFTERNOON: Final = ("오후", "PM")
_NOON: Final = 12


def is_ahead(when: datetime | None, now: datetime) -> bool:
    """Whether a time lies so far ahead that it is no date of publishing."""
    return when is not None and when > now + _AHEAD


def bounded(when: datetime | None, now: datetime) -> datetime | None:
    """A time that can be one of publishing: a little ahead is now, far ahead or before the Web is none."""
    if when is None or when < _EARLIEST or is_ahead(when, now):
        return None
    return min(when, now)


def read_moment(written: str, parsed: time.struct_time | None) -> datetime | None:
    """The written time in UTC; `parsed` is what feedparser makes of it, the last resort."""
    text = " ".join(written.split())[:_LONGEST]
    if not text:
        return None
    found = _epoch(text) or _korean_mail(text) or moment(_tidy(text), seoul()) or written_moment(_tidy(text))
    return found or _from_parsed(parsed)


def _tidy(text: str) -> str:
    """The form with the clock in 24 hours and without the day of the week."""
    text = _NAMED_ZONE.sub("+09:00", _WEEKDAY.sub("", text))
    text = _HALF.sub(lambda half: _day_clock(half[1], half[2], half[3], half[4]), text)
    text = _TWELVE.sub(lambda half: _day_clock(half[4], half[1], half[2], half[3]), text)
    return " ".join(_CLOCK.sub(lambda clock: _day_clock("", clock[1], clock[2], clock[3]), text).split())


def _day_clock(half: str, hour: str, minute: str, second: str | None) -> str:
    shown = int(hour)
    if half:
        shown = shown % _NOON + (_NOON if half.upper() in _AFTERNOON else 0)
    return f"{shown:02}:{int(minute):02}:{int(second or 0):02}"


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _korean_mail(text: str) -> datetime | None:
    """`월, 02 3월 2026 09:00:00 +0900`, what Java writes in a Korean locale."""
    match = _KOREAN_MAIL.search(text)
    if match is None:
        return None
    day, month, year, clock, zone = match.groups()
    offset = _ZONES.get(zone, zone)
    clock = clock if clock.count(":") > 1 else f"{clock}:00"
    return moment(f"{year}-{int(month):02}-{int(day):02}T{clock.zfill(8)}{offset}", seoul())


def _from_parsed(parsed: time.struct_time | None) -> datetime | None:
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
