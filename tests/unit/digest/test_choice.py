"""Which story goes to a channel on a day, and why."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from bot.digest.choice import Candidate, Choice, Featured, Pool, Taste
from bot.digest.choice import choose as choose_from

DAY = date(2026, 4, 8)


def choose(candidates: list[Candidate], day: date, lately: list[Featured], **more: object) -> Choice | None:
    return choose_from(Pool(candidates, day), day, lately, **more)  # type: ignore[arg-type]


def candidate(number: int, **fields: object) -> Candidate:
    plain = Candidate(number=number, id=f"s{number}", company=None, tags=(), views=0, day=DAY - timedelta(days=400))
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_a_story_comes_again_only_when_all_have_been():
    pool = [candidate(number, views=number * 10_000) for number in range(1, 6)]
    had = dict.fromkeys((1, 2, 4, 5), 1)
    choice = choose(pool, DAY, [], had=had)
    assert choice is not None
    assert choice.number == 3
    again = choose(pool, DAY, [], had={**had, 3: 1, 5: 2})
    assert again is not None
    assert again.number in (1, 2, 3, 4)


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


def test_looking_at_the_promising_first_chooses_what_looking_at_all_would():
    random = Random(5)
    pool = [
        candidate(
            number,
            company=f"회사{number % 7}",
            tags=(f"t{number % 11}",),
            views=random.randrange(20_000),
            saves=random.randrange(4),
            liked=random.randrange(-3, 4),
            day=DAY - timedelta(days=random.randrange(300)),
        )
        for number in range(1, 400)
    ]
    lately = [Featured(company=f"회사{number}", tags=(f"t{number}",)) for number in range(6)]
    for ahead in range(25):
        day = DAY + timedelta(days=ahead)
        allowed = frozenset(random.sample(range(1, 400), 90))
        chosen = choose_from(Pool(pool, DAY).among(allowed), day, lately)
        alone = {number: choose([pool[number - 1]], day, lately) for number in allowed}
        assert chosen is not None
        assert chosen.number in allowed
        assert chosen == max((one for one in alone.values() if one), key=lambda one: _total(pool, one, day, lately))


def _total(pool: list[Candidate], choice: Choice, day: date, lately: list[Featured]) -> float:
    one, taste = pool[choice.number - 1], Taste(lately)
    return Pool([one], day).score(one, day) + taste.company_points(one) + taste.tag_points(one)
