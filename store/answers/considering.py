"""Everything that may answer a question, looked at: stories, their sentences, and the numbers the models weigh."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
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

MOST_READ = 6
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
        self, connection: Connection, question: str, names: Names, *, story: int | None = None
    ) -> Consideration:
        """Look at a question, in all stories or in one."""
        clues = clues_of(connection, question, names)
        folded = fold(question)
        total = sum(clue.rarity for clue in clues) or 1.0
        asked = Asked(kind_of(folded), asked_unit(folded), tuple(clue.rarity / total for clue in clues))
        found = stories_for(connection, clues, story)
        read = self._read(connection, found)
        stories = [traced(reading, clues, names, each.relevance) for each, reading in zip(found, read, strict=True)]
        order = sorted(range(len(found)), key=lambda nth: -stories[nth].standing)
        sentences = [
            each for nth in order[:MOST_READ] for each in _sentences(found[nth].number, stories[nth], clues, asked)
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


def _is_of(reading: Reading, found: Found) -> bool:
    return reading.title == found.title and reading.body == found.body


def _sentences(number: int, story: Traced, clues: Sequence[Clue], asked: Asked) -> list[Considered]:
    return [
        Considered(number, at, story.reading.pieces[at].parent, sight, features(asked, sight))
        for at, sight in sightings(story, clues, asked)
        if is_quotable(sight.text)
    ]
