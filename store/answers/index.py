"""What is kept of the stories for answering: where their pieces begin, and the Latin words of their texts by sound.

answer_outline  one row a live story: the pieces of its body, packed, under a digest of the body. A missing or stale
                row costs only the time to make it when the story is read.
answer_word     Latin words of titles and bodies with the skeleton of their sound; words of stories that are gone stay
                until the next rebuild and harm nobody.
"""

import re
from array import array
from collections.abc import Iterable
from hashlib import blake2b
from sqlite3 import Connection, OperationalError

from bot.answers.outline import Kind, Piece, outline
from store.text.sound import near_skeletons, skeleton, sound
from store.text.unicode import fold

VERSION = 1
_TABLES = (
    """
    CREATE TABLE IF NOT EXISTS answer_outline (
        number INTEGER PRIMARY KEY,
        digest BLOB NOT NULL,
        pieces BLOB NOT NULL
    ) STRICT
    """,
    "CREATE TABLE IF NOT EXISTS answer_word (word TEXT PRIMARY KEY, bones TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS answer_word_by_sound ON answer_word (bones)",
)
_LATIN_WORD = re.compile(r"(?<![a-z0-9])[a-z]{4,20}(?![a-z0-9])")
_PIECE_NUMBERS = 4
_KINDS = tuple(Kind)
_FEWEST_BONES, _MOST_ALIKE = 2, 200


def create(connection: Connection) -> None:
    """Make the tables where they are absent."""
    for statement in _TABLES:
        connection.execute(statement)


def is_current(connection: Connection) -> bool:
    """Are the tables there?"""
    names = connection.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('answer_outline', 'answer_word')")
    return bool(names.fetchone()[0] == len(("answer_outline", "answer_word")))


def clear(connection: Connection) -> None:
    """Forget everything."""
    connection.execute("DELETE FROM answer_outline")
    connection.execute("DELETE FROM answer_word")


def put(connection: Connection, number: int, title: str, body: str) -> None:
    """Keep what answering needs of a story, unless it is there already."""
    digest = _digest(body)
    row = connection.execute("SELECT digest FROM answer_outline WHERE number = ?", (number,)).fetchone()
    if row and row[0] == digest:
        return
    packed = pack(quotable(body))
    connection.execute("INSERT OR REPLACE INTO answer_outline VALUES (?, ?, ?)", (number, digest, packed))
    latin = set(_LATIN_WORD.findall(fold(f"{title} {body}")))
    connection.executemany(
        "INSERT OR IGNORE INTO answer_word VALUES (?, ?)", [(word, skeleton(sound(word))) for word in sorted(latin)]
    )


def remove(connection: Connection, number: int) -> None:
    """Forget a story; nothing happens when it is unknown."""
    connection.execute("DELETE FROM answer_outline WHERE number = ?", (number,))


def outlines(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[bytes, tuple[Piece, ...]]]:
    """(digest of the body, pieces) of these stories, where they are kept."""
    wanted = tuple(numbers)
    marks = ", ".join("?" * len(wanted))
    try:
        rows = connection.execute(
            f"SELECT number, digest, pieces FROM answer_outline WHERE number IN ({marks})", wanted
        )
    except OperationalError:
        return {}
    return {number: (digest, unpack(packed)) for number, digest, packed in rows}


def pieces_of(body: str, kept: tuple[bytes, tuple[Piece, ...]] | None) -> tuple[Piece, ...]:
    """The pieces of a body: those kept where they are of this very body, otherwise made now."""
    return kept[1] if kept and kept[0] == _digest(body) else quotable(body)


def quotable(body: str) -> tuple[Piece, ...]:
    """The pieces of a body without those that hold nothing to quote."""
    pieces = outline(body)
    place = {-1: -1}
    kept = [at for at, piece in enumerate(pieces) if piece.kind is not Kind.BLANK]
    place.update({at: nth for nth, at in enumerate(kept)})
    return tuple(
        Piece(pieces[at].start, pieces[at].end, pieces[at].kind, place.get(pieces[at].parent, -1)) for at in kept
    )


def words_with_bones(connection: Connection, bones: str) -> list[str]:
    """Latin words of the texts whose sound has this skeleton or one consonant more, less or other."""
    if len(bones) < _FEWEST_BONES:
        return []
    near = near_skeletons(bones) if len(bones) > _FEWEST_BONES else {bones}
    marks = ", ".join("?" * len(near))
    try:
        rows = connection.execute(
            f"SELECT word FROM answer_word WHERE bones IN ({marks}) LIMIT {_MOST_ALIKE}", (*near,)
        )
        return [row[0] for row in rows]
    except OperationalError:
        return []


def pack(pieces: Iterable[Piece]) -> bytes:
    """Pieces as bytes: four unsigned numbers each."""
    return array("I", [n for p in pieces for n in (p.start, p.end, int(p.kind), p.parent + 1)]).tobytes()


def unpack(packed: bytes) -> tuple[Piece, ...]:
    """The pieces of such bytes."""
    numbers = array("I", packed)
    return tuple(
        Piece(numbers[at], numbers[at + 1], _KINDS[numbers[at + 2]], numbers[at + 3] - 1)
        for at in range(0, len(numbers), _PIECE_NUMBERS)
    )


def _digest(body: str) -> bytes:
    return blake2b(f"{VERSION}\n{body}".encode("utf-8", "replace"), digest_size=8).digest()
