"""How a written date becomes aware UTC. A time without a zone is read in `zone`: for a Korean file that is Seoul."""

import re
from datetime import UTC, date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final
from zoneinfo import ZoneInfo

_KOREAN: Final = re.compile(r"(\d{4})\s*[./년-]\s*(\d{1,2})\s*[./월-]\s*(\d{1,2})\s*[.일]?(?:\s*T?\s*(\d.*))?")
_SPACED_OFFSET: Final = re.compile(r"\s+(?=(?:[+-]\d{2}:?\d{2}|Z)$)")
_MAIL: Final = re.compile(r"(?:[A-Za-z]{3},\s+)?\d{1,2} [A-Za-z]{3} \d{4} .*")
_LONGEST: Final = 60


def seoul() -> ZoneInfo:
    """Gives the zone that dates without one are read in unless the caller names another."""
    return ZoneInfo("Asia/Seoul")


def moment(value: str | date, zone: tzinfo) -> datetime | None:
    """Gives the time in UTC, None when it is no date. Reads ISO 8601, `2024.1.2`, `2024년 1월 2일` and RFC 5322; a
    plain date is its midnight in `zone`."""
    try:
        when = _read(value.strip()) if isinstance(value, str) else _from_date(value)
        return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):  # the last two: email.utils on odd input
        return None


def _from_date(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001


def _read(text: str) -> datetime:
    if len(text) > _LONGEST:
        raise ValueError("too long for a date")
    if _MAIL.fullmatch(text):
        return parsedate_to_datetime(text)
    return datetime.fromisoformat(_SPACED_OFFSET.sub("", _as_iso(text)))


def _as_iso(text: str) -> str:
    match = _KOREAN.fullmatch(text)
    if match is None:
        return text
    day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if match[4] is None:
        return day
    return f"{day}T0{match[4]}" if match[4][1:2] == ":" else f"{day}T{match[4]}"
