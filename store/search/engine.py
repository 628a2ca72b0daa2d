"""The search engine as the store sees it: one index, two entrances (`find` and `complete`)."""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from threading import Lock

from bot.search import Found, Hit, Suggestion
from store.search import aliases, checking, relating, schema, writing
from store.search.completing import Completer
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
        self._lock = Lock()
        self._names: tuple[str, aliases.Names] = ("", {})

    def create(self, connection: Connection) -> None:
        """Make the tables of the index where they are absent and stamp them with VERSION."""
        schema.create(connection)

    def is_current(self, connection: Connection) -> bool:
        """Is the index there, in this version's format, and not mostly the remains of stories that are gone?"""
        return schema.version(connection) == self.VERSION and not schema.is_worn(connection)

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

    def find(
        self, connection: Connection, query: str, *, limit: int = 10, offset: int = 0, order: Sequence[int] = ()
    ) -> Found:
        """One page of the stories that answer the query, best first; `suggestions` when none does.

        With the `order` of an earlier answer the page is cut from that: nothing that came or went since then makes a
        hit appear twice or vanish. Stories that are gone or answer no longer are left out of their page.
        """
        finder = Finder(connection, self._rarity, self._known_names(connection))
        return finder.find(query, limit=limit, offset=offset, order=order)

    def complete(self, connection: Connection, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        """Titles for what has been typed so far, best first."""
        completer = Completer(connection, self._rarity, self._known_names(connection))
        return completer.complete(typed, limit=limit)

    def similar(self, connection: Connection, number: int, *, limit: int = 5) -> tuple[Hit, ...]:
        """Stories like this one, best first, never itself."""
        return relating.similar(connection, number, limit=limit)

    def check(self, connection: Connection, documents: Iterable[Document]) -> tuple[str, ...]:
        """What is wrong between the index and these stories (all live ones), in words; empty when sound."""
        return tuple(checking.faults(connection, documents))

    def set_aliases(self, connection: Connection, groups: Iterable[Sequence[str]]) -> None:
        """Replace the aliases added at run time by these groups of words for one thing."""
        aliases.replace_added(connection, groups)

    def _known_names(self, connection: Connection) -> aliases.Names:
        """The aliases that ship and those added, read again when the library has changed."""
        generation = schema.generation(connection)
        with self._lock:
            if self._names[0] != generation:
                self._names = generation, aliases.known(connection)
            return self._names[1]
