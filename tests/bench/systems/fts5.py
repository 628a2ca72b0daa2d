"""SQLite FTS5 with its trigram tokenizer, by bm25: completion by every word, find by any trigram of the query."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.files import BenchStory

SHORTEST = 3
SEARCH = "SELECT rowid FROM story WHERE story MATCH ? ORDER BY bm25(story, 8.0, 1.0) LIMIT ?"


class Opened:
    """An FTS5 table of titles and bodies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, query: str, limit: int) -> Sequence[int]:
        """Return the places of the stories that hold any three characters of a word of the query."""
        words = query.lower().split()
        grams = dict.fromkeys(word[i : i + SHORTEST] for word in words for i in range(len(word) - SHORTEST + 1))
        return self._search(" OR ".join(map(_quoted, grams)), limit)

    def complete(self, typed: str, limit: int) -> Sequence[int]:
        """Return the places of the titles that hold every word of three characters or more."""
        words = [word for word in typed.lower().split() if len(word) >= SHORTEST]
        return self._search(f"title : ({' AND '.join(map(_quoted, words))})" if words else "", limit)

    def add(self, place: int, story: BenchStory) -> None:
        """Insert one story in a transaction of its own."""
        _insert(self._connection, [(place, story)])

    def _search(self, expression: str, limit: int) -> Sequence[int]:
        if not expression:
            return []
        return [row[0] for row in self._connection.execute(SEARCH, (expression, limit))]


def build(directory: Path, stories: Iterable[BenchStory]) -> None:
    """Index these stories in one table."""
    connection = _connect(directory)
    connection.execute("CREATE VIRTUAL TABLE story USING fts5(title, body, tokenize = 'trigram')")
    _insert(connection, enumerate(stories))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def open_at(directory: Path) -> Opened:
    """Open the file."""
    return Opened(_connect(directory))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _connect(directory: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(directory / "trigram.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _insert(connection: sqlite3.Connection, stories: Iterable[tuple[int, BenchStory]]) -> None:
    rows = ((place, story.title, story.body) for place, story in stories)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO story (rowid, title, body) VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
