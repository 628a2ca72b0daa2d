"""Writing stories into the index, inside the caller's transaction."""

from collections.abc import Iterable
from functools import lru_cache
from sqlite3 import Connection

from store.search import schema
from store.search.document import Document, digest_of, text_row, title_row, vocabulary_of
from store.search.shape import shape_of
from store.text.keys import keys
from store.text.sound import skeleton, sound


def put(connection: Connection, documents: Iterable[Document]) -> None:
    """Insert the stories or replace what the index knows of them; unchanged text is not written again."""
    for document in documents:
        _put_one(connection, document)
    schema.touch(connection)


def remove(connection: Connection, number: int) -> None:
    """Forget a story. Its postings stay without an entry until the index is rebuilt."""
    _forget(connection, number)
    schema.touch(connection)


def _put_one(connection: Connection, document: Document) -> None:
    digest = digest_of(document)
    known = connection.execute("SELECT digest FROM search_entry WHERE number = ?", (document.number,)).fetchone()
    if known and known[0] == digest:
        connection.execute(
            "UPDATE search_entry SET views = ?, sort_time = ? WHERE number = ?",
            (document.views, document.sort_time, document.number),
        )
        return
    if known:
        _forget(connection, document.number)
    _insert(connection, document, digest)


def _insert(connection: Connection, document: Document, digest: bytes) -> None:
    vocabulary = vocabulary_of(document)
    shape = shape_of(document.title)
    entry = (document.number, shape, document.views, document.sort_time, " ".join(vocabulary), digest)
    doc = connection.execute(
        "INSERT INTO search_entry (number, shape, views, sort_time, words, digest) VALUES (?, ?, ?, ?, ?, ?)",
        entry,
    ).lastrowid
    connection.execute("INSERT INTO search_title (rowid, tokens) VALUES (?, ?)", (doc, title_row(document)))
    connection.execute(
        "INSERT INTO search_text (rowid, title, facets, body) VALUES (?, ?, ?, ?)", (doc, *text_row(document))
    )
    connection.executemany(
        "INSERT INTO search_vocabulary VALUES (?, ?, ?, ?, 1) ON CONFLICT (word) DO UPDATE SET stories = stories + 1",
        map(_vocabulary_row, vocabulary),
    )


def _forget(connection: Connection, number: int) -> None:
    row = connection.execute("DELETE FROM search_entry WHERE number = ? RETURNING words", (number,)).fetchone()
    if row is None:
        return
    words = [(word,) for word in row[0].split()]
    connection.executemany("UPDATE search_vocabulary SET stories = stories - 1 WHERE word = ?", words)
    connection.executemany("DELETE FROM search_vocabulary WHERE word = ? AND stories < 1", words)


@lru_cache(maxsize=8192)
def _vocabulary_row(word: str) -> tuple[str, str, str, str]:
    pressed = keys(word)
    return word, pressed, pressed[::-1], skeleton(sound(word))
