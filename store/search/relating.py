"""Stories like a story: those that share its rarest words, above all of title and tags."""

from collections import Counter
from sqlite3 import Connection

from bot.search import Evidence, Hit, Why
from store.search.scope import Scope
from store.search.stories import StoryText, read_stories
from store.search.text_stage import beginning, rows_by_relevance
from store.text.particles import is_bound_word, is_ending, shortest_stem
from store.text.words import word_texts

_HEADING_WORDS, _BODY_WORDS = 8, 8
_MOST_LIKE = 40
_SHORTEST = 2


def similar(connection: Connection, number: int, *, limit: int) -> tuple[Hit, ...]:
    """The most similar stories, best first, never itself; none for a story that is not there."""
    story = read_stories(connection, (number,)).get(number)
    words = _telling_words(story) if story else []
    if not words:
        return ()
    expression = " OR ".join(map(beginning, words))
    rows = [row for row in rows_by_relevance(connection, Scope(), expression, _MOST_LIKE) if row[1] != number]
    best = min((row[-1] for row in rows), default=0.0)
    return tuple(
        Hit(number=row[1], score=round(row[-1] / best if best else 0.0, 4), why=(Why(evidence=Evidence.WORDS),))
        for row in rows[:limit]
    )


def _telling_words(story: StoryText) -> list[str]:
    """The words of title and tags, and those that the body repeats most."""
    heading = [word for word in _stems(story.heading) if len(word) >= _SHORTEST]
    repeated = Counter(word for word in _stems(story.whole) if len(word) > _SHORTEST)
    often = [word for word, _ in repeated.most_common(_BODY_WORDS)]
    return list(dict.fromkeys((*heading[:_HEADING_WORDS], *often)))


def _stems(text: str) -> list[str]:
    return [shortest_stem(word) for word in word_texts(text) if not is_bound_word(word) and not is_ending(word)]
