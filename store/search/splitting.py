"""Words typed without the spaces between them, where they do not stand side by side in a title either.

By the vocabulary: 네이티브하이브리드 is 네이티브 and 하이브리드. By the texts, for what is left: 데드락발생조건 begins
like 데드락, then like 발생, then like 조건.
"""

from dataclasses import replace
from functools import cache
from sqlite3 import Connection

from bot.search import Evidence
from store.search.readings import Meaning, Unit, reading_of
from store.search.text_stage import any_reading, beginning
from store.text.particles import is_bound_word, is_ending

_SHORTEST_PART = 2
_LONGEST_WORD = 24
_SPLIT = 0.95
_SHORTEST_GLUED, _SHORTEST_GLUED_ALONE = 4, 7


def split(connection: Connection, meaning: Meaning) -> Meaning | None:
    """The meaning with glued words as words of the vocabulary; None when no word can be taken apart."""
    units: list[Unit] = []
    for before, unit in zip((None, *meaning.units), meaning.units, strict=False):
        units += _parts_of_unit(connection, unit, behind_latin=before is not None and not before[0].is_hangul)
    return replace(meaning, units=tuple(units), worth=_SPLIT) if tuple(units) != meaning.units else None


def split_by_texts(connection: Connection, meaning: Meaning) -> Meaning | None:
    """The meaning with words that no text has as the beginnings of words that texts have; None when nothing splits."""
    shortest = _SHORTEST_GLUED if len(meaning.units) > 1 else _SHORTEST_GLUED_ALONE
    units = tuple(part for unit in meaning.units for part in _beginnings_of_unit(connection, unit, shortest))
    return replace(meaning, units=units) if len(units) > len(meaning.units) else None


def _beginnings_of_unit(connection: Connection, unit: Unit, shortest: int) -> list[Unit]:
    typed = unit[0]
    if not typed.growing or len(typed.words) != 1 or not shortest <= len(typed.words[0]) <= _LONGEST_WORD:
        return [unit]
    if _is_in_texts(connection, any_reading(unit)):
        return [unit]
    parts = _beginnings(connection, typed.words[0])
    return [(reading_of(part, weight=_SPLIT, evidence=Evidence.WORDS),) for part in parts] or [unit]


def _beginnings(connection: Connection, word: str) -> list[str]:
    """The word from left to right as the longest beginnings that texts have, and what lies between those."""
    found: list[str] = []
    rest = ""
    start = 0
    while start < len(word):
        sizes = range(len(word) - start, _SHORTEST_PART - 1, -1)
        pieces = (word[start : start + size] for size in sizes)
        piece = next((piece for piece in pieces if _is_in_texts(connection, beginning(piece))), "")
        if piece:
            found += [rest, piece]
        rest = "" if piece else rest + word[start]
        start += len(piece) or 1
    return [piece for piece in (*found, rest) if len(piece) > 1 and not is_bound_word(piece) and not is_ending(piece)]


def _is_in_texts(connection: Connection, expression: str) -> bool:
    matching = "SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT 1"
    return bool(expression) and connection.execute(matching, (expression,)).fetchone() is not None


def _parts_of_unit(connection: Connection, unit: Unit, *, behind_latin: bool) -> list[Unit]:
    """The words glued in a unit. Behind a Latin word a first syllable may be its particle: server와차이, 3편정리."""
    typed = unit[0]
    if not typed.growing or len(typed.words) != 1:
        return [unit]
    word = typed.words[0]
    parts = _parts(connection, word)
    if not parts and behind_latin and typed.is_hangul:
        parts = _parts(connection, word[1:]) or sorted({word[1:]} & _known(connection, {word[1:]}))
    if not parts:
        return [unit]
    return [(reading_of(part, weight=_SPLIT, evidence=Evidence.WORDS),) for part in parts]


def _parts(connection: Connection, word: str) -> list[str]:
    """The fewest words of the vocabulary that make up this word; of equal counts the one with the longest first."""
    if not 2 * _SHORTEST_PART <= len(word) <= _LONGEST_WORD:
        return []
    known = _known_pieces(connection, word)

    @cache
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
    """The pieces of a word that are words of the vocabulary."""
    pieces = {
        word[start:end]
        for start in range(len(word))
        for end in range(start + _SHORTEST_PART, len(word) + 1)
        if end - start < len(word)
    }
    return _known(connection, pieces)


def _known(connection: Connection, pieces: set[str]) -> set[str]:
    marks = ", ".join("?" * len(pieces))
    rows = connection.execute(f"SELECT word FROM search_vocabulary WHERE word IN ({marks})", (*pieces,))
    return {row[0] for row in rows}
