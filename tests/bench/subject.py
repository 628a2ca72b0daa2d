"""The engine under measurement, built over the stories of a file as the product builds it."""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from store.search.engine import Document, SearchEngine
from tests.bench.files import BenchStory

STORY_TABLE = """
CREATE TABLE IF NOT EXISTS story (number INTEGER PRIMARY KEY, title TEXT, body TEXT, tags TEXT, company TEXT,
                                  author TEXT, views INTEGER, state TEXT)
"""
INSERT_STORY = "INSERT OR REPLACE INTO story VALUES (?, ?, ?, ?, ?, ?, ?, 'live')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The engine over a library; stories are named by their places, from 0."""

    engine: SearchEngine
    connection: sqlite3.Connection
    build_seconds: float = 0.0

    @classmethod
    @contextmanager
    def over(cls, stories: Sequence[BenchStory]) -> Iterator["Subject"]:
        """Give the engine over a fresh library file of these stories; the file goes afterwards."""
        started = time.perf_counter()
        engine = SearchEngine()
        with TemporaryDirectory(prefix="storybot-bench-") as directory:
            connection = open_library(Path(directory) / "library.db")
            create(connection, engine)
            add(connection, engine, [document(place, story) for place, story in enumerate(stories)])
            yield cls(engine=engine, connection=connection, build_seconds=time.perf_counter() - started)
            connection.close()

    def find(self, query: str, limit: int) -> Sequence[int]:
        """Return the places of the best hits."""
        return [hit.number - 1 for hit in self.engine.find(self.connection, query, limit=limit).hits]

    def complete(self, typed: str, limit: int) -> Sequence[int]:
        """Return the places of the suggestions."""
        return [row.number - 1 for row in self.engine.complete(self.connection, typed, limit=limit)]


def open_library(path: Path) -> sqlite3.Connection:
    """Return a connection as the store opens it; transactions are the caller's."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def create(connection: sqlite3.Connection, engine: SearchEngine) -> None:
    """Make the table of stories and the index."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(STORY_TABLE)
    engine.create(connection)
    connection.execute("COMMIT")


def add(connection: sqlite3.Connection, engine: SearchEngine, documents: Sequence[Document]) -> None:
    """Store and index these stories in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(INSERT_STORY, map(_row, documents))
    engine.put_many(connection, documents)
    connection.execute("COMMIT")


def document(place: int, story: BenchStory) -> Document:
    """Return the story as the index takes it in."""
    return Document(
        number=place + 1,
        title=story.title,
        body=story.body,
        tags=story.tags,
        company=story.company,
        author=None,
        views=0,
        sort_time=float(place),
    )


def _row(story: Document) -> tuple[object, ...]:
    tags = json.dumps(story.tags, ensure_ascii=False)
    return (story.number, story.title, story.body, tags, story.company, story.author, story.views)
