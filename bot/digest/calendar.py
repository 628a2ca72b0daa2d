"""On which local days does a channel get its post? Weekdays, holidays, days off of the community, pauses."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import holidays

from bot.digest.target import OnHoliday, Target

_LONGEST_BREAK = 31  # days a carried post may wait; longer runs of days off drop it


@lru_cache(maxsize=64)
def korean_holidays(year: int) -> dict[date, str]:
    """Korean public holidays of a year with their names: substitute and temporary ones included.

    Source: the `holidays` package (관공서의 공휴일에 관한 규정).
    """
    return dict(sorted(holidays.country_holidays("KR", years=year, language="ko").items()))


def is_working_day(target: Target, day: date, days_off: frozenset[date]) -> bool:
    """Whether `day` is one of the target's weekdays and neither a Korean holiday nor a day off of the community."""
    return day.isoweekday() in target.weekdays and day not in days_off and day not in korean_holidays(day.year)


def posts_on(target: Target, day: date, days_off: frozenset[date]) -> bool:
    """Whether the channel gets a post on `day`.

    A post due on a day off goes out on the next working day when it is carried; several carried ones, and the one of
    that day itself, are one post.
    """
    if target.off or (target.paused_until and day < target.paused_until):
        return False
    if target.on_holiday is OnHoliday.POST:
        return day.isoweekday() in target.weekdays
    if is_working_day(target, day, days_off):
        return True
    return target.on_holiday is OnHoliday.CARRY and _is_carried_to(target, day, days_off)


def _is_carried_to(target: Target, day: date, days_off: frozenset[date]) -> bool:
    """Whether `day`, none of the target's own weekdays, is the first working day behind a day off of the target's."""
    if day.isoweekday() in target.weekdays or not _is_open(day, days_off):
        return False
    for back in range(1, _LONGEST_BREAK):
        before = day - timedelta(days=back)
        if _is_open(before, days_off):
            return False
        if before.isoweekday() in target.weekdays:
            return True
    return False


def _is_open(day: date, days_off: frozenset[date]) -> bool:
    weekend = 6
    return day.isoweekday() < weekend and day not in days_off and day not in korean_holidays(day.year)


def posting_days(target: Target, first: date, last: date, days_off: frozenset[date]) -> Iterator[date]:
    """The days from `first` to `last` on which the channel gets a post."""
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if posts_on(target, day, days_off):
            yield day


def moment(target: Target, day: date) -> datetime:
    """When the post of a local day is due, in UTC.

    A local time that the clocks skip is due as much later as they jump; one that comes twice is due the first time.
    """
    return datetime.combine(day, target.at, target.zone).astimezone(UTC)
