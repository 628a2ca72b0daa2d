"""The fields of a schedule as people write them: how each is read, and how what stands there is written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.digest.target import EVERY_DAY, STARTER_AUTO, WEEKDAYS, Kind, OnHoliday, Target
from bot.request import Language
from bot.story import Origin

T = TypeVar("T")
_TIME = re.compile(r"(?:(오전|오후) ?)?(\d{1,2})(?::(\d{2})|시(?: ?(\d{1,2})분)?)")
_HOST = re.compile(r"(?:[a-z0-9가-힣](?:[a-z0-9가-힣-]{0,61}[a-z0-9가-힣])?\.)+[a-z가-힣]{2,}")
_FEED = re.compile(r"(?:피드|feed)[ :#]*(\d{1,9})", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,\n]")
_NOON = 12
_LONGEST_STARTER = 300
_LONGEST_LIST = 50

_DAYS = {"월": 1, "화": 2, "수": 3, "목": 4, "금": 5, "토": 6, "일": 7}
_ENGLISH_DAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}
DAY_SETS = {"매일": EVERY_DAY, "daily": EVERY_DAY, "평일": WEEKDAYS, "weekdays": WEEKDAYS}
_NONE = ("", "모두", "전부", "없음", "all", "none", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words(Generic[T]):
    """The words for each value of a choice: the Korean one shown, the English one shown, others understood."""

    values: Mapping[T, tuple[str, ...]]

    def read(self, typed: str) -> T | None:
        wanted = "".join(typed.casefold().split())
        return next(
            (value for value, words in self.values.items() if wanted in {one.replace(" ", "") for one in words}), None
        )

    def spoken(self, value: T, language: Language) -> str:
        return self.values[value][0 if language == "ko" else 1]


_HOLIDAYS = _Words(
    values={
        OnHoliday.POST: ("그대로", "post"),
        OnHoliday.SKIP: ("건너뛰기", "skip"),
        OnHoliday.CARRY: ("다음날", "carry", "다음근무일"),
    }
)
_KINDS = _Words(
    values={
        Kind.FEATURED: ("오늘의 글", "featured", "오늘"),
        Kind.NEW: ("새 글", "new"),
        Kind.WEEKLY: ("주간", "weekly", "주간 모음"),
    }
)
_LANGUAGES: _Words[Language] = _Words(values={"ko": ("한국어", "ko", "korean"), "en": ("영어", "en", "english")})
_SWITCH = _Words(values={True: ("켜기", "on", "예", "yes"), False: ("끄기", "off", "아니요", "no", "")})
_ORIGINS = _Words(
    values={
        Origin.FEED: ("피드", "feed", "rss"),
        Origin.LINK: ("링크", "link"),
        Origin.LISTING: ("목록", "listing", "가져오기"),
        Origin.TYPED: ("직접", "typed"),
    }
)


class Unreadable(Exception):
    """What was written is no value of its field; `problem` names the sentence that says what would be."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def written(target: Target, language: Language) -> dict[str, str]:
    """What stands in the fields of a form: what, written there, would leave the target as it is."""
    return {
        "at": target.at.strftime("%H:%M"),
        "weekdays": _written_days(target.weekdays, language),
        "on_holiday": _HOLIDAYS.spoken(target.on_holiday, language),
        "zone": target.zone.key,
        "paused_until": target.paused_until.isoformat() if target.paused_until else "",
        "kind": _KINDS.spoken(target.kind, language),
        "tags": ", ".join(target.tags),
        "companies": ", ".join(target.companies),
        "sources": ", ".join(_written_source(one, language) for one in target.sources),
        "language": target.language,
        "approval": _SWITCH.spoken(target.approval, language),
        "notes_when_empty": _SWITCH.spoken(target.notes_when_empty, language),
        "starter": _SWITCH.spoken(True, language) if target.starter == STARTER_AUTO else target.starter,  # noqa: FBT003
    }


def is_time(typed: str) -> bool:
    """Whether a line looks like a time of day."""
    return bool(_TIME.fullmatch(typed))


