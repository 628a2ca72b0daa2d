"""What is due at a moment, given what has been recorded."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.digest.due import GRACE, agenda
from bot.digest.target import Target
from tests.support.building import SEOUL

NINE = datetime(2026, 4, 8, 0, 0, tzinfo=UTC)  # Wednesday 09:00 in Seoul
DAY = date(2026, 4, 8)
TARGET = Target(channel="slack:C1", zone=SEOUL, since=NINE - timedelta(days=3, hours=1))
BEFORE = {date(2026, 4, 5), date(2026, 4, 6), date(2026, 4, 7)}


def due(now: datetime, recorded: set[date], target: Target = TARGET) -> tuple[list[date], list[date]]:
    found = agenda(target, now, recorded)
    return [one.day for one in found.now], [one.day for one in found.missed]


def test_a_post_is_due_from_its_minute_on_and_not_before():
    assert due(NINE - timedelta(microseconds=1), BEFORE) == ([], [])
    assert due(NINE, BEFORE) == ([DAY], [])
    assert due(NINE + GRACE, BEFORE) == ([DAY], [])


def test_what_is_recorded_is_not_due_again():
    assert due(NINE, BEFORE | {DAY}) == ([], [])


def test_a_missed_run_is_made_up_for_within_the_grace_and_recorded_beyond_it():
    assert due(NINE + GRACE + timedelta(seconds=1), BEFORE) == ([], [DAY])


def test_a_process_that_comes_back_after_days_posts_one_story_and_records_the_rest():
    assert due(NINE + timedelta(hours=1), set()) == ([DAY], [date(2026, 4, 5), date(2026, 4, 6), date(2026, 4, 7)])


def test_days_before_the_schedule_was_set_up_are_nobodys_business():
    new = replace(TARGET, since=NINE + timedelta(minutes=1))
    assert due(NINE + timedelta(hours=1), set(), new) == ([], [])


def test_a_clock_that_jumps_back_makes_nothing_due_twice():
    assert due(NINE + timedelta(minutes=1), BEFORE | {DAY}) == ([], [])
    assert due(NINE - timedelta(hours=2), BEFORE | {DAY}) == ([], [])
