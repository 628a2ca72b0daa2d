"""The daily story, exactly once: short versions of the proofs in tests/bench/digest_*.py."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random

import pytest

from tests.bench import digest_calendar, digest_faults, digest_processes
from tests.bench.digest.plans import DELAYS, PLATFORMS, STEPS, Plan, plan
from tests.bench.digest.quiet import be_quiet

LEFT_OUT = ("daily", "weekdays, skip", "twelve stories", "London 01:30")
RULES = tuple(one for one in digest_calendar.RULES if one.name not in LEFT_OUT)
CLOSELY = 70  # days of looks also when nothing may be due, until after New York's clocks have changed


def every_step_once() -> Iterator[Plan]:
    """A run for each step of sending, platforms and delays in turn."""
    platforms, delays = cycle(PLATFORMS), cycle(DELAYS)
    for number, step in enumerate(STEPS):
        yield plan(number, step, next(platforms), next(delays), random=Random(number), with_more=False)


async def test_killed_at_any_step_or_cut_off_the_story_stands_in_each_channel_once(tmp_path: Path):
    plans = list(every_step_once())
    report = await digest_faults.run(plans, tmp_path, lanes=3)
    assert report.total.faults == []
    assert (report.runs, report.total.doubled, report.total.lost) == (len(STEPS), 0, 0)
    assert report.killed >= len(STEPS) // 2
    assert report.total.sent + report.total.skipped == report.total.expected


async def test_two_processes_on_one_library_post_once_between_them(tmp_path: Path):
    result = await digest_processes.run(tmp_path, days=3, channels=8)
    assert result.faults == []
    assert (result.sent, result.expected) == (24, 24)
    assert len(result.by_owner) == digest_processes.PROCESSES


async def test_four_hundred_days_of_posts_are_those_that_the_rules_want():
    be_quiet()
    few = digest_calendar.looks_at(400, digest_calendar.FEW_LOOKS)
    looks = sorted({*few, *digest_calendar.looks_at(CLOSELY)})
    outcome = await digest_calendar.simulate(looks, 60, RULES)
    assert list(digest_calendar.judge(outcome, looks, 400, 60, RULES)) == []
    assert list(digest_calendar.holiday_differences()) == []


async def test_the_same_library_and_days_give_the_same_posts():
    be_quiet()
    looks = sorted(digest_calendar.looks_at(30, digest_calendar.FEW_LOOKS))
    first, second = [await digest_calendar.simulate(looks, 60, RULES) for _ in range(2)]
    assert first == second
    assert len(first.posted) > 50


@pytest.mark.parametrize("stories", [["a", "b", "a"], ["a", "b", "c", "c"]])
def test_the_judge_sees_a_story_that_comes_again_too_early(stories: list[str]):
    assert digest_calendar.early_repeats(stories, 3)
