"""Which story is today's."""

from datetime import date, timedelta
from random import Random

from bot.featured import choose

STORIES = [(number, f"story-{number}") for number in range(1, 41)]
DAY = date(2026, 3, 2)


def test_the_choice_does_not_depend_on_the_order_of_candidates():
    shuffled = STORIES.copy()
    Random(3).shuffle(shuffled)
    assert choose(STORIES, DAY) == choose(shuffled, DAY)


def test_days_differ_and_an_empty_library_has_no_story():
    chosen = {choose(STORIES, DAY + timedelta(days=day)) for day in range(60)}
    assert len(chosen) > 20
    assert choose([], DAY) is None
