"""Words typed without the spaces between them, where they do not stand side by side in a title either."""

from dataclasses import replace
from functools import lru_cache
from sqlite3 import Connection

from bot.search import Evidence
from store.search.readings import Meaning, Unit, reading_of

_SHORTEST_PART = 2
_LONGEST_WORD = 24
_SPLIT = 0.95


def split(connection: Connection, meaning: Meaning) -> Meaning | None:
    """The meaning with glued words as words of the vocabulary; None when no word can be taken apart."""
    units = tuple(part for unit in meaning.units for part in _parts_of_unit(connection, unit))
    return replace(meaning, units=units, worth=_SPLIT) if len(units) > len(meaning.units) else None


def _parts_of_unit(connection: Connection, unit: Unit) -> list[Unit]:
    typed = unit[0]
    if not typed.growing or len(typed.words) != 1:
        return [unit]
    parts = _parts(connection, typed.words[0])
    if len(parts) < 2:
        return [unit]
    return [(reading_of(part, weight=_SPLIT, evidence=Evidence.WORDS),) for part in parts]


def _parts(connection: Connection, word: str) -> list[str]:
    """The fewest words of the vocabulary that make up this word; of equal counts the one with the longest first."""
    if not 2 * _SHORTEST_PART <= len(word) <= _LONGEST_WORD:
        return []
    known = _known_pieces(connection, word)

    @lru_cache(maxsize=None)
    def fewest(start: int) -> tuple[str, ...] | None:
        if start == len(word):
            return ()
        best: tuple[str, ...] | None = None
        for end in range(len(word), start + _SHORTEST_PART - 1, -1):
            rest = fewest(end) if word[start:end] in known else None
            if rest is not None and (best is None or len(rest) + 1 < len(best)):
                best = (word[start:end], *rest)
        return best

    return list(fewest(0) or ())


def _known_pieces(connection: Connection, word: str) -> set[str]:
    pieces = {
        word[start:end]
        for start in range(len(word))
        for end in range(start + _SHORTEST_PART, len(word) + 1)
        if end - start < len(word)
    }
    marks = ", ".join("?" * len(pieces))
    rows = connection.execute(f"SELECT word FROM search_vocabulary WHERE word IN ({marks})", (*pieces,))
    return {row[0] for row in rows}
