"""The sentences of one story that may answer a question, seen with their neighbours, headings and title."""

import heapq
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answers.features import Asked, Sight
from bot.answers.outline import context
from store.answers.clues import Clue
from store.answers.traces import Reading
from store.search.aliases import Names

_ABOVE_DECAY = 0.75
_NAMING = re.compile(
    r"[^가-힣]{0,40}?(?:현상|문제|방식|패턴)?[^가-힣]{0,3}(?:이?라고|이?라)(?:도|들)?"
    r"(?:부르|부른|불|하|한|함|합|해|말|칭)"
)
_TOPIC = ("은", "는", "란", "이란", "이라는", "가", "이", "라는", "은?", ":", "=", "(", "–", "-", "→")


@dataclass(frozen=True, slots=True)
class Traced:
    """A story with where every clue stands in it. `standing`: how much speaks for the story as a whole."""

    reading: Reading
    relevance: float
    traces: tuple[Mapping[int, float], ...]
    title: tuple[float, ...]
    story: tuple[float, ...]
    standing: float


def traced(reading: Reading, clues: Sequence[Clue], names: Names, relevance: float) -> Traced:
    """The story with the clues found in it."""
    traces = tuple(reading.trace(clue, names) for clue in clues)
    title = tuple(trace.get(0, 0.0) for trace in traces)
    story = tuple(max(trace.values(), default=0.0) for trace in traces)
    total = sum(clue.rarity for clue in clues) or 1.0
    held = sum(worth * clue.rarity for worth, clue in zip(story, clues, strict=True)) / total
    named = sum(worth * clue.rarity for worth, clue in zip(title, clues, strict=True)) / total
    return Traced(reading, relevance, traces, title, story, held + 0.5 * named + 0.3 * relevance)


def sightings(seen: Traced, clues: Sequence[Clue], asked: Asked, most: int) -> list[tuple[int, Sight]]:
    """(index of the piece, sight) of the sentences with most of the question in or around them, `most` of them."""
    rows = _rows(seen, len(clues))
    surroundings = {at: _surroundings(seen.reading, at, rows, len(clues)) for at in _worth_looking(seen.reading, rows)}

    def promise(at: int) -> float:
        own, (near, above) = rows.get(at, ()), surroundings[at]
        parts = zip(own or _none(len(clues)), near, above, seen.title, asked.weights, strict=True)
        return sum((max(o, 0.8 * n, 0.9 * a, 0.9 * t) + 0.3 * o) * weight for o, n, a, t, weight in parts)

    best = heapq.nlargest(most, surroundings, key=promise)
    return [(at, _sight(seen, at, rows, surroundings[at], clues)) for at in best]


def _rows(seen: Traced, size: int) -> dict[int, tuple[float, ...]]:
    """For every piece that has a clue how much of each it has."""
    having = {place - 1 for trace in seen.traces for place in trace if place}
    return {at: tuple(trace.get(at + 1, 0.0) for trace in seen.traces) for at in having} if size else {}


def _none(size: int) -> tuple[float, ...]:
    return (0.0,) * size