def _read_time(typed: str) -> time:
    found = _TIME.fullmatch(typed)
    if not found:
        raise Unreadable("no_time")
    hour, minute = int(found[2]), int(found[3] or found[4] or 0)
    if found[1] == "오후" and hour < _NOON:
        hour += _NOON
    if found[1] == "오전" and hour == _NOON:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        raise Unreadable("no_time") from None


def _read_days(typed: str) -> frozenset[int]:
    if typed in DAY_SETS:
        return DAY_SETS[typed]
    words = typed.casefold().replace(",", " ").replace("요일", "").split()
    english = [_ENGLISH_DAYS.get(word[:3]) for word in words]
    days = english if all(english) else [_DAYS.get(one) for one in "".join(words)]
    chosen = frozenset(day for day in days if day)
    if not chosen or len(chosen) != len(days):
        raise Unreadable("no_weekdays")
    return chosen


def _written_days(weekdays: frozenset[int], language: Language) -> str:
    named = {EVERY_DAY: ("매일", "daily"), WEEKDAYS: ("평일", "weekdays")}
    if weekdays in named:
        return named[weekdays][0 if language == "ko" else 1]
    names = {number: name for name, number in (_DAYS if language == "ko" else _ENGLISH_DAYS).items()}
    return " ".join(names[day] for day in sorted(weekdays))


def _read_zone(typed: str) -> ZoneInfo:
    try:
        return ZoneInfo(typed)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unreadable("no_zone") from None


def _read_pause(typed: str) -> date | None:
    if typed in (*_NONE, "취소", "끝"):
        return None
    return read_date(typed)


def read_date(typed: str) -> date:
    """A date as people write it. Raises Unreadable."""
    try:
        return date.fromisoformat(re.sub(r"[./]", "-", typed).strip("-"))
    except ValueError:
        raise Unreadable("no_date") from None


def _read_words(typed: str) -> tuple[str, ...]:
    if typed.casefold() in _NONE:
        return ()
    words = (" ".join(word.split()).lstrip("#") for word in _SEPARATORS.split(typed))
    found = tuple(dict.fromkeys(word for word in words if word))
    if len(found) > _LONGEST_LIST:
        raise Unreadable("too_many")
    return found


def _read_sources(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_read_source(one) for one in _read_words(typed)))


def _read_source(typed: str) -> str:
    origin = _ORIGINS.read(typed)
    if origin is not None:
        return origin.value
    feed = _FEED.fullmatch(typed)
    if feed:
        return f"feed:{feed[1]}"
    host = re.sub(r"^https?://", "", typed.casefold()).removeprefix("www.").partition("/")[0]
    if not _HOST.fullmatch(host):
        raise Unreadable("no_source")
    return host


def _written_source(source: str, language: Language) -> str:
    origins = {origin.value: origin for origin in Origin}
    return _ORIGINS.spoken(origins[source], language) if source in origins else source


def _read_starter(typed: str) -> str:
    switch = _SWITCH.read(typed)
    if switch is not None:
        return STARTER_AUTO if switch else ""
    if len(typed) > _LONGEST_STARTER:
        raise Unreadable("too_long_starter")
    return typed


def _chosen(words: _Words[T], problem: str) -> Callable[[str], object]:
    def read(typed: str) -> T:
        value = words.read(typed)
        if value is None:
            raise Unreadable(problem)
        return value

    return read


READERS: Mapping[str, Callable[[str], object]] = {
    "at": _read_time,
    "weekdays": _read_days,
    "on_holiday": _chosen(_HOLIDAYS, "no_holiday_rule"),
    "zone": _read_zone,
    "paused_until": _read_pause,
    "kind": _chosen(_KINDS, "no_kind"),
    "tags": _read_words,
    "companies": _read_words,
    "sources": _read_sources,
    "language": _chosen(_LANGUAGES, "no_language"),
    "approval": _chosen(_SWITCH, "no_switch"),
    "notes_when_empty": _chosen(_SWITCH, "no_switch"),
    "starter": _read_starter,
}
