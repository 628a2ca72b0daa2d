"""Words the library has that somebody may have meant: by a slip of the fingers, or by the sound of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from sqlite3 import Connection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search import Evidence
from store.search.readings import Meaning, Reading, Unit, reading_of
from store.text.hangul import is_syllable
from store.text.keys import keys
from store.text.slips import slip_cost, slip_cost_of_prefix
from store.text.sound import likeness, near_skeletons, skeleton, sound

_SHORTEST = 4
_EDITS = 2
_SHORTLIST = 24
_MOST_ROWS = 4000
_MOST_READINGS = 5
_BEST, _SLOPE = 0.9, 1.4
_PREFIX_PRICE = 0.35
_TAIL = "\U0010ffff"
_ALIKE = 0.8
_SOUND_WORTH = 0.78
_MOST_ALIKE = 200

Corrector = Callable[[Connection, Reading], Iterable[Reading]]


def corrected(connection: Connection, meaning: Meaning, corrector: Corrector) -> Meaning | None:
    """The meaning with what each word may have been meant as beside it; None when there is nothing to correct."""
    units = tuple(_with(connection, unit, corrector) for unit in meaning.units)
    changed = [unit[-1].weight for unit, before in zip(units, meaning.units, strict=True) if unit != before]
    if not changed:
        return None
    whole = units[0] if len(units) == 1 else meaning.whole
    return replace(meaning, units=units, whole=whole, worth=min(changed))


def by_slip(connection: Connection, typed: Reading) -> Iterator[Reading]:
    """The words of the vocabulary that a slip away from what was typed, nearest first."""
    if len(typed.keys) < _SHORTEST:
        return
    priced = sorted(_priced(typed.keys, _neighbours(connection, typed.keys)))
    for price, word in priced[:_MOST_READINGS]:
        worth = _BEST - _SLOPE * price / len(typed.keys)
        yield reading_of(word, weight=worth, evidence=Evidence.SPELLING)


def by_sound(connection: Connection, typed: Reading) -> Iterator[Reading]:
    """The words of the other script that sound like what was typed, nearest first."""
    heard = sound(typed.text)
    bones = skeleton(heard)
    if len(bones) < 2:
        return
    near = near_skeletons(bones) if len(bones) > 2 else {bones}
    marks = ", ".join("?" * len(near))
    rows = connection.execute(
        f"SELECT word FROM search_vocabulary WHERE bones IN ({marks}) LIMIT ?", (*near, _MOST_ALIKE)
    )
    others = [row[0] for row in rows if is_syllable(row[0][0]) != is_syllable(typed.text[0])]
    alike = sorted(((likeness(heard, sound(word)), word) for word in others), reverse=True)
    for likely, word in alike[:_MOST_READINGS]:
        if likely >= _ALIKE:
            yield reading_of(word, weight=_SOUND_WORTH * likely, evidence=Evidence.SOUND)


def _with(connection: Connection, unit: Unit, corrector: Corrector) -> Unit:
    """The unit with corrections behind its readings; quoted phrases and initials are left alone."""
    typed = unit[0]
    if any(reading.initials for reading in unit) or len(typed.words) > 1:
        return unit
    return (*unit, *corrector(connection, typed))


def _neighbours(connection: Connection, pressed: str) -> list[tuple[str, str]]:
    """Words that share a beginning or an end with what was typed: one slip leaves one of the two halves intact."""
    half = max(2, (len(pressed) - 1) // 2) if len(pressed) < 9 else len(pressed) // 3
    head, tail = pressed[:half], pressed[::-1][:half]
    rows = connection.execute(
        "SELECT word, keys FROM search_vocabulary WHERE keys >= ? AND keys < ? "
        "UNION SELECT word, keys FROM search_vocabulary WHERE backwards >= ? AND backwards < ? LIMIT ?",
        (head, head + _TAIL, tail, tail + _TAIL, _MOST_ROWS),
    )
    return rows.fetchall()


def _priced(pressed: str, rows: list[tuple[str, str]]) -> Iterator[tuple[float, str]]:
    """The shortlist of words within reach, with the price of the slip."""
    limit = 1 if len(pressed) < 8 else _EDITS
    spelled = [word_keys[: len(pressed) + limit] for _, word_keys in rows]
    near = process.extract(pressed, spelled, scorer=OSA.distance, score_cutoff=limit + 1, limit=_SHORTLIST)
    for _, _, index in near:
        word, word_keys = rows[index]
        price = slip_cost(pressed, word_keys)
        beginning, length = slip_cost_of_prefix(pressed, word_keys)
        if length > 3:
            price = min(price, beginning + _PREFIX_PRICE)
        if 0 < price <= limit:
            yield price, word
