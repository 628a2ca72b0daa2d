"""What an admin types to set a schedule, read into a target: `09:30`, `평일`, `휴일 건너뛰기`, `쉬기 2026-12-01`."""

import dataclasses
import re
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.digest.target import EVERY_DAY, WEEKDAYS, OnHoliday, Target
from bot.errors import BadFields, FieldProblem

_TIME = re.compile(r"(?:(오전|오후) ?)?(\d{1,2})(?::(\d{2})|시(?: ?(\d{1,2})분)?)")
_DAYS = {"월": 1, "화": 2, "수": 3, "목": 4, "금": 5, "토": 6, "일": 7}
_DAY_SETS = {"매일": EVERY_DAY, "daily": EVERY_DAY, "평일": WEEKDAYS, "weekdays": WEEKDAYS}
_HOLIDAYS = {
    "그대로": OnHoliday.POST,
    "post": OnHoliday.POST,
    "건너뛰기": OnHoliday.SKIP,
    "skip": OnHoliday.SKIP,
    "다음날": OnHoliday.CARRY,
    "carry": OnHoliday.CARRY,
}
_NOON = 12


def set_by(target: Target, typed: str) -> Target:
    """`target` with what `typed` says. Raises BadFields naming `schedule` for anything it cannot read."""
    word, _, rest = typed.strip().partition(" ")
    changes = _change(word, rest.strip())
    if changes is None:
        changes = {"at": _time(typed.strip()), "off": ""}
    return dataclasses.replace(target, **changes)  # type: ignore[arg-type] # _change names fields of Target


def _change(word: str, rest: str) -> dict[str, object] | None:
    """What a setting's word changes; None where it is no word of a setting."""
    match word:
        case "매일" | "daily" | "평일" | "weekdays" if not rest:
            return {"weekdays": _DAY_SETS[word]}
        case "요일" | "days":
            return {"weekdays": _weekdays(rest)}
        case "휴일" | "holidays":
            return {"on_holiday": _choice(_HOLIDAYS, rest)}
        case "시간대" | "zone":
            return {"zone": _zone(rest)}
        case "쉬기" | "pause":
            return {"paused_until": _date(rest)}
        case "태그" | "tags":
            return {"tags": _words(rest)}
        case "회사" | "companies":
            return {"companies": _words(rest)}
        case "켜기" | "on" if not rest:
            return {"off": "", "paused_until": None}
        case _:
            return None


def _time(typed: str) -> time:
    found = _TIME.fullmatch(typed)
    if not found:
        raise _unreadable()
    hour, minute = int(found[2]), int(found[3] or found[4] or 0)
    if found[1] == "오후" and hour < _NOON:
        hour += _NOON
    if found[1] == "오전" and hour == _NOON:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        raise _unreadable() from None


def _weekdays(typed: str) -> frozenset[int]:
    days = [_DAYS.get(one) for one in typed.replace(",", "").replace(" ", "").replace("요일", "")]
    chosen = frozenset(day for day in days if day)
    if not chosen or len(chosen) != len(days):
        raise _unreadable()
    return chosen


def _zone(typed: str) -> ZoneInfo:
    try:
        return ZoneInfo(typed)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _unreadable() from None


def _date(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise _unreadable() from None


def _words(typed: str) -> tuple[str, ...]:
    if typed in ("", "모두", "all"):
        return ()
    return tuple(dict.fromkeys(word.strip().lstrip("#") for word in typed.split(",") if word.strip().lstrip("#")))


def _choice(choices: dict[str, OnHoliday], typed: str) -> OnHoliday:
    if typed not in choices:
        raise _unreadable()
    return choices[typed]


def _unreadable() -> BadFields:
    return BadFields(FieldProblem(field="schedule", problem="no_schedule"))
