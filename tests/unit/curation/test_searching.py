"""Searches are counted without names, and an opening belongs to the asker's last search of the last half hour."""

from datetime import timedelta

from bot.curation.searching import QUERY_LIMIT, Tally, Trail
from tests.support.building import MORNING, SEOUL

DAY = MORNING.astimezone(SEOUL).date()


def searched(trail: Trail, query: str, *, actor: str = "slack:U1", hits: int = 3, minutes: int = 0) -> None:
    trail.searched(actor, query, hits, at=MORNING + timedelta(minutes=minutes), zone=SEOUL)


def test_a_search_is_counted_in_one_spelling():
    trail = Trail()
    searched(trail, "  Kafka   도입 ")
    assert trail.take() == (Tally(day=DAY, query="kafka 도입", times=1, hits=3),)
    assert trail.take() == ()


def test_an_opening_counts_once_for_the_last_search_of_that_person():
    trail = Trail()
    searched(trail, "kafka")
    searched(trail, "redis", actor="slack:U2")
    trail.opened("slack:U1", at=MORNING + timedelta(minutes=29))
    trail.opened("slack:U1", at=MORNING + timedelta(minutes=29))
    assert [(one.query, one.opened) for one in trail.take()] == [("kafka", 0), ("redis", 0), ("kafka", 1)]


def test_an_opening_half_an_hour_later_comes_from_no_search():
    trail = Trail()
    searched(trail, "kafka")
    trail.opened("slack:U1", at=MORNING + timedelta(minutes=31))
    assert len(trail.take()) == 1


def test_who_searched_is_forgotten_after_half_an_hour():
    trail = Trail()
    searched(trail, "kafka")
    searched(trail, "redis", actor="slack:U2", minutes=40)
    assert "slack:U1" not in repr(trail)


def test_no_name_is_in_what_is_written():
    trail = Trail()
    searched(trail, "kafka")
    assert "U1" not in repr(trail.take())


def test_all_of_it_is_bounded():
    trail = Trail()
    for number in range(6000):
        searched(trail, f"{number} " + "가" * 600, actor=f"slack:U{number}")
    taken = trail.take()
    assert len(taken) == 5000
    assert max(len(one.query) for one in taken) <= QUERY_LIMIT


def test_counts_that_could_not_be_written_wait_on_in_their_order():
    trail = Trail()
    searched(trail, "하나")
    searched(trail, "둘")
    taken = trail.take()
    searched(trail, "셋")
    trail.give_back(taken)
    assert [one.query for one in trail.take()] == ["하나", "둘", "셋"]
