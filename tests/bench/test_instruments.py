"""The generators: the same for the same seed, and true to what they say."""

from pathlib import Path
from random import Random

import pytest

from tests.bench.files import BenchStory, read_stories
from tests.bench.fingers import neighbours, slip_in_hangul, slip_in_latin
from tests.bench.fragments import bare
from tests.bench.key_strokes import key_strokes, typing
from tests.bench.make_queries import MAKERS, make_queries
from tests.bench.synthetic import product_name, stories

NOTES = Path(__file__).with_name("notes")


def test_typing_shows_half_finished_syllables() -> None:
    assert list(typing("모니터")) == ["ㅁ", "모", "몬", "모니", "모닡", "모니터"]


def test_typing_changes_between_korean_and_english() -> None:
    assert list(typing("c 값"))[-2:] == ["c 갑", "c 값"]


@pytest.mark.parametrize(("key", "beside"), [("q", "w"), ("s", "ad"), ("R", "ET"), (" ", "")])
def test_neighbours_lie_in_the_same_row(key: str, beside: str) -> None:
    assert neighbours(key) == beside


@pytest.mark.parametrize("slip", [slip_in_hangul, slip_in_latin])
def test_a_slip_changes_the_text(slip: object) -> None:
    word = "모니터링" if slip is slip_in_hangul else "monitoring"
    assert all(slip(Random(seed), word) not in (word, None) for seed in range(50))  # type: ignore[operator] # either


def test_synthetic_stories_are_the_same_for_the_same_seed() -> None:
    assert list(stories(20, seed=3, bodies=True)) == list(stories(20, seed=3, bodies=True))
    assert list(stories(20, seed=3)) != list(stories(20, seed=4))


def test_a_longer_library_begins_with_the_shorter_one() -> None:
    assert list(stories(30))[:20] == list(stories(20))


def test_full_stories_have_bodies_of_ordinary_length() -> None:
    assert all(300 <= len(story.body) <= 1700 for story in stories(50, bodies=True))


def test_product_names_of_common_ranks_differ() -> None:
    assert len({product_name(rank) for rank in range(20_000)}) == 20_000


def test_queries_of_every_class_are_made_and_repeatable() -> None:
    library = read_stories(NOTES / "stories.jsonl")
    made = list(make_queries(library, seed=5, per_class=5))
    assert made == list(make_queries(library, seed=5, per_class=5))
    assert {query.kind for query in made} == set(MAKERS)


def test_relevant_titles_hold_the_fragment() -> None:
    library = {story.id: story for story in read_stories(NOTES / "stories.jsonl")}
    made = make_queries(list(library.values()), seed=5, per_class=10)
    fragments = [query for query in made if query.kind == "b_space_removed"]
    holding = [bare(q.text) in bare(library[place].title) for q in fragments for place in q.relevant]
    assert len(fragments) == 10
    assert sum(holding) >= len(fragments)


def test_key_strokes_are_counted_until_the_story_shows_up() -> None:
    library = [BenchStory(id="0", title="가나"), BenchStory(id="1", title="가다")]
    counted = key_strokes(lambda typed, _: [i for i, s in enumerate(library) if s.title.startswith(typed[0])], library)
    assert (counted.among_25, counted.among_5) == ((2, 2), (2, 2))
