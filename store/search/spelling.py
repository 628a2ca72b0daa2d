"""Words the library has that somebody may have meant: by a slip of the fingers, or by the sound of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from sqlite3 import Connection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search import Evidence
from store.search.readings import Meaning, Reading, Unit, reading_of
from store.text.hangul import is_syllable
from store.text.slips import slip_cost, slip_cost_of_prefix
from store.text.sound import likeness, near_skeletons, skeleton, sound

_SHORTEST, _SHORTEST_IN_CONTEXT = 4, 3
_SHORT = 8
_EDITS = 2
_KEYS_FOR_A_SLIP = 4
_SHORTLIST = 24
_MOST_ROWS = 4000
_MOST_READINGS = 5
_BEST = 0.92
_SLOPE, _LATIN_SLOPE = 1.25, 1.0
_PREFIX_PRICE = 0.35
_SHORTEST_PREFIX = 6
_TAIL = "\U0010ffff"
_ALIKE, _ALIKE_SHORT = 0.8, 0.93
_FEWEST_BONES, _MANY_BONES = 2, 4
_SHORT_NAME = 4
_MANY_BONES_WORTH = 0.02
_SOUND_WORTH = 0.78
_SAME_SOUND, _SAME_SOUND_WORTH = 0.9, 0.87
_MOST_ALIKE = 200

Corrector = Callable[[Connection, Reading, int], Iterable[Reading]]


def corrected(connection: Connection, meaning: Meaning, corrector: Corrector) -> Meaning | None:
    """The meaning with what each word may have been meant as beside it; None when there is nothing to correct."""
    total = sum(len(unit[0].keys) for unit in meaning.units)
    units = tuple(_with(connection, unit, corrector, total) for unit in meaning.units)
    changed = [unit[-1].weight for unit, before in zip(units, meaning.units, strict=True) if unit != before]
    if not changed:
        return None
    whole = units[0] if len(units) == 1 else meaning.whole
    return replace(meaning, units=units, whole=whole, worth=min(changed))


def by_slip(connection: Connection, typed: Reading, total: int) -> Iterator[Reading]:
    """The words of the vocabulary that a slip away from what was typed, nearest first.

    `total` is how many keys the query has: a slip weighs less the more of the query is right.
    """
    pressed = typed.keys
    if len(pressed) < (_SHORTEST if len(pressed) == total else _SHORTEST_IN_CONTEXT):
        return
    priced = sorted(_priced(pressed, _neighbours(connection, pressed)))
    slope = _SLOPE if typed.is_hangul else _LATIN_SLOPE
    for price, word in priced[:_MOST_READINGS]:
        yield reading_of(word, weight=_BEST - slope * price / total, evidence=Evidence.SPELLING)


def by_sound(connection: Connection, typed: Reading, total: int) -> Iterator[Reading]:
    """The words of the other script that sound like what was typed, nearest first."""
    heard = sound(typed.text)
    bones = skeleton(heard)
    if len(bones) < _FEWEST_BONES:
        return
    near = near_skeletons(bones) if len(bones) > _FEWEST_BONES else {bones}
    marks = ", ".join("?" * len(near))
    rows = connection.execute(
        f"SELECT word FROM search_vocabulary WHERE bones IN ({marks}) LIMIT ?", (*near, _MOST_ALIKE)
    )
    others = [row[0] for row in rows if is_syllable(row[0][0]) != is_syllable(typed.text[0])]
    alike = sorted(((likeness(heard, sound(word)), word) for word in others), reverse=True)
    for likely, word in alike[:_MOST_READINGS]:
        latin = word if typed.is_hangul else typed.text  # of a name so short nearly anything sounds like it: 비염, vim
        is_short = len(bones) == _FEWEST_BONES and len(latin) <= _SHORT_NAME and len(typed.keys) == total
        if likely >= (_ALIKE_SHORT if is_short else _ALIKE):
            unsure = _SOUND_WORTH * likely + (_MANY_BONES_WORTH if len(bones) >= _MANY_BONES else 0.0)
            worth = _SAME_SOUND_WORTH if likely >= _SAME_SOUND else unsure
            yield reading_of(word, weight=worth, evidence=Evidence.SOUND)


def _with(connection: Connection, unit: Unit, corrector: Corrector, total: int) -> Unit:
    """The unit with corrections behind its readings; quoted phrases and initials are left alone."""
    typed = unit[0]
    if any(reading.initials for reading in unit) or len(typed.words) > 1:
        return unit
    return (*unit, *corrector(connection, typed, total))


def _neighbours(connection: Connection, pressed: str) -> list[tuple[str, str]]:
    """Words that share a beginning or an end with what was typed.

    One slip, two swapped keys included, leaves the keys before or behind it intact, and one of these is a third of a
    longer word at least, nearly a half of a short one. Short words are compared with words as short.
    """
    size = len(pressed)
    half = max(1, (size - 1) // 2) if size <= _SHORT else size // 3
    longest = size + (1 if size < _SHORTEST_PREFIX else _MOST_ROWS)
    rows: dict[str, str] = {}
    for column, needle in (("keys", pressed[:half]), ("backwards", pressed[::-1][:half])):
        near = connection.execute(
            f"SELECT word, {column} FROM search_vocabulary WHERE {column} >= ? AND {column} < ? "
            f"AND length({column}) BETWEEN ? AND ? LIMIT ?",  # nothing but the index is read
            (needle, needle + _TAIL, size - _EDITS, longest, _MOST_ROWS),
        ).fetchall()
        rows.update(near if column == "keys" else ((word, turned[::-1]) for word, turned in near))
    return list(rows.items())


def _priced(pressed: str, rows: list[tuple[str, str]]) -> Iterator[tuple[float, str]]:
    """The shortlist of words within reach, with the price of the slip."""
    limit = max(1.0, len(pressed) / _KEYS_FOR_A_SLIP)
    beginnings = [word_keys[: len(pressed) + _EDITS] for _, word_keys in rows]
    near = process.extract(pressed, beginnings, scorer=OSA.distance, score_cutoff=int(limit) + 1, limit=_SHORTLIST)
    for _, _, index in near:
        word, word_keys = rows[index]
        price = _price(pressed, word_keys)
        if 0 < price <= limit:
            yield price, word


def _price(pressed: str, word_keys: str) -> float:
    """What it takes to have meant the word, or one that goes on beyond what was typed so far."""
    price = slip_cost(pressed, word_keys)
    if len(pressed) < _SHORTEST_PREFIX:
        return price
    return min(price, slip_cost_of_prefix(pressed, word_keys)[0] + _PREFIX_PRICE)
