"""Stories whose title, facets and body together answer: phrases first, then every word, then most of a question."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from sqlite3 import Connection

from bot.search import Evidence
from store.search.ranking import Candidate
from store.search.readings import Meaning, Reading, Unit
from store.search.scope import Scope
from store.text.hangul import is_hangul

MOST_CANDIDATES = 120
COMMON = 600
_PHRASE, _LOOSE_PHRASE = 0.962, 0.86
BEST_OF_WORDS = 0.92
_FEW = 10
_NAMED, _EXACT_WORD, _WORDS_NEAR, _WORDS = 0.88, 0.80, 0.78, 0.74
_NEAR, _MOST_NEAR = 12, 3
_ORDER_WORTH, _PHRASE_ORDER_WORTH = 0.03, 0.008
_LIKELY = 0.85
_WEIGHTS = "8.0, 3.0, 1.0"

Row = tuple[int, int, int, float, float]


@dataclass(frozen=True, slots=True)
class TextStage:
    """Searches the words of whole stories."""

    connection: Connection
    scope: Scope
    settled: AbstractSet[int] = frozenset()  # entries whose title answers better than words anywhere could
    common: int = COMMON

    def phrase(self, meaning: Meaning, *, strong: bool) -> list[Candidate]:
        """Stories whose body has the words side by side, as typed; the last may go on."""
        if len(meaning.terms) <= 1:
            return []
        worth = _PHRASE if strong else _LOOSE_PHRASE
        goes_on = " *" if is_long_enough(meaning.terms[-1]) else ""
        return self._ranked(f"body : {_tokens(meaning.terms)}{goes_on}", worth, meaning, _PHRASE_ORDER_WORTH)

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
        alone = len(units) == 1
        if alone:  # a word that stands alone in a title is the title stage's
            every = f"{{facets body}} : ({every})"
        found = self._ranked(every, _WORDS * meaning.worth, meaning, settled=self.settled)
        if not found:
            return []
        named = f"facets : ({_all(expressions)})" if alone else f"{{title facets}} : ({every})"
        better = [(named, _NAMED * meaning.worth), *_as_typed(units, alone=len(found) == 1)]
        ranks = [(self._docs(expression, found), worth) for expression, worth in better]
        return [_raised(candidate, ranks) for candidate in found]

    def _docs(self, expression: str, among: Sequence[Candidate]) -> frozenset[int]:
        """Which of the candidates satisfy the expression."""
        oldest, newest = min(found.doc for found in among), max(found.doc for found in among)
        rows = self.connection.execute(
            "SELECT rowid FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?",
            (expression, oldest, newest, COMMON),
        )
        return frozenset(row[0] for row in rows)

    def _ranked(
        self,
        expression: str,
        worth: float,
        meaning: Meaning,
        order_worth: float = _ORDER_WORTH,
        settled: AbstractSet[int] = frozenset(),
    ) -> list[Candidate]:
        """The stories of an expression, worth a little less the lower BM25 puts them; none when all are settled."""
        rows = rows_by_relevance(
            self.connection, self.scope, expression, MOST_CANDIDATES, common=self.common, settled=settled
        )
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


def _as_typed(units: Sequence[Unit], *, alone: bool) -> Iterator[tuple[str, float]]:
    """Expressions for the words just as they were typed: one as a whole word, a few near each other."""
    typed = [unit[0].words for unit in units]
    if len(units) == 1:
        yield _tokens(typed[0]), _EXACT_WORD
    elif len(units) <= _MOST_NEAR and not alone:
        near = " ".join(_tokens(words) + (" *" if is_long_enough(words[-1]) else "") for words in typed)
        yield f"NEAR ({near}, {_NEAR})", _WORDS_NEAR


def _raised(candidate: Candidate, ranks: Sequence[tuple[frozenset[int], float]]) -> Candidate:
    """The candidate with the worth of the best rank that it has, its order by BM25 kept."""
    order = candidate.score - _WORDS * candidate.meaning.worth
    best = max((worth for docs, worth in ranks if candidate.doc in docs), default=0.0)
    return replace(candidate, score=best + order) if best + order > candidate.score else candidate


def rows_by_relevance(
    connection: Connection,
    scope: Scope,
    expression: str,
    limit: int,
    *,
    common: int = COMMON,
    settled: AbstractSet[int] = frozenset(),
) -> list[Row]:
    """The best stories of a MATCH expression by BM25 (their last column, the lower the better).

    BM25 has to weigh every match; where those are more than `common`, the newest are given. In a large library also
    where few are left beside the settled ones.
    """
    asked = scope.of_texts(expression)
    chosen = scope.chosen("search_text")
    matching = connection.execute(
        f"SELECT rowid FROM search_text WHERE search_text MATCH ? {chosen} LIMIT ?", (asked, common + 1)
    ).fetchall()
    left = [row[0] for row in matching if row[0] not in settled]
    if len(left) <= (_FEW if common < COMMON else 0):
        return _newest(connection, left)
    is_common = len(matching) > common
    relevance = "0.0" if is_common else f"bm25(search_text, {_WEIGHTS})"
    order = "search_text.rowid DESC" if is_common else "relevance"
    return connection.execute(
        f"SELECT doc, number, views, sort_time, {relevance} AS relevance FROM search_text "
        "JOIN search_entry ON doc = search_text.rowid "
        f"WHERE search_text MATCH ? {chosen} ORDER BY {order} LIMIT ?",
        (asked, limit),
    ).fetchall()


def _newest(connection: Connection, docs: Sequence[int]) -> list[Row]:
    """These few entries, newest first: BM25 would count all texts that have each of the words to put them in order."""
    marks = ", ".join("?" * len(docs))
    return connection.execute(
        "SELECT doc, number, views, sort_time, 0.0 FROM search_entry "
        f"WHERE doc IN ({marks}) ORDER BY sort_time DESC, doc DESC",
        tuple(docs),
    ).fetchall()


def any_reading(unit: Unit) -> str:
    """The MATCH expression for texts with any likely reading of a unit; empty when texts cannot have it."""
    return _expression([reading for reading in unit if _is_likely(reading)])


def beginning(text: str) -> str:
    """The MATCH expression for texts with a word that begins so."""
    return _tokens((text,)) + " *"


def _expression(unit: Iterable[Reading]) -> str:
    """Texts with any of these readings; a reading that only goes on from another one asks for nothing new."""
    searched = [reading for reading in unit if reading.words and not reading.initials]
    beginnings = {reading.words[0] for reading in searched if len(reading.words) == 1 and _goes_on(reading)}
    asked = [reading for reading in searched if not any(_continues(reading, other) for other in beginnings)]
    return " OR ".join(_tokens(reading.words) + (" *" if _goes_on(reading) else "") for reading in asked)


def _is_likely(reading: Reading) -> bool:
    return reading.weight > _LIKELY or reading.evidence in {Evidence.SPELLING, Evidence.SOUND}


def _goes_on(reading: Reading) -> bool:
    """May the last word go on? Not when it is so short that anything would begin with it."""
    return not reading.whole and is_long_enough(reading.words[-1])


def is_long_enough(word: str) -> bool:
    """Is the word long enough for others that begin with it to be about the same thing?"""
    return len(word) >= (2 if is_hangul(word[0]) else 3)


def _continues(reading: Reading, beginning_of_others: str) -> bool:
    first = reading.words[0]
    return len(first) > len(beginning_of_others) and first.startswith(beginning_of_others)


def _tokens(words: Sequence[str]) -> str:
    return '"' + " ".join(words).replace('"', "") + '"'


def _all(expressions: Iterable[str]) -> str:
    return " AND ".join(f"({expression})" for expression in expressions)
