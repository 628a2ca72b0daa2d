"""Which stories may hold the answer: those with the rarest words of the question, best first by BM25."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from store.answers.clues import MOST_HAVING, Clue

MOST_STORIES = 12
MOST_OF_A_CLUE = 5
_RAREST = 2
_MOST_COUNTED = 2000
_WEIGHTS = "8.0, 3.0, 1.0"


@dataclass(frozen=True, slots=True)
class Found:
    """A story that may answer. `relevance` is its BM25 beside the best one's, to 1."""

    number: int
    id: str
    title: str
    body: str
    relevance: float


def stories_for(
    connection: Connection, clues: Sequence[Clue], story: int | None = None, exclude: Sequence[int] = ()
) -> list[Found]:
    """The stories to read for a question, best first; only `story` where one is asked about, none of `exclude`."""
    if story is not None:
        row = connection.execute("SELECT number, id, title, body FROM story WHERE number = ?", (story,)).fetchone()
        return [_found(row, 1.0)] if row else []
    telling = _telling(clues)
    if not telling:
        return []
    relevances = dict(
        _ranked(connection, " OR ".join(f"({clue.expression})" for clue in telling), MOST_STORIES, exclude)
    )
    best = min(relevances.values(), default=-1.0)
    for clue in telling[:_RAREST]:
        for number, _ in _ranked(connection, clue.expression, MOST_OF_A_CLUE, exclude):
            relevances.setdefault(number, 0.0)
    marks = ", ".join("?" * len(relevances))
    stories = {
        row[0]: row
        for row in connection.execute(
            f"SELECT number, id, title, body FROM story WHERE number IN ({marks})", list(relevances)
        )
    }
    return [_found(stories[number], worth / best) for number, worth in relevances.items() if number in stories]


def _found(row: tuple[int, str, str, str], relevance: float) -> Found:
    number, story_id, title, body = row
    return Found(number=number, id=story_id, title=title, body=body, relevance=relevance)


def _ranked(connection: Connection, expression: str, limit: int, exclude: Sequence[int]) -> list[tuple[int, float]]:
    marks = ", ".join("?" * len(exclude))
    return connection.execute(
        "SELECT number, relevance FROM ("
        f"SELECT rowid AS found, bm25(search_text, {_WEIGHTS}) AS relevance FROM search_text WHERE search_text MATCH ? "
        f"AND rowid NOT IN (SELECT doc FROM search_entry WHERE number IN ({marks})) ORDER BY relevance LIMIT ?"
        ") JOIN search_entry ON doc = found ORDER BY relevance",
        (expression, *exclude, limit),
    ).fetchall()


def _telling(clues: Sequence[Clue]) -> list[Clue]:
    """The rarest clues that any text has, as many as can be weighed in time."""
    rarest = sorted((clue for clue in clues if clue.stories), key=lambda clue: clue.stories)
    kept: list[Clue] = []
    counted = 0
    for clue in rarest:
        counted += clue.stories
        if kept and (counted > _MOST_COUNTED or clue.stories >= MOST_HAVING):
            break
        kept.append(clue)
    return kept
