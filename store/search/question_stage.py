"""Stories that have most of a question: whole sentences, where no story has every word.

The rarest words bring candidates by BM25; those are put in order by how much of each typed word they have, counted
from its beginning, rare words weighing more. Endings that no rule knows (되셨대요) cost little that way.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from sqlite3 import Connection

from store.search.ranking import Candidate
from store.search.readings import Meaning, Unit
from store.search.scope import Scope
from store.search.stories import read_stories
from store.search.text_stage import Row, any_reading, beginning, rows_by_relevance

_ASKED = 8
_WEIGHED = 30
_MOST_HAVING = 3000
_SHORTEST_BEGINNING, _SHORTEST_INSIDE = 2, 4
_FLOOR, _COVERED = 0.25, 0.44
_ACCEPTED, _ACCEPTED_SPAN = 0.70, 0.07
_ENOUGH, _ENOUGH_OF_FEW, _MANY = 0.3, 0.6, 4
_TITLE_WORTH = 0.3
_RELEVANCE_WORTH = 0.3


@dataclass(frozen=True, slots=True)
class Clue:
    """A word of the question: the texts that have it, how many they are, how rare it is, and what it was read from."""

    expression: str
    having: int
    rarity: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class QuestionStage:
    """Searches for stories that have most of the words."""

    connection: Connection
    scope: Scope

    def candidates(self, meaning: Meaning) -> list[Candidate]:
        """The stories that cover the question best; those that cover too little score below the threshold."""
        clues = self._clues(meaning)
        expression = " OR ".join(f"({clue.expression})" for clue in _telling(clues))
        if not expression:
            return []
        rows = rows_by_relevance(self.connection, self.scope, expression, _WEIGHED, common=2 * _MOST_HAVING)
        return self._weighed(rows, clues, meaning)

    def _clues(self, meaning: Meaning) -> list[Clue]:
        stories = self.connection.execute("SELECT max(doc) FROM search_entry").fetchone()[0] or 1
        return [self._clue(unit, stories) for unit in meaning.units]

    def _clue(self, unit: Unit, stories: int) -> Clue:
        """The clue of a unit: any of its readings, else the longest beginning of the word that any story has."""
        typed = unit[0].words[-1] if unit[0].words else ""
        beginnings = (beginning(typed[:size]) for size in range(len(typed) - 1, _SHORTEST_BEGINNING - 1, -1))
        for expression in (any_reading(unit), *beginnings):
            having = self._having(expression) if expression else 0
            if having:
                return Clue(expression, having, math.log(1 + stories / having), unit)
        return Clue("", 0, math.log(1 + stories), unit)

    def _having(self, expression: str) -> int:
        """How many stories satisfy the expression, counted up to a limit."""
        row = self.connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT ?)",
            (expression, _MOST_HAVING),
        ).fetchone()
        return int(row[0])

    def _weighed(self, rows: Sequence[Row], clues: Sequence[Clue], meaning: Meaning) -> list[Candidate]:
        stories = read_stories(self.connection, (row[1] for row in rows))
        total = sum(clue.rarity for clue in clues)
        enough = _ENOUGH if len(clues) >= _MANY else _ENOUGH_OF_FEW
        best = min((row[-1] for row in rows), default=0.0)
        weighed = []
        for doc, number, views, sort_time, relevance in rows:
            if number not in stories:
                continue
            story = stories[number]
            covered = sum(clue.rarity * _share(clue.unit, story.whole) for clue in clues) / total
            named = sum(clue.rarity * _share(clue.unit, story.heading) for clue in clues) / total
            relative = relevance / best if best else 0.0
            worth = covered + named * _TITLE_WORTH + relative * _RELEVANCE_WORTH
            score = _score(covered, worth, enough)
            weighed.append(
                Candidate(
                    number=number,
                    doc=doc,
                    score=score,
                    views=views,
                    sort_time=sort_time,
                    meaning=meaning,
                    partial=True,
                )
            )
        return weighed


def _telling(clues: Sequence[Clue]) -> list[Clue]:
    """The rarest clues that any text has, as many as can be weighed."""
    rarest = sorted((clue for clue in clues if clue.expression), key=lambda clue: clue.having)[:_ASKED]
    having = list(accumulate(clue.having for clue in rarest))
    return [clue for clue, stories in zip(rarest, having, strict=True) if stories <= _MOST_HAVING] or rarest[:1]


def _score(covered: float, worth: float, enough: float) -> float:
    share = worth / (1 + _TITLE_WORTH + _RELEVANCE_WORTH)
    if covered < enough:
        return _FLOOR + _COVERED * share
    return _ACCEPTED + _ACCEPTED_SPAN * share


def _share(unit: Unit, text: str) -> float:
    """How much of a unit a folded text has: 1 for any whole reading, else the longest beginning of the typed word."""
    if any(_has(text, reading.text) for reading in unit if reading.words):
        return 1.0
    typed = unit[0].text
    for size in range(len(typed) - 1, _SHORTEST_BEGINNING - 1, -1):
        if _has(text, typed[:size]):
            return size / len(typed)
    return 0.0


def _has(text: str, wanted: str) -> bool:
    """Is it in the text, short Latin words only as words?"""
    if wanted not in text:
        return False
    if len(wanted) >= _SHORTEST_INSIDE or not wanted.isascii():
        return True
    return re.search(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", text) is not None
