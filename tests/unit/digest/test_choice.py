"""Which story goes to a channel on a day, and why."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from bot.digest.choice import Candidate, Featured, choose

DAY = date(2026, 4, 8)


def candidate(number: int, **fields: object) -> Candidate:
    plain = Candidate(number=number, id=f"s{number}", company=None, tags=(), views=0, day=DAY - timedelta(days=400))
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_a_story_comes_again_only_when_all_have_been():
    pool = [candidate(number, times=0 if number == 3 else 1, views=number * 10_000) for number in range(1, 6)]
    choice = choose(pool, DAY, [])
    assert choice is not None
    assert choice.number == 3


def test_the_choice_is_the_same_in_any_order_and_differs_between_days():
    pool = [candidate(number) for number in range(1, 60)]
    shuffled = pool.copy()
    Random(2).shuffle(shuffled)
    assert choose(pool, DAY, []) == choose(shuffled, DAY, [])
    picked = {choice.number for ahead in range(30) if (choice := choose(pool, DAY + timedelta(days=ahead), []))}
    assert len(picked) > 15


def test_a_company_and_tags_the_channel_just_had_wait_their_turn():
    pool = [candidate(1, company="두레", tags=("aws",)), candidate(2, company="물레", tags=("ml",))]
    lately = [Featured(company="두레", tags=("aws",))] * 4
    assert {choice.number for ahead in range(20) if (choice := choose(pool, DAY + timedelta(days=ahead), lately))} == {
        2
    }


def test_what_people_read_save_and_like_wins_over_what_they_do_not():
    pool = [candidate(number) for number in range(1, 20)] + [candidate(99, views=50_000, saves=12, liked=9)]
    choice = choose(pool, DAY, [])
    assert choice is not None
    assert choice.number == 99
    assert choice.reasons[0].name in {"saved", "liked"}
    assert all(reason.points > 0 for reason in choice.reasons)


def test_a_pinned_story_wins_unless_it_cannot_be_sent():
    pool = [candidate(1), candidate(2, views=99_999)]
    pinned = choose(pool, DAY, [], pinned=1)
    assert pinned is not None
    assert (pinned.number, pinned.reasons[0].name) == (1, "pinned")
    other = choose(pool, DAY, [], pinned=7)
    assert other is not None
    assert other.number in (1, 2)


def test_without_candidates_there_is_no_choice():
    assert choose([], DAY, []) is None
