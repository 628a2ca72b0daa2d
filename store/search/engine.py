"""The search engine as the store sees it: one index, two entrances (`find` and `complete`).

FIRST SIMPLE VERSION: the shape is stable, what stands behind it is being built.
"""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from bot.search import Evidence, Found, Hit, Suggestion, Why
from store.search.document import Document

__all__ = ["Document", "SearchEngine"]


class SearchEngine:
    """Keeps the index of a library and answers searches from it. Transactions are the caller's."""

    VERSION = 0

    def create(self, connection: Connection) -> None:
        """Make the tables of the index where they are absent and stamp them with VERSION."""
        connection.execute(
            "CREATE TABLE IF NOT EXISTS search_title (number INTEGER PRIMARY KEY, title TEXT, company TEXT)"
        )

    def is_current(self, connection: Connection) -> bool:
        """Is the index there, in this version's format?"""
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_title'").fetchone())

    def put(self, connection: Connection, document: Document) -> None:
        """Insert the story or replace what the index knows of it."""
        row = (document.number, document.title, document.company)
        connection.execute("INSERT OR REPLACE INTO search_title VALUES (?, ?, ?)", row)

    def put_many(self, connection: Connection, documents: Iterable[Document]) -> None:
        """The same as `put` for each, faster."""
        for document in documents:
            self.put(connection, document)

    def remove(self, connection: Connection, number: int) -> None:
        """Forget a story; nothing happens when it is unknown."""
        connection.execute("DELETE FROM search_title WHERE number = ?", (number,))

    def clear(self, connection: Connection) -> None:
        """Forget every story; aliases stay."""
        connection.execute("DELETE FROM search_title")

    def deepen(self, connection: Connection, limit: int) -> int:  # noqa: ARG002 - comes with the real index
        """Finish the slow part of indexing for up to `limit` stories; how many are left."""
        return 0

    def find(self, connection: Connection, query: str, *, limit: int = 10, offset: int = 0) -> Found:
        """One page of the stories that answer the query, best first."""
        rows = connection.execute(
            "SELECT number FROM search_title WHERE instr(lower(title), lower(?)) ORDER BY number DESC",
            (query,),
        ).fetchall()
        hits = tuple(Hit(number=row[0], score=1.0, why=(Why(evidence=Evidence.TITLE),)) for row in rows)
        return Found(query=query, total=len(hits), hits=hits[offset : offset + limit])

    def complete(self, connection: Connection, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        """Titles for what has been typed so far, best first."""
        rows = connection.execute(
            "SELECT number, title, company FROM search_title WHERE instr(lower(title), lower(?)) "
            "ORDER BY number DESC LIMIT ?",
            (typed, limit),
        )
        return tuple(Suggestion(number=number, title=title, company=company) for number, title, company in rows)

    def similar(self, connection: Connection, number: int, *, limit: int = 5) -> tuple[Hit, ...]:  # noqa: ARG002
        """Stories like this one, best first, never itself."""
        return ()

    def check(self, connection: Connection, documents: Iterable[Document]) -> tuple[str, ...]:  # noqa: ARG002
        """What is wrong between the index and these stories (all live ones), in words; empty when sound."""
        return ()

    def set_aliases(self, connection: Connection, groups: Iterable[Sequence[str]]) -> None:
        """Replace the aliases added at run time by these groups of words for one thing."""
