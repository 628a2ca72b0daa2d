"""The sentences of one story that may answer a question, seen with their neighbours, headings and title."""

from collections.abc import Iterator, Mapping, Sequence

from dataclasses import dataclass

from bot.answers.features import Asked, Sight, coverage
from bot.answers.outline import Kind, context
from store.answers.clues import Clue
from store.answers.traces import Reading
from store.search.aliases import Names

MOST_OF_A_STORY = 24
_ABOVE_DECAY = 0.75
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


def sightings(seen: Traced, clues: Sequence[Clue], asked: Asked) -> list[tuple[int, Sight]]:
    """(index of the piece, sight) of the sentences with most of the question in or around them."""
    reading = seen.reading
    rows = {at: tuple(trace.get(at + 1, 0.0) for trace in seen.traces) for at in range(len(reading.pieces))}
    rated = []
    for at in _worth_looking(reading, seen.traces):
        sight = _sight(seen, at, rows, clues)
        rated.append((coverage(asked, sight) + 0.3 * sum(sight.own) / max(1, len(clues)), at, sight))
    rated.sort(key=lambda each: -each[0])
    return [(at, sight) for _, at, sight in rated[:MOST_OF_A_STORY]]


def _worth_looking(reading: Reading, traces: Sequence[Mapping[int, float]]) -> Iterator[int]:
    """Pieces that have a clue, stand beside one that has, or stand under one; the beginning of the story too."""
    having = {place - 1 for trace in traces for place in trace if place}
    for at, piece in enumerate(reading.pieces):
        is_near = at in having or at - 1 in having or at + 1 in having or at - 2 in having
        if is_near or at < 4 or any(above in having for above in context(reading.pieces, at)):
            if piece.kind is not Kind.BLANK:
                yield at


def _sight(seen: Traced, at: int, rows: Mapping[int, tuple[float, ...]], clues: Sequence[Clue]) -> Sight:
    reading = seen.reading
    pieces = reading.pieces
    piece = pieces[at]
    above_at = list(context(pieces, at))
    own = rows[at]
    return Sight(
        text=reading.body[piece.start : piece.end],
        kind=piece.kind,
        own=own,
        near=_best([rows[other] for other in (at - 1, at + 1) if other in rows], len(clues), (1.0, 1.0)),
        above=_best([rows[other] for other in above_at], len(clues), (1.0, _ABOVE_DECAY, 0.6)),
        title=seen.title,
        story=seen.story,
        before_text=reading.body[pieces[at - 1].start : pieces[at - 1].end] if at else "",
        above_text=reading.body[pieces[above_at[0]].start : pieces[above_at[0]].end] if above_at else "",
        window=_window(reading, at, clues, own),
        topic=_is_topic(reading, at, clues, own),
        after=at - above_at[0] if above_at else at + 1,
        place=at,
        depth=at / len(pieces),
        relevance=seen.relevance,
        children=_children(reading, at),
    )


def _children(reading: Reading, at: int) -> int:
    count = 0
    for other in range(at + 1, min(at + 12, len(reading.pieces))):
        if reading.pieces[other].parent == at:
            count += 1
    return count


def _best(rows: Sequence[tuple[float, ...]], size: int, decays: Sequence[float]) -> tuple[float, ...]:
    return tuple(
        max((row[clue] * decays[min(nth, len(decays) - 1)] for nth, row in enumerate(rows)), default=0.0)
        for clue in range(size)
    )


def _window(reading: Reading, at: int, clues: Sequence[Clue], own: tuple[float, ...]) -> float:
    """How close together the clues of the piece stand: 1 side by side, less the farther, 0 for fewer than two."""
    text = reading.squeezed[reading.firsts[at + 1] : _end(reading, at)]
    spots = sorted(_first(text, clue) for clue, worth in zip(clues, own, strict=True) if worth)
    spots = [spot for spot in spots if spot >= 0]
    if len(spots) < 2:
        return 0.0
    closest = min(later - earlier for earlier, later in zip(spots, spots[1:], strict=False))
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


def _end(reading: Reading, at: int) -> int:
    return reading.firsts[at + 2] if at + 2 < len(reading.firsts) else len(reading.squeezed)


def _first(text: str, clue: Clue) -> int:
    best = (0.0, -1)
    for variant in clue.variants:
        spot = text.find(variant.text)
        if spot >= 0 and variant.weight > best[0]:
            best = (variant.weight, spot)
    return best[1]
