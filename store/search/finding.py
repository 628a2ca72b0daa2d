"""How a query is answered: cheap exact stages first, corrections only where those leave the answer open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from sqlite3 import Connection

from bot.search import Evidence, Found, Hit, Why
from store.search.aliases import Names
from store.search.query import Filter, Query, parse
from store.search.ranking import Candidate, merged
from store.search.question_stage import QuestionStage
from store.search.rarity import Rarity
from store.search.readings import Meaning, meaning_of
from store.search.spelling import by_slip, by_sound, corrected
from store.search.splitting import split, split_by_texts
from store.search.text_stage import TextStage
from store.search.title_stage import TitleStage
from store.search.tokens import facet_token

ANSWERED = 0.78
NOTHING = 0.7
CLEAR = 0.85
QUESTION_WORDS = 3
MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds stories for queries on one connection."""

    connection: Connection
    rarity: Rarity
    names: Names

    def find(self, typed: str, *, limit: int, offset: int) -> Found:
        """One page of the answer; suggestions only when there is none."""
        ranked = self._ranked(parse(typed))
        good = [candidate for candidate in ranked if candidate.score >= NOTHING]
        page = good[max(0, offset) : max(0, offset) + max(0, limit)]
        suggested = () if good else ranked[:MOST_SUGGESTIONS]
        return Found(
            query=typed,
            total=len(good),
            hits=tuple(map(_hit, page)),
            suggestions=tuple(map(_hit, suggested)),
        )

    def _ranked(self, query: Query) -> list[Candidate]:
        meaning = meaning_of(query, self.names)
        if not meaning.whole:
            return []
        title = TitleStage(self.connection, self.rarity)
        text = TextStage(self.connection)
        ranked = merged(title.candidates(meaning), text.phrase(meaning, strong=query.is_phrase), text.words(meaning))
        questions = QuestionStage(self.connection)
        if len(meaning.units) >= QUESTION_WORDS and not (ranked and ranked[0].score >= CLEAR):
            ranked = merged(ranked, questions.candidates(split_by_texts(self.connection, meaning) or meaning))
        for change, enough in (
            (split, ANSWERED),
            (partial(corrected, corrector=by_slip), ANSWERED),
            (partial(corrected, corrector=by_sound), NOTHING),
        ):
            if ranked and ranked[0].score >= enough:
                break
            other = change(self.connection, meaning)
            if other:
                ranked = merged(ranked, title.candidates(other), text.words(other))
        if not (ranked and ranked[0].score >= NOTHING):
            meaning = split_by_texts(self.connection, meaning) or meaning
            if len(meaning.units) > 1:
                ranked = merged(ranked, questions.candidates(meaning))
        return ranked


def _hit(candidate: Candidate) -> Hit:
    return Hit(number=candidate.number, score=candidate.score, why=(Why(evidence=Evidence.TITLE),))
