"""How many key strokes it takes until completion shows the story whose title is being typed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from store.text.keys import hangul_of, strokes
from tests.bench.files import BenchStory
from tests.bench.scoring import percentile

LONG_LIST, SHORT_LIST = 25, 5
TITLES_TYPED = 200
STROKES_AT_MOST = 30

Complete = Callable[[str, int], Sequence[int]]
"""Gives the places of the stories suggested for what has been typed so far, at most so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStrokes:
    """Strokes until the story is among 25 and among 5, one figure per title, ascending."""

    among_25: tuple[int, ...]
    among_5: tuple[int, ...]

    def __str__(self) -> str:
        return f"{_spread(self.among_25)} / {_spread(self.among_5)}"


def key_strokes(complete: Complete, stories: Sequence[BenchStory], *, seed: int = 1) -> KeyStrokes:
    """Type a sample of titles from their starts, key by key, and count."""
    places = Random(seed).sample(range(len(stories)), min(TITLES_TYPED, len(stories)))
    counts = [_count(complete, stories[place].title, place) for place in places]
    return KeyStrokes(
        among_25=tuple(sorted(long for long, _ in counts)),
        among_5=tuple(sorted(short for _, short in counts)),
    )


def typing(text: str) -> Iterator[str]:
    """Yield what the screen shows after each key of this text."""
    done = ""
    for chunk in _runs(text):
        pressed = strokes(chunk)
        is_hangul = pressed != chunk
        for count in range(1, len(pressed) + 1):
            yield done + (hangul_of(pressed[:count]) if is_hangul else pressed[:count])
        done += chunk


def _runs(text: str) -> Iterator[str]:
    run = ""
    for char in text:
        if run and (strokes(char) == char) != (strokes(run[-1]) == run[-1]):
            yield run
            run = ""
        run += char
    if run:
        yield run


def _count(complete: Complete, title: str, place: int) -> tuple[int, int]:
    among_25 = STROKES_AT_MOST
    for count, typed in enumerate(typing(title), start=1):
        found = list(complete(typed, LONG_LIST))
        if place in found:
            among_25 = min(among_25, count)
        if place in found[:SHORT_LIST] or count == STROKES_AT_MOST:
            return among_25, count
    return among_25, STROKES_AT_MOST


def _spread(counts: Sequence[int]) -> str:
    return f"median {percentile(counts, 0.5):.0f}, p90 {percentile(counts, 0.9):.0f}"