def _surroundings(
    reading: Reading, at: int, rows: Mapping[int, tuple[float, ...]], size: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """How much of each clue the neighbours of a piece have, and what it stands under."""
    near = _best([rows[other] for other in (at - 1, at + 1) if other in rows], size)
    above: list[tuple[float, ...]] = []
    worth = 1.0
    for other in context(reading.pieces, at):
        if other in rows:
            above.append(rows[other] if worth == 1.0 else tuple(worth * part for part in rows[other]))
        worth = max(0.6, worth * _ABOVE_DECAY)
    return near, _best(above, size)


def _worth_looking(reading: Reading, rows: Mapping[int, tuple[float, ...]]) -> list[int]:
    """Pieces that have a clue, stand beside one that has, or stand under one; the beginning of the story too."""
    wanted = set(range(min(4, len(reading.pieces))))
    for at in rows:
        wanted.update(other for other in (at - 1, at, at + 1, at + 2) if 0 <= other < len(reading.pieces))
    under: set[int] = set()
    for at, piece in enumerate(reading.pieces):
        if piece.parent in rows or piece.parent in under:
            under.add(at)
    return sorted(wanted | under)


def _sight(
    seen: Traced,
    at: int,
    rows: Mapping[int, tuple[float, ...]],
    surroundings: tuple[tuple[float, ...], tuple[float, ...]],
    clues: Sequence[Clue],
) -> Sight:
    reading = seen.reading
    pieces = reading.pieces
    piece = pieces[at]
    own = rows.get(at, _none(len(clues)))
    return Sight(
        text=reading.body[piece.start : piece.end],
        kind=piece.kind,
        own=own,
        before=rows.get(at - 1, _none(len(clues))),
        near=surroundings[0],
        above=surroundings[1],
        title=seen.title,
        story=seen.story,
        before_text=_text(reading, at - 1),
        above_text=_text(reading, piece.parent),
        window=_window(reading, at, clues, own),
        topic=_is_topic(reading, at, clues, own),
        called=_is_called(reading, at, clues, own),
        after=at - piece.parent,
        place=at,
        depth=at / len(pieces),
        relevance=seen.relevance,
        children=_children(reading, at),
    )


def _text(reading: Reading, at: int) -> str:
    return reading.body[reading.pieces[at].start : reading.pieces[at].end] if at >= 0 else ""


def _children(reading: Reading, at: int) -> int:
    count = 0
    for other in range(at + 1, min(at + 12, len(reading.pieces))):
        if reading.pieces[other].parent == at:
            count += 1
    return count


def _best(rows: Sequence[tuple[float, ...]], size: int) -> tuple[float, ...]:
    if not rows:
        return _none(size)
    return rows[0] if len(rows) == 1 else tuple(map(max, *rows))


def _window(reading: Reading, at: int, clues: Sequence[Clue], own: tuple[float, ...]) -> float:
    """How close together the clues of the piece stand: 1 side by side, less the farther, 0 for fewer than two."""
    text = reading.squeezed[reading.firsts[at + 1] : _end(reading, at)]
    spots = sorted(_first(text, clue) for clue, worth in zip(clues, own, strict=True) if worth)
    spots = [spot for spot in spots if spot >= 0]
    if len(spots) <= 1:
        return 0.0
    closest = min(later - earlier for earlier, later in pairwise(spots))
    return 1 / (1 + closest / 12) * min(1.0, len(spots) / len(clues) + 0.3)


def _is_topic(reading: Reading, at: int, clues: Sequence[Clue], own: tuple[float, ...]) -> bool:
    """Does the piece begin with a clue and a particle of the topic (`샤딩은`, `CDN이란`, `미러링 :`)?"""
    start, end = reading.firsts[at + 1], _end(reading, at)
    text = reading.squeezed[start:end].lstrip("->•0123456789.)#_([“‘'\"")
    for clue, worth in zip(clues, own, strict=True):
        if not worth or clue.is_soft:
            continue
        for variant in clue.variants:
            spot = text.find(variant.text, 0, 24 + len(variant.text))
            if spot >= 0 and text[spot + len(variant.text) :].lstrip(")]”’'\"")[:40].startswith(_TOPIC):
                return True
            rest = text[spot + len(variant.text) :] if spot >= 0 else ""
            if rest.startswith("(") and rest.partition(")")[2].startswith(_TOPIC):
                return True
    return False


def _is_called(reading: Reading, at: int, clues: Sequence[Clue], own: tuple[float, ...]) -> bool:
    """Does the piece say what is called by a clue (`…을 캐시 스탬피드라고 불러요`)?"""
    start, end = reading.firsts[at + 1], _end(reading, at)
    for clue, worth in zip(clues, own, strict=True):
        if not worth or clue.is_soft:
            continue
        for variant in clue.variants:
            spot = reading.squeezed.find(variant.text, start, end)
            if spot >= 0 and _NAMING.match(reading.squeezed, spot + len(variant.text), end):
                return True
    return False


def _end(reading: Reading, at: int) -> int:
    return reading.firsts[at + 2] if at + 2 < len(reading.firsts) else len(reading.squeezed)


def _first(text: str, clue: Clue) -> int:
    best = (0.0, -1)
    for variant in clue.variants:
        spot = text.find(variant.text)
        if spot >= 0 and variant.weight > best[0]:
            best = (variant.weight, spot)
    return best[1]
