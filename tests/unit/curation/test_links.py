"""When a link counts as dead, and how links are looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest

from bot.curation.links import LinkLook, LinkState, Sight, after_look, settled
from bot.curation.looking import LinkRound, Sighting, distinct_hosts
from bot.fetching import FetchProblem
from store.sqlite import SqliteStore
from tests.support.building import MORNING, StandingClock, add, draft

THERE: Sighting = (Sight.THERE, None)
GONE: Sighting = (Sight.GONE, FetchProblem.NOT_FOUND)
NO_NAME: Sighting = (Sight.GONE, FetchProblem.UNRESOLVABLE)
BLOCKED: Sighting = (Sight.UNCLEAR, FetchProblem.FORBIDDEN)
FRESH = LinkLook(
    story=1,
    link="https://a.example/1",
    state=LinkState.UNSEEN,
    failures=0,
    since=None,
    problem="",
    next_at=MORNING,
)


def after(*sights: Sight, apart: timedelta = timedelta(days=1)) -> LinkLook:
    look = FRESH
    for nth, sight in enumerate(sights):
        look = after_look(look, sight, "fetch.not_found", at=MORNING + nth * apart, random=Random(1))
    return look


@pytest.mark.parametrize(
    ("sights", "state"),
    [
        ((Sight.THERE,), LinkState.FINE),
        ((Sight.GONE,), LinkState.FAILING),
        ((Sight.GONE, Sight.GONE), LinkState.FAILING),
        ((Sight.GONE, Sight.GONE, Sight.GONE), LinkState.DEAD),
        ((Sight.GONE, Sight.UNCLEAR, Sight.GONE, Sight.GONE), LinkState.DEAD),
        ((Sight.GONE, Sight.GONE, Sight.THERE, Sight.GONE), LinkState.FAILING),
        ((Sight.GONE, Sight.GONE, Sight.GONE, Sight.UNCLEAR), LinkState.DEAD),
        ((Sight.GONE, Sight.GONE, Sight.GONE, Sight.THERE), LinkState.FINE),
        ((Sight.UNCLEAR,) * 30, LinkState.UNCERTAIN),
    ],
)
def test_a_link_is_dead_after_three_clear_failures_and_never_of_unclear_ones(
    sights: tuple[Sight, ...], state: LinkState
):
    assert after(*sights).state is state


def test_failures_within_a_day_do_not_make_a_link_dead():
    assert after(*[Sight.GONE] * 10, apart=timedelta(hours=2)).state is LinkState.FAILING


def test_the_next_look_comes_later_for_what_works():
    assert after(Sight.THERE).next_at - MORNING > timedelta(days=20)
    assert after(Sight.GONE).next_at - MORNING < timedelta(days=2)
    assert settled(after(*[Sight.GONE] * 3), at=MORNING).next_at - MORNING > timedelta(days=100)


@dataclass(slots=True)
class Seen:
    """Implements `Looker` over a table; remembers what it was asked."""

    sightings: Mapping[str, Sighting]
    asked: list[str] = field(default_factory=list)

    async def look(self, link: str) -> Sighting:
        self.asked.append(link)
        return self.sightings.get(link, THERE)


def looking(store: SqliteStore, looker: Seen, clock: StandingClock) -> LinkRound:
    return LinkRound(store=store, looker=looker, now=clock, random=Random(1))


async def state_of(store: SqliteStore, story: int) -> LinkState:
    look = await store.read(lambda library: library.link_look(story))
    assert look is not None
    return look.state


async def test_a_tick_looks_at_one_link_of_each_of_a_few_hosts(store: SqliteStore, clock: StandingClock):
    links = [f"https://{host}.example/{nth}" for nth in range(3) for host in "abcde"]
    await add(store, *(draft(f"글 {link}", link=link) for link in links))
    looker = Seen({})
    await looking(store, looker, clock).tick()
    assert looker.asked == [f"https://{host}.example/0" for host in "abcd"]


async def test_looks_over_days_find_the_dead_and_go_on_where_they_were(store: SqliteStore, clock: StandingClock):
    await add(store, draft("하나", link="https://a.example/1"), draft("둘", link="https://b.example/2"))
    looker = Seen({"https://a.example/1": GONE})
    for _ in range(4):
        await looking(store, looker, clock).tick()  # as after a restart: nothing is kept outside the store
        clock.forward(days=1.2)
    assert await state_of(store, 1) is LinkState.DEAD
    assert await state_of(store, 2) is LinkState.FINE
    assert looker.asked.count("https://b.example/2") == 1


async def test_names_that_do_not_exist_count_only_while_others_answer(store: SqliteStore, clock: StandingClock):
    await add(store, draft("하나", link="https://a.example/1"))
    looker = Seen({"https://a.example/1": NO_NAME})
    await looking(store, looker, clock).tick()
    assert await state_of(store, 1) is LinkState.UNCERTAIN
    await add(store, draft("둘", link="https://b.example/2"))
    clock.forward(days=5)
    await looking(store, looker, clock).tick()
    assert await state_of(store, 1) is LinkState.FAILING


async def test_looking_now_goes_host_by_host_and_tells_how_far_it_is(store: SqliteStore, clock: StandingClock):
    await add(store, *(draft(f"글 {nth}", link=f"https://a.example/{nth}") for nth in range(3)))
    told: list[tuple[int, int]] = []
    looker = Seen({"https://a.example/1": BLOCKED})
    done = await looking(store, looker, clock).many(
        10, lambda done, total: told.append((done, total)), pause=timedelta(0)
    )
    assert (done, told) == (3, [(1, 3), (2, 3), (3, 3)])
    assert await state_of(store, 2) is LinkState.UNCERTAIN


def test_hosts_are_told_apart_by_name():
    looks = [
        FRESH,
        FRESH,
        LinkLook(**{name: getattr(FRESH, name) for name in FRESH.__slots__} | {"link": "http://b.x"}),
    ]
    assert [one.link for one in distinct_hosts(looks)] == ["https://a.example/1", "http://b.x"]
