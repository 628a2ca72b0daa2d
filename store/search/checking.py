"""Is the index what it would be if it were built anew from the stories? Faults are told in words."""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection, DatabaseError

from store.search import schema
from store.search.document import Document, digest_of, vocabulary_of
from store.search.shape import flat, shape_of
from store.search.tokens import all_of, trigrams

_FULL_TEXT = ("search_title", "search_text")


def faults(connection: Connection, documents: Iterable[Document]) -> Iterator[str]:
    """What is wrong, story by story and table by table."""
    if schema.version(connection) != schema.VERSION:
        yield "the index is absent or of another version"
        return
    left = dict(connection.execute("SELECT number, doc FROM search_entry").fetchall())
    counted: dict[str, int] = {}
    for document in documents:
        doc = left.pop(document.number, None)
        if doc is None:
            yield f"story {document.number} is not in the index"
            continue
        yield from _faults_of_entry(connection, doc, document)
        for word in vocabulary_of(document):
            counted[word] = counted.get(word, 0) + 1
    yield from (f"the index holds story {number}, which is not live" for number in sorted(left))
    stored = dict(connection.execute("SELECT word, stories FROM search_vocabulary").fetchall())
    if stored != counted:
        wrong = sum(stored.get(word) != counted.get(word) for word in stored.keys() | counted.keys())
        yield f"the vocabulary counts {wrong} words wrongly"
    yield from _faults_of_tables(connection)


def _faults_of_entry(connection: Connection, doc: int, document: Document) -> Iterator[str]:
    shape, digest = connection.execute("SELECT shape, digest FROM search_entry WHERE doc = ?", (doc,)).fetchone()
    if digest != digest_of(document) or shape != shape_of(document.title):
        yield f"story {document.number} has changed since it was indexed"
        return
    needle = next(trigrams(flat(shape)), None)
    if needle and not _is_posted(connection, needle, doc):
        yield f"story {document.number} has no title tokens"


def _is_posted(connection: Connection, token: str, doc: int) -> bool:
    row = connection.execute(
        "SELECT 1 FROM search_title WHERE search_title MATCH ? AND rowid = ?", (all_of([token]), doc)
    ).fetchone()
    return row is not None


def _faults_of_tables(connection: Connection) -> Iterator[str]:
    for table in _FULL_TEXT:
        try:
            connection.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH 'a'").fetchone()
        except DatabaseError as error:
            yield f"{table} cannot be read: {error}"
