"""The community's days off out of a file: a line a day, `2026-12-24 창립기념일`; `#` begins a remark."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.digest.fields import Unreadable, read_date

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that names no day, by its number from 1."""

    number: int
    text: str


def read_days_off(lines: Iterable[str]) -> tuple[dict[date, str], tuple[BadLine, ...]]:
    """The days with their names, and the lines that cannot be read."""
    days: dict[date, str] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix("\ufeff").partition("#")[0].strip()
        if not text:
            continue
        day, _, name = text.partition(" ")
        try:
            days[read_date(day.rstrip(","))] = " ".join(name.split())[:_LONGEST_NAME]
        except Unreadable:
            bad.append(BadLine(number=number, text=text[:_LONGEST_NAME]))
    return days, tuple(bad)
