"""The answerer as the store sees it: a question in, quotes of one story or a refusal out."""

from collections.abc import Sequence
from dataclasses import replace
from sqlite3 import Connection

from bot.answers import quoting, trust, weighing
from bot.answers.choosing import MOST_CHARACTERS, Candidate, choose
from bot.answers.outline import Kind as PieceKind
from bot.answers.outline import context
from bot.answers.values import Answered, Band, Quote
from bot.answers.weighing import Weights
from bot.graphemes import shorten
from store.answers import weights as stored
from store.answers.clues import Clue
from store.answers.considering import Consideration, Considered, Considering
from store.answers.index import outlines, pieces_of
from store.answers.lexicon import is_predicate
from store.answers.marking import marks_of
from store.answers.verbs import follows
from store.search import aliases
from store.text.particles import stems
from store.text.unicode import neat

LONGEST_QUESTION = 400
MOST_NEAREST = 3
_MISSING = 0.3
_SHORTEST_REST = 24
_BEFORE_CLUE = 30


class Answerer:
    """Answers questions from a library. One answerer may serve several connections and threads at once."""

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights
        self._considering = Considering()

    def answer(
        self, connection: Connection, question: str, *, story: int | None = None, exclude: Sequence[int] = ()
    ) -> Answered:
        """What the library has to say to a question; with `story`, only what that story has.

        Stories of the numbers in `exclude` are left out.
        """
        seen = self.consider(connection, neat(question)[:LONGEST_QUESTION], story=story, exclude=exclude)
        weights = self._weights or stored.shipped()
        candidates = [_candidate(weights, sentence) for sentence in seen.sentences]
        chosen = choose(candidates, seen.asked.kind)
        sureness = weighing.confidence(weights, signs(seen, candidates, chosen)) if chosen else 0.0
        band = weighing.band(weights, sureness)
        quotes = _quotes(connection, chosen, seen.clues) if band is not Band.UNKNOWN else ()
        refused = Answered(
            question=question,
            band=Band.UNKNOWN,
            confidence=round(sureness, 4),
            nearest=_nearest(candidates, seen.stories),
            missing=_missing(seen, _sentence_of(seen, chosen[0]) if chosen else None),
        )
        if not quotes:
            return refused
        return replace(refused, band=band, story=chosen[0].story, quotes=quotes, missing=())

    def consider(
        self, connection: Connection, question: str, *, story: int | None = None, exclude: Sequence[int] = ()
    ) -> Consideration:
        """Everything that may answer, before it is weighed: what the training reads."""
        return self._considering.consider(connection, question, aliases.known(connection), story=story, exclude=exclude)


def signs(seen: Consideration, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> tuple[float, ...]:
    """The numbers that trust is made of, for the sentences chosen."""
    best = chosen[0]
    others = [candidate.score for candidate in candidates if candidate.story != best.story]
    return trust.signs(
        seen.asked,
        _sentence_of(seen, best).sight,
        names=[clue.is_name for clue in seen.clues],
        known=[clue.stories > 0 for clue in seen.clues],
        hard=[not clue.is_soft for clue in seen.clues],
        nouns=[not clue.is_soft and not is_predicate(clue.word) for clue in seen.clues],
        quoted=" ".join(candidate.text for candidate in chosen),
        runner_up=best.score - max(others) if others else trust.ALONE,
    )


def _candidate(weights: Weights, sentence: Considered) -> Candidate:
    return Candidate(
        story=sentence.story,
        at=sentence.at,
        parent=sentence.parent,
        kind=sentence.sight.kind,
        text=sentence.sight.text.strip(),
        score=weighing.score(weights, sentence.numbers),
    )


def _sentence_of(seen: Consideration, candidate: Candidate) -> Considered:
    return next(
        sentence for sentence in seen.sentences if (sentence.story, sentence.at) == (candidate.story, candidate.at)
    )


def _nearest(candidates: Sequence[Candidate], stories: Sequence[int]) -> tuple[int, ...]:
    """Stories in the order of their best sentences, then those that only have much of the question."""
    best = sorted(candidates, key=lambda candidate: -candidate.score)
    return tuple(dict.fromkeys([*(candidate.story for candidate in best), *stories]))[:MOST_NEAREST]


def _missing(seen: Consideration, best: Considered | None) -> tuple[str, ...]:
    """The words that neither the sentence nor what is around it has, the rarest first."""
    gone = []
    for nth, clue in enumerate(seen.clues):
        sight = best.sight if best else None
        held = max(sight.own[nth], sight.near[nth], sight.above[nth], sight.title[nth]) if sight else 0.0
        if held < _MISSING and not clue.is_soft and (clue.is_name or not is_predicate(clue.word)):
            gone.append(clue)
    return tuple(_without_particle(clue.word) for clue in sorted(gone, key=lambda clue: -clue.rarity)[:2])


def _without_particle(word: str) -> str:
    """A word as it is named: 연봉은 → 연봉, but 와이파이 whole, since 이 follows no vowel."""
    fitting = [stem for stem in stems(word) if follows(stem, word[len(stem) :])]
    return min(fitting, key=len, default=word)


def _quotes(connection: Connection, chosen: Sequence[Candidate], clues: Sequence[Clue]) -> tuple[Quote, ...]:
    """The sentences as quotes within the limit of characters; each is checked to stand in the story."""
    number = chosen[0].story
    title, body = connection.execute("SELECT title, body FROM story WHERE number = ?", (number,)).fetchone()
    pieces = pieces_of(body, outlines(connection, [number]).get(number))
    source = quoting.essence(title + body)
    quotes: list[Quote] = []
    left = MOST_CHARACTERS
    for candidate in chosen:
        whole = quoting.verbatim(candidate.text)
        if left < min(_SHORTEST_REST, len(whole)):
            continue
        text = _excerpt(whole, left, clues)
        if not text or quoting.essence(text.strip("… ")) not in source:
            continue
        heading = next(
            (
                pieces[at]
                for at in context(pieces, candidate.at)
                if pieces[at].kind in (PieceKind.HEADING, PieceKind.ITEM)
            ),
            None,
        )
        under = quoting.shown(quoting.verbatim(body[heading.start : heading.end])) if heading else ""
        seen = quoting.shown(text)
        quotes.append(Quote(text=text, shown=seen, marks=marks_of(seen, clues), under=under))
        left -= len(text)
    return tuple(quotes)


def _excerpt(whole: str, most: int, clues: Sequence[Clue]) -> str:
    """The part of a sentence, at most so long, that has most of the clues: its beginning unless another has more."""
    if len(whole) <= most:
        return whole
    found = [start for start, _ in marks_of(whole, clues)]
    starts = [0, *(whole.rfind(" ", 0, max(0, at - _BEFORE_CLUE)) + 1 for at in found)]
    start = max(starts, key=lambda first: sum(first <= at < first + most - _BEFORE_CLUE for at in found))
    return shorten(whole, most) if not start else "…" + shorten(whole[start:], most - 1)
