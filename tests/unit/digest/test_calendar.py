"""On which local days a channel gets its post, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.digest.calendar import korean_holidays, moment, posting_days, posts_on
from bot.digest.target import WEEKDAYS, OnHoliday, Target
from tests.support.building import SEOUL

TARGET = Target(channel="slack:C1", zone=SEOUL, since=datetime(2025, 1, 1, tzinfo=UTC), weekdays=WEEKDAYS)
NO_DAYS_OFF: frozenset[date] = frozenset()


def days(target: Target, first: date, last: date, off: frozenset[date] = NO_DAYS_OFF) -> list[int]:
    return [day.day for day in posting_days(target, first, last, off)]


def test_the_calendar_knows_lunar_and_substitute_holidays():
    year = korean_holidays(2026)
    assert {date(2026, 2, 17), date(2026, 3, 2), date(2026, 9, 25)} <= set(year)


def test_weekends_are_left_out_and_holidays_as_the_channel_wants():
    first, last = date(2026, 9, 21), date(2026, 9, 30)  # 추석: Thu 24 to Sat 26
    assert days(TARGET, first, last) == [21, 22, 23, 24, 25, 28, 29, 30]
    assert days(replace(TARGET, on_holiday=OnHoliday.SKIP), first, last) == [21, 22, 23, 28, 29, 30]


def test_a_carried_post_goes_out_on_the_next_working_day_once():
    thursdays = replace(TARGET, weekdays=frozenset({4}), on_holiday=OnHoliday.CARRY)
    new_year = date(2026, 1, 1)
    off = frozenset({date(2026, 1, 2)})
    assert days(thursdays, new_year, date(2026, 1, 10), off) == [5, 8]
    assert days(thursdays, new_year, date(2026, 1, 10)) == [2, 8]
    every_weekday = replace(TARGET, on_holiday=OnHoliday.CARRY)
    assert days(every_weekday, date(2026, 2, 16), date(2026, 2, 20)) == [19, 20]  # 설날 Mon to Wed


def test_a_pause_ends_on_its_day_and_a_target_switched_off_never_posts():
    paused = replace(TARGET, paused_until=date(2026, 4, 8))
    assert days(paused, date(2026, 4, 6), date(2026, 4, 10)) == [8, 9, 10]
    assert not posts_on(replace(TARGET, off="gone"), date(2026, 4, 8), NO_DAYS_OFF)


def test_leap_days_and_new_year_are_days_like_others():
    daily = replace(TARGET, weekdays=frozenset(range(1, 8)))
    assert len(list(posting_days(daily, date(2027, 12, 1), date(2028, 3, 1), NO_DAYS_OFF))) == 92


@pytest.mark.parametrize(
    ("zone", "day", "at", "due"),
    [
        ("Asia/Seoul", date(2026, 3, 2), time(9), datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 8), time(2, 30), datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),  # skipped hour
        ("America/New_York", date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),  # twice
        ("Pacific/Kiritimati", date(2026, 1, 1), time(9), datetime(2025, 12, 31, 19, 0, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_one_moment_also_when_clocks_jump(zone: str, day: date, at: time, due: datetime):
    assert moment(replace(TARGET, zone=ZoneInfo(zone), at=at), day) == due


def test_every_local_day_of_a_year_has_moments_in_order_in_every_zone():
    for zone in ("Europe/Lisbon", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Seoul"):
        target = replace(TARGET, zone=ZoneInfo(zone), at=time(2, 15))
        moments = [moment(target, date(2026, 1, 1) + timedelta(days=ahead)) for ahead in range(365)]
        assert moments == sorted(set(moments))
