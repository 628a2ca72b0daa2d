"""Everything that may answer a question, looked at: stories, their sentences, and the numbers the models weigh."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from sqlite3 import Connection
from threading import Lock

from bot.answers.features import Asked, Sight, features
from bot.answers.kinds import asked_unit, kind_of
from bot.answers.outline import Piece
from bot.answers.quoting import is_quotable
from store.answers.clues import Clue, clues_of
from store.answers.index import outlines, pieces_of
from store.answers.retrieval import Found, stories_for
from store.answers.sighting import Traced, sightings, traced
from store.answers.traces import Reading
from store.search.aliases import Names
from store.text.unicode import fold

MOST_OF_A_STORY = (18, 16, 12, 10, 8, 8)  # sentences of the best story, of the second …
MOST_TEXT = 120_000  # characters read for a question, once enough stories for the above are
_PIECES_FOR_ONE_MORE = 40
_MOST_KEPT = 400


@dataclass(frozen=True, slots=True)
class Considered:
    """A sentence of a story with its numbers."""

    story: int
    at: int
    parent: int
    sight: Sight
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Consideration:
    """A question with all that may answer it; `stories` are numbers, those that have most of it first."""

    asked: Asked
    clues: tuple[Clue, ...]
    stories: tuple[int, ...]
    sentences: tuple[Considered, ...]


class Considering:
    """Considers questions on one connection at a time; keeps the stories it read lately, a few hundred at most."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[int, Reading] = OrderedDict()

    def consider(
        self,
        connection: Connection,
        question: str,
        names: Names,
        *,
        story: int | None = None,
        exclude: Sequence[int] = (),
    ) -> Consideration:
        """Look at a question, in all stories but the excluded ones or in one."""
        clues = clues_of(connection, question, names)
        folded = fold(question)
        total = sum(clue.rarity for clue in clues) or 1.0
        asked = Asked(kind_of(folded), asked_unit(folded), tuple(clue.rarity / total for clue in clues))
        found = _readable(stories_for(connection, clues, story, exclude))
        read = self._read(connection, found)
        stories = [traced(reading, clues, names, each.relevance) for each, reading in zip(found, read, strict=True)]
        order = sorted(range(len(found)), key=lambda nth: -stories[nth].standing)
        sentences = [
            each
            for nth, most in zip(order, MOST_OF_A_STORY, strict=False)
            for each in _sentences(found[nth].number, stories[nth], clues, asked, most)
        ]
        return Consideration(asked, clues, tuple(found[nth].number for nth in order), tuple(sentences))

    def _read(self, connection: Connection, found: Sequence[Found]) -> list[Reading]:
        with self._lock:
            kept = {each.number: self._kept.get(each.number) for each in found}
            new = [each for each in found if (one := kept[each.number]) is None or not _is_of(one, each)]
            outlined = outlines(connection, [each.number for each in new])
            for each in new:
                pieces: tuple[Piece, ...] = pieces_of(each.body, outlined.get(each.number))
                self._kept[each.number] = Reading(each.title, each.body, pieces)
            for each in found:
                self._kept.move_to_end(each.number)
            read = [self._kept[each.number] for each in found]
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            return read


def _readable(found: Sequence[Found]) -> list[Found]:
    """The stories found, without the last ones where the texts get too long to read them all in time."""
    sizes = accumulate(len(each.body) for each in found)
    return [
        each
        for nth, (each, size) in enumerate(zip(found, sizes, strict=True))
        if size <= MOST_TEXT or nth < len(MOST_OF_A_STORY)
    ]


def _is_of(reading: Reading, found: Found) -> bool:
    return reading.title == found.title and reading.body == found.body


def _sentences(number: int, story: Traced, clues: Sequence[Clue], asked: Asked, most: int) -> list[Considered]:
    most += len(story.reading.pieces) // _PIECES_FOR_ONE_MORE
    return [
        Considered(number, at, story.reading.pieces[at].parent, sight, features(asked, sight))
        for at, sight in sightings(story, clues, asked, most)
        if is_quotable(sight.text)
    ]
