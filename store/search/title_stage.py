"""Stories whose title answers: the whole query in one piece, or every word of it somewhere.

Candidates come from the token index, newest first, and every one is verified against its shape.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection

from store.search.effort import IN_FEW, Effort
from store.search.ranking import Candidate
from store.search.rarity import Rarity
from store.search.readings import Meaning, Reading, Unit
from store.search.scope import Scope
from store.search.shape import Place, Spot, Title
from store.search.tokens import PREFIX_KEYS, all_of, any_of, initial_tokens, start_token, trigrams
from store.text.hangul import is_syllable
from store.text.unicode import fold
from store.text.words import word_texts

_RAREST, _RAREST_OF_MANY = 3, 2
_WORDS_APART = 0.985
_PLACE_WORTH = {Place.TITLE_START: 1.0, Place.WORD_START: 0.995, Place.INSIDE: 0.975}
_PART_OF_WORD, _PART_OF_SYLLABLE, _PART_OF_SYLLABLE_SHORT = 0.998, 0.95, 0.93
_OTHER_SCRIPT, _OTHER_SCRIPT_SHORT, _SHORT_KEYS = 0.99, 0.93, 3
_BREVITY = 0.004
_SHORT_SYLLABLES = 2

Row = tuple[int, int, str, int, float]


@dataclass(frozen=True, slots=True)
class TitleStage:
    """Searches titles in key-press space."""

    connection: Connection
    rarity: Rarity
    scope: Scope
    effort: Effort = IN_FEW

    def candidates(self, meaning: Meaning) -> list[Candidate]:
        """The stories whose title has the meaning, in no order; where there are more than enough, the newest."""
        found: dict[int, Candidate | None] = {}
        asked = 0
        for expression in self._expressions(meaning):
            rows = self._rows(expression)
            found.update((row[0], _verified(row, meaning)) for row in rows if row[0] not in found)
            asked = max(asked, len(rows))
            if sum(map(bool, found.values())) >= self.effort.enough:
                break
        if asked >= self.effort.titles:
            starts = self._rows(_title_starts(meaning.whole))
            found.update((row[0], _verified(row, meaning)) for row in starts if row[0] not in found)
        return [candidate for candidate in found.values() if candidate and not self._is_chance(candidate)]

    def _is_chance(self, candidate: Candidate) -> bool:
        """Are the keys of a short word inside others by chance: 서예 in 이력서에, in 에서 예상?"""
        meaning = candidate.meaning
        typed = meaning.whole[0]
        if candidate.score > _PLACE_WORTH[Place.INSIDE] or len(meaning.units) > 1 or not _is_short_hangul(typed.text):
            return False
        row = self.connection.execute(
            "SELECT shape, title FROM search_entry JOIN story USING (number) WHERE doc = ?", (candidate.doc,)
        ).fetchone()
        found = Title(row[0]).spot(typed.keys) if row else None
        if found is None or found.place is not Place.INSIDE:
            return False
        return not any(typed.text in word for word in word_texts(fold(row[1])))

    def _expressions(self, meaning: Meaning) -> Iterator[str]:
        """What to ask the index for: the whole, every word as it was typed, every word in any reading."""
        whole = self._unit(meaning.whole, _RAREST)
        if whole:
            yield whole
        typed = [self._tokens(unit[0], _RAREST_OF_MANY) for unit in meaning.units]
        if self.effort.typed_first and len(typed) > 1 and self._expected(typed) >= self.effort.enough:
            yield all_of(dict.fromkeys(token for tokens in typed for token in tokens))
        units = [self._unit(unit, _RAREST_OF_MANY) for unit in meaning.units] if meaning.is_apart else []
        if units and all(units):
            yield " AND ".join(f"({unit})" for unit in units)

    def _unit(self, unit: Unit, rarest: int) -> str:
        """Titles with any reading of the unit, by so many of its rarest tokens."""
        expressions = [all_of(tokens) for reading in unit if (tokens := self._tokens(reading, rarest))]
        short = [reading.keys for reading in unit if 0 < len(reading.keys) < _SHORT_KEYS and not reading.initials]
        starts = [start_token(needle, Place.WORD_START, hangul=hangul) for needle in short for hangul in (True, False)]
        return any_of(dict.fromkeys((*expressions, *(all_of([start]) for start in starts))))

    def _tokens(self, reading: Reading, rarest: int) -> list[str]:
        if reading.initials:
            return list(initial_tokens(reading.keys)) or [start_token(reading.keys, Place.WORD_START, hangul=True)]
        if reading.whole and len(reading.keys) <= PREFIX_KEYS:
            return [start_token(reading.keys, Place.WORD_START, hangul=reading.is_hangul)]
        return self.rarity.rarest(self.connection, trigrams(reading.keys), rarest)

    def _expected(self, wanted: Sequence[Sequence[str]]) -> float:
        """How many titles may have all of it, if the words were strewn at random; 0 where one cannot be asked for."""
        return self.rarity.expected(self.connection, (tokens[0] for tokens in wanted)) if all(wanted) else 0.0

    def _rows(self, expression: str) -> list[Row]:
        return title_rows(self.connection, self.scope, expression, self.effort.titles) if expression else []


def title_rows(connection: Connection, scope: Scope, expression: str, limit: int) -> list[Row]:
    """The newest entries in scope whose title tokens match."""
    minus = "AND search_title.rowid NOT IN (SELECT rowid FROM search_text WHERE search_text MATCH ?)"
    narrowed = f"{minus if scope.minus else ''} {scope.chosen('search_title')}"
    return connection.execute(
        "SELECT doc, number, shape, views, sort_time FROM search_title "
        "JOIN search_entry ON doc = search_title.rowid "
        f"WHERE search_title MATCH ? {narrowed} ORDER BY search_title.rowid DESC LIMIT ?",
        (scope.of_titles(expression), *([scope.minus] if scope.minus else []), limit),
    ).fetchall()


def _is_short_hangul(text: str) -> bool:
    return len(text) <= _SHORT_SYLLABLES and all(map(is_syllable, text))


def browsed_rows(connection: Connection, scope: Scope, limit: int) -> list[Row]:
    """The newest entries that pass the filters; none without a filter."""
    if not scope.facets:
        return []
    return title_rows(connection, replace(scope, facets=()), scope.filters, limit)


def _title_starts(unit: Unit) -> str:
    """Titles that begin like a reading: they rank highest, and might not be among the newest."""
    plain = (reading for reading in unit if reading.keys and not reading.initials)
    tokens = (start_token(reading.keys, Place.TITLE_START, hangul=reading.is_hangul) for reading in plain)
    return any_of(all_of([token]) for token in dict.fromkeys(tokens))


def _verified(row: Row, meaning: Meaning) -> Candidate | None:
    """The candidate, when its title truly has the whole or every unit."""
    doc, number, shape, views, sort_time = row
    title = Title(shape)
    score = _worth_of_unit(title, meaning.whole)
    if meaning.is_apart:
        score = max(score, _worth_of_units(title, meaning))
    if not score:
        return None
    brevity = _BREVITY * min(1.0, _typed_keys(meaning) / max(1, len(shape)))
    return Candidate(
        number=number, doc=doc, score=score - _BREVITY + brevity, views=views, sort_time=sort_time, meaning=meaning
    )


def _typed_keys(meaning: Meaning) -> int:
    return len(meaning.whole[0].keys) if meaning.whole else 0


def _worth_of_units(title: Title, meaning: Meaning) -> float:
    """The weakest unit decides; words apart, or some left out, are worth a little less than all in one piece."""
    worths = [_worth_of_unit(title, unit) for unit in meaning.units]
    if not worths or not all(worths):
        return 0.0
    return min(worths) * _WORDS_APART


def _worth_of_unit(title: Title, unit: Unit) -> float:
    """The worth of the best reading; they stand in the order of their weights."""
    best = 0.0
    for reading in unit:
        if reading.weight <= best:
            break
        best = max(best, worth_of(title, reading))
    return best


def worth_of(title: Title, reading: Reading) -> float:
    """What a title is worth for a reading; 0 where it does not have it."""
    target = title.initials if reading.initials else title
    found = target.spot(reading.keys, closed=not reading.growing)
    if found is None or (reading.whole and not title.stands_alone(reading.keys)):
        return 0.0
    worth = reading.weight * _PLACE_WORTH[found.place]
    if not found.whole:
        worth *= _part_worth(found, len(reading.keys))
    if not reading.initials and found.hangul != reading.is_hangul:
        worth *= _OTHER_SCRIPT_SHORT if len(reading.keys) <= _SHORT_KEYS else _OTHER_SCRIPT
    return worth


def _part_worth(found: Spot, size: int) -> float:
    """The worth of a needle behind which the word goes on: 깃 in 기술 is hardly what was typed."""
    if found.torn and found.place is not Place.INSIDE:
        return _PART_OF_SYLLABLE_SHORT if size <= _SHORT_KEYS else _PART_OF_WORD
    return _PART_OF_SYLLABLE if found.torn else _PART_OF_WORD
