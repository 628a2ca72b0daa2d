"""The development set, class by class: what must not get worse. (The full tables: tests/bench/search_quality.py.)"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.search.engine import Document
from tests.unit.search.library import Library, opened

SEARCH = Path(__file__).parents[3].parent / "shared" / "eval" / "search"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEARCH.exists(), reason="the development files are not beside the project"),
]
LEAST_FIRST = {"a": 0.97, "b": 0.99, "c": 0.94, "d": 0.99, "e": 0.99, "f": 0.93, "g": 0.97, "h": 0.99}
LEAST_FIRST |= {"i": 0.94, "k": 0.97, "l": 0.99}
MEAN_FIRST = 0.97
MOST_RETURNED_FOR_NOTHING = 0.04


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SEARCH / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def shared_library() -> Iterator[tuple[Library, list[str]]]:
    stories = rows("stories.jsonl")
    documents = [
        Document(number=number, title=story["title"], body=story["body"], tags=tuple(story["tags"]))
        for number, story in enumerate(stories, 1)
    ]
    with opened(documents) as library:
        yield library, [story["id"] for story in stories]


def first_is_right(query: dict[str, Any], found: list[str]) -> bool:
    """Is the best story a relevant one? For queries without an answer: was something returned all the same?"""
    hits = [story for story in found if story not in query.get("neutral", [])]
    return bool(hits) and (not query["relevant"] or hits[0] in query["relevant"])


def test_every_class_is_found_as_well_as_before(shared_library: tuple[Library, list[str]]) -> None:
    library, ids = shared_library
    right: dict[str, list[bool]] = defaultdict(list)
    for query in rows("queries.jsonl"):
        found = [ids[number - 1] for number in library.numbers(query["query"])]
        right[query["class"][0]].append(first_is_right(query, found))
    share = {letter: sum(each) / len(each) for letter, each in right.items()}
    assert share.pop("j") <= MOST_RETURNED_FOR_NOTHING
    assert {letter: share[letter] for letter, least in LEAST_FIRST.items() if share[letter] < least} == {}
    assert sum(share.values()) / len(share) >= MEAN_FIRST
