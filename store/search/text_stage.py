"""Stories whose title, facets and body together answer: phrases first, then every word, then most of a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from bot.search import Evidence
from store.search.ranking import Candidate
from store.search.readings import Meaning, Reading, Unit
from store.search.scope import Scope
from store.text.hangul import is_hangul

MOST_CANDIDATES = 200
_COMMON = 3000
_PHRASE, _LOOSE_PHRASE = 0.945, 0.86
_NAMED, _EXACT_WORD, _WORDS_NEAR, _WORDS = 0.88, 0.80, 0.78, 0.74
_NEAR = 12
_ORDER_WORTH, _PHRASE_ORDER_WORTH = 0.03, 0.008
_LIKELY = 0.85
_WEIGHTS = "8.0, 3.0, 1.0"

Row = tuple[int, int, int, float, float]


@dataclass(frozen=True, slots=True)
class TextStage:
    """Searches the words of whole stories."""

    connection: Connection
    scope: Scope

    def phrase(self, meaning: Meaning, *, strong: bool) -> list[Candidate]:
        """Stories whose body has the words side by side, as typed; the last may go on."""
        if len(meaning.terms) < 2:
            return []
        worth = _PHRASE if strong else _LOOSE_PHRASE
        return self._ranked(f"body : {_tokens(meaning.terms)} *", worth, meaning, _PHRASE_ORDER_WORTH)

    def words(self, meaning: Meaning) -> list[Candidate]:
        """Stories that have every word in one of its readings, whichever part they stand in.

        Words half typed are read as beginnings only where nothing has them as they are.
        """
        likely = tuple(tuple(reading for reading in unit if _is_likely(reading)) for unit in meaning.units)
        return self._every(likely, meaning) or self._every(meaning.units, meaning)

    def _every(self, units: Sequence[Unit], meaning: Meaning) -> list[Candidate]:
        expressions = [expression for expression in map(_expression, units) if expression]
        if not expressions or len(expressions) < len(units):
            return []
        every = _all(expressions)
        found = self._ranked(every, _WORDS * meaning.worth, meaning)
        if not found:
            return []
        exact = _all(_tokens(unit[0].words) for unit in units)
        return [
            *found,
            *self._ranked(f"{{title facets}} : ({every})", _NAMED * meaning.worth, meaning),
            *self._ranked(exact, _EXACT_WORD, meaning),
            *self._near(meaning),
        ]

    def _near(self, meaning: Meaning) -> list[Candidate]:
        """Stories that have the typed words close to each other."""
        if len(meaning.units) < 2:
            return []
        words = " ".join(f"{_tokens(unit[0].words)} *" for unit in meaning.units)
        return self._ranked(f"NEAR ({words}, {_NEAR})", _WORDS_NEAR, meaning)

    def _ranked(
        self, expression: str, worth: float, meaning: Meaning, order_worth: float = _ORDER_WORTH
    ) -> list[Candidate]:
        """The stories of an expression, worth a little less the lower BM25 puts them."""
        rows = rows_by_relevance(self.connection, self.scope.of_texts(expression), MOST_CANDIDATES)
        return [
            Candidate(
                number=number,
                doc=doc,
                score=worth + order_worth * (1 - at / len(rows)),
                views=views,
                sort_time=sort_time,
                meaning=meaning,
            )
            for at, (doc, number, views, sort_time, _) in enumerate(rows)
        ]



def rows_by_relevance(connection: Connection, expression: str, limit: int) -> list[Row]:
    """The best stories of a MATCH expression by BM25 (their last column, the lower the better); where too many match
    to weigh them all, the newest.
    """
    common = _is_common(connection, expression)
    relevance = "0.0" if common else f"bm25(search_text, {_WEIGHTS})"
    order = "search_text.rowid DESC" if common else "relevance"
    return connection.execute(
        f"SELECT doc, number, views, sort_time, {relevance} AS relevance FROM search_text "
        "JOIN search_entry ON doc = search_text.rowid "
        f"WHERE search_text MATCH ? ORDER BY {order} LIMIT ?",
        (expression, limit),
    ).fetchall()


def _is_common(connection: Connection, expression: str) -> bool:
    newest = connection.execute("SELECT max(doc) FROM search_entry").fetchone()[0] or 0
    if newest <= _COMMON:
        return False
    matching = "SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT 1 OFFSET ?"
    return connection.execute(matching, (expression, _COMMON)).fetchone() is not None


def any_reading(unit: Unit) -> str:
    """The MATCH expression for texts with any likely reading of a unit; empty when texts cannot have it."""
    return _expression([reading for reading in unit if _is_likely(reading)])


def beginning(text: str) -> str:
    """The MATCH expression for texts with a word that begins so."""
    return _tokens((text,)) + " *"


def _expression(unit: Iterable[Reading]) -> str:
    """Texts with any of these readings."""
    return " OR ".join(_reading(reading) for reading in unit if reading.words and not reading.initials)


def _is_likely(reading: Reading) -> bool:
    return reading.weight > _LIKELY or reading.evidence in {Evidence.SPELLING, Evidence.SOUND}


def _reading(reading: Reading) -> str:
    """The words of a reading side by side; the last may go on, unless it is so short that anything would."""
    last = reading.words[-1]
    long_enough = len(last) >= (2 if is_hangul(last[0]) else 3)
    return _tokens(reading.words) + (" *" if long_enough and not reading.whole else "")


def _tokens(words: Sequence[str]) -> str:
    return '"' + " ".join(words).replace('"', "") + '"'


def _all(expressions: Iterable[str]) -> str:
    return " AND ".join(f"({expression})" for expression in expressions)
