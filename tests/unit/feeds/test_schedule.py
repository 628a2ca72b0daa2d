"""When a feed is looked at next."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.feed import FeedState
from bot.feeds.schedule import LONGEST, SHORTEST, after_failure, after_look, retry_after
from bot.fetching import FetchProblem, FetchRefused
from tests.support.building import MORNING
from tests.support.feeding import feed


def test_a_feed_that_brings_something_is_looked_at_more_often_and_a_quiet_one_less() -> None:
    busy = quiet = feed(begun=True)
    for _ in range(20):
        busy = after_look(busy, brought=1, rest=None, now=MORNING, random=Random(1))
        quiet = after_look(quiet, brought=0, rest=None, now=MORNING, random=Random(1))
    assert (busy.interval, quiet.interval) == (SHORTEST, LONGEST)


def test_a_feed_that_asks_to_be_left_alone_is() -> None:
    rested = after_look(feed(begun=True), brought=3, rest=timedelta(hours=6), now=MORNING, random=Random(1))
    assert rested.interval == timedelta(hours=6)


def test_the_first_look_changes_no_interval() -> None:
    assert after_look(feed(), brought=20, rest=None, now=MORNING, random=Random(1)).interval == feed().interval


@given(seed=st.integers(), failures=st.integers(0, 10_000))
def test_a_failing_feed_is_looked_at_later_and_later_up_to_a_day(seed: int, failures: int) -> None:
    failing = feed(failures=failures, failing_since=MORNING if failures else None)
    failed = after_failure(failing, FetchRefused(FetchProblem.TIMEOUT, host="x"), now=MORNING, random=Random(seed))
    wait = failed.next_at - MORNING
    assert SHORTEST * 0.9 <= wait <= LONGEST * 1.1
    assert failed.failures == failures + 1


def test_a_server_that_says_when_to_come_back_is_left_alone_until_then() -> None:
    busy = FetchRefused(FetchProblem.BUSY, host="x", status=429, retry_after="7200")
    assert after_failure(feed(), busy, now=MORNING, random=Random(1)).next_at == MORNING + timedelta(hours=2)


def test_a_feed_that_is_gone_is_switched_off_and_one_kept_away_rests_a_day() -> None:
    gone = FetchRefused(FetchProblem.NOT_FOUND, host="x", status=410)
    away = FetchRefused(FetchProblem.ROBOTS, host="x")
    assert after_failure(feed(), gone, now=MORNING, random=Random(1)).state is FeedState.GONE
    assert after_failure(feed(), away, now=MORNING, random=Random(1)).next_at >= MORNING + LONGEST * 0.9


def test_a_look_that_goes_well_ends_a_spell_of_failing() -> None:
    failed = after_failure(feed(), FetchRefused(FetchProblem.TIMEOUT, host="x"), now=MORNING, random=Random(1))
    well = after_look(failed, brought=0, rest=None, now=MORNING, random=Random(1))
    assert (failed.problem, failed.failing_since) == ("fetch.timeout", MORNING)
    assert (well.problem, well.failing_since, well.failures) == ("", None, 0)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("120", timedelta(minutes=2)),
        ("999999999999", timedelta(days=2)),
        ("Mon, 02 Mar 2026 01:00:00 GMT", timedelta(hours=1)),
        ("Mon, 02 Mar 2020 01:00:00 GMT", timedelta()),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(written: str, span: timedelta | None) -> None:
    assert retry_after(written, MORNING) == span
