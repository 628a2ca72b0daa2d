"""The search engine as the store sees it: one index, two entrances (`find` and `complete`)."""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from bot.search import Found, Hit, Suggestion
from store.search import aliases, schema, writing
from store.search.document import Document
from store.search.finding import Finder
from store.search.rarity import Rarity

__all__ = ["Document", "SearchEngine"]


class SearchEngine:
    """Keeps the index of a library and answers searches from it.

    Transactions are the caller's: nothing here begins or commits. One engine may serve several connections and
    threads at once, also to different files.
    """

    VERSION = schema.VERSION

    def __init__(self) -> None:
        self._rarity = Rarity()

    def create(self, connection: Connection) -> None:
        """Make the tables of the index where they are absent and stamp them with VERSION."""
        schema.create(connection)

    def is_current(self, connection: Connection) -> bool:
        """Is the index there, in this version's format?"""
        return schema.version(connection) == self.VERSION

    def put(self, connection: Connection, document: Document) -> None:
        """Insert the story or replace what the index knows of it; the next query sees it."""
        writing.put(connection, (document,))

    def put_many(self, connection: Connection, documents: Iterable[Document]) -> None:
        """The same as `put` for each, faster."""
        writing.put(connection, documents)

    def remove(self, connection: Connection, number: int) -> None:
        """Forget a story; nothing happens when it is unknown."""
        writing.remove(connection, number)

    def clear(self, connection: Connection) -> None:
        """Forget every story; aliases stay."""
        schema.empty(connection)

    def deepen(self, connection: Connection, limit: int) -> int:  # noqa: ARG002 - part of the facade
        """Finish slow indexing for up to `limit` stories; how many are left. Nothing is slow now: always 0."""
        return 0

    def find(self, connection: Connection, query: str, *, limit: int = 10, offset: int = 0) -> Found:
        """One page of the stories that answer the query, best first."""
        finder = Finder(connection, self._rarity, self._names(connection))
        return finder.find(query, limit=limit, offset=offset)

    def complete(self, connection: Connection, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        """Titles for what has been typed so far, best first."""
        found = self.find(connection, typed, limit=limit)
        titles = {hit.number: connection.execute("SELECT title, company FROM story WHERE number = ?", (hit.number,)).fetchone() for hit in found.hits}
        return tuple(Suggestion(number=number, title=row[0], company=row[1]) for number, row in titles.items())

    def similar(self, connection: Connection, number: int, *, limit: int = 5) -> tuple[Hit, ...]:  # noqa: ARG002
        """Stories like this one, best first, never itself."""
        return ()

    def check(self, connection: Connection, documents: Iterable[Document]) -> tuple[str, ...]:  # noqa: ARG002
        """What is wrong between the index and these stories (all live ones), in words; empty when sound."""
        return ()

    def set_aliases(self, connection: Connection, groups: Iterable[Sequence[str]]) -> None:
        """Replace the aliases added at run time by these groups of words for one thing."""
        aliases.replace_added(connection, groups)

    def _names(self, connection: Connection) -> aliases.Names:
        return {**aliases.shipped(), **aliases.added(connection)}
