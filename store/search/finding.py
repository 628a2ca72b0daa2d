"""How a query is answered: cheap exact stages first, other readings only where those leave the answer open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from sqlite3 import Connection

from bot.search import Evidence, Found, Hit, Why
from store.search.aliases import Names
from store.search.effort import effort_in
from store.search.explaining import explained
from store.search.query import Query, parse
from store.search.question_stage import QuestionStage
from store.search.ranking import Candidate, merged
from store.search.rarity import Rarity
from store.search.readings import Meaning, meaning_of
from store.search.scope import Scope, scope_of
from store.search.spelling import by_slip, by_sound, corrected
from store.search.splitting import split, split_by_texts
from store.search.stories import read_stories
from store.search.text_stage import BEST_OF_WORDS, TextStage
from store.search.title_stage import TitleStage, browsed_rows

NOTHING = 0.7
ANSWERED = 0.78
CLEAR = 0.85
QUESTION_WORDS = 3
MOST_BROWSED = 1000
MOST_SUGGESTIONS = 5
MOST_ORDERED = 300

# Glued words taken apart, slips corrected, words heard in the other script: each while the best is below its mark.
_CHANGES: tuple[tuple[Callable[[Connection, Meaning], Meaning | None], float], ...] = (
    (split, ANSWERED),
    (partial(corrected, corrector=by_slip), ANSWERED),
    (partial(corrected, corrector=by_sound), CLEAR),
)


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds stories for queries on one connection."""

    connection: Connection
    rarity: Rarity
    names: Names

    def find(self, typed: str, *, limit: int, offset: int, order: Sequence[int] = ()) -> Found:
        """One page of the answer, or of the order that an earlier search gave; suggestions only when there is none."""
        first, last = max(0, offset), max(0, offset) + max(0, limit)
        if order:
            hits = self._still_found(typed, order[first:last])
            return Found(query=typed, total=len(order), hits=hits, order=tuple(order))
        ranked = self.ranked(typed)
        good = [candidate for candidate in ranked if candidate.score >= NOTHING]
        return Found(
            query=typed,
            total=len(good),
            hits=self._shown(good[first:last]),
            suggestions=() if good else self._shown(ranked[:MOST_SUGGESTIONS]),
            order=tuple(candidate.number for candidate in good[:MOST_ORDERED]),
        )

    def ranked(self, typed: str, *, among: tuple[int, ...] = ()) -> list[Candidate]:
        """Every story that has to do with the query, best first; those under NOTHING are no answer.

        `among`: only these entries are looked at, when there are any.
        """
        query = parse(typed)
        ranked = self._ranked(query, among)
        if query.may_be_command and _best(ranked) < NOTHING:
            return self._ranked(parse(typed, literally=True), among)
        return ranked

    def _ranked(self, query: Query, among: tuple[int, ...]) -> list[Candidate]:
        scoped = scope_of(self.connection, query)
        if scoped is None:
            return []
        scope, query = replace(scoped[0], among=among), scoped[1]
        meaning = meaning_of(query, self.names)
        if meaning.whole:
            return self._answers(query, meaning, scope)
        return self._browsed(scope, meaning)

    def _answers(self, query: Query, meaning: Meaning, scope: Scope) -> list[Candidate]:
        """The stages in order, each only while nothing good enough is found."""
        effort = effort_in(self.connection)
        titles = TitleStage(self.connection, self.rarity, scope, effort)
        named = titles.candidates(meaning)
        settled = frozenset(candidate.doc for candidate in named if candidate.score >= BEST_OF_WORDS)
        texts = TextStage(self.connection, scope, settled, effort.common)
        questions = QuestionStage(self.connection, scope)
        phrased = texts.phrase(meaning, strong=query.is_phrase)
        answered = _clear(named) >= effort.enough or (phrased and len(meaning.units) >= QUESTION_WORDS)
        ranked = merged(named, phrased, [] if answered else texts.words(meaning))
        if len(meaning.units) >= QUESTION_WORDS and _best(ranked) < CLEAR:
            ranked = merged(ranked, questions.candidates(split_by_texts(self.connection, meaning) or meaning))
        for change, enough in _CHANGES:
            all_found = 0 < len(scope.among) <= _clear(ranked, NOTHING)
            is_open = _best(ranked) < enough and not all_found and not _is_changed(ranked, meaning)
            other = change(self.connection, meaning) if is_open else None
            if other:
                named = titles.candidates(other)
                answered = _clear(named, NOTHING) >= effort.enough
                ranked = merged(ranked, named, [] if answered else texts.words(other))
        if _best(ranked) < NOTHING:
            apart = split_by_texts(self.connection, meaning) or meaning
            ranked = merged(ranked, questions.candidates(apart) if len(apart.units) > 1 else [])
        return ranked

    def _still_found(self, typed: str, page: Sequence[int]) -> tuple[Hit, ...]:
        """The stories of a page that still answer the query, in the page's order."""
        marks = ", ".join("?" * len(page))
        entries = self.connection.execute(f"SELECT doc FROM search_entry WHERE number IN ({marks})", tuple(page))
        among = tuple(row[0] for row in entries)
        ranked = self.ranked(typed, among=among) if among else []
        found = {candidate.number: candidate for candidate in ranked if candidate.score >= NOTHING}
        return self._shown([found[number] for number in page if number in found])

    def _browsed(self, scope: Scope, meaning: Meaning) -> list[Candidate]:
        """All stories in scope, newest first: a filter without words."""
        rows = browsed_rows(self.connection, scope, MOST_BROWSED)
        candidates = [
            Candidate(number=number, doc=doc, score=1.0, views=0, sort_time=sort_time, meaning=meaning)
            for doc, number, _, _, sort_time in rows
        ]
        return merged(candidates)

    def _shown(self, candidates: Sequence[Candidate]) -> tuple[Hit, ...]:
        stories = read_stories(self.connection, (candidate.number for candidate in candidates))
        return tuple(
            explained(candidate, stories[candidate.number])
            if candidate.number in stories
            else Hit(number=candidate.number, score=round(candidate.score, 4), why=(Why(evidence=Evidence.TITLE),))
            for candidate in candidates
        )


def _clear(candidates: Sequence[Candidate], least: float = CLEAR) -> int:
    """How many of them answer at least so well."""
    return sum(candidate.score >= least for candidate in candidates)


def _is_changed(ranked: Sequence[Candidate], meaning: Meaning) -> bool:
    """Has a change of the meaning already given the best answer?"""
    return _best(ranked) >= NOTHING and ranked[0].meaning is not meaning


def _best(ranked: Sequence[Candidate]) -> float:
    return ranked[0].score if ranked else 0.0
