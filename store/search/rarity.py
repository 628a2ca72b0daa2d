"""Which tokens of the title index are rare: an estimate from a sample of titles, enough to choose what to ask for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import prod
from sqlite3 import Connection
from threading import Lock

from store.search.shape import flat
from store.search.tokens import trigrams

_SAMPLE = 2500
_GROWTH = 2


class Rarity:
    """Estimates how many titles have a trigram; reads its sample when first asked and when the library has doubled."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._titles: Mapping[str, int] = {}
        self._sampled_at = -1

    def rarest(self, connection: Connection, tokens: Iterable[str], count: int) -> list[str]:
        """The rarest of these tokens, at most `count`."""
        titles = self._sampled(connection)
        return sorted(dict.fromkeys(tokens), key=lambda token: titles.get(token, 0))[:count]

    def expected(self, connection: Connection, tokens: Iterable[str]) -> float:
        """How many titles have all of these tokens, if they come independently of each other."""
        titles = self._sampled(connection)
        sample = max(1, min(_SAMPLE, self._sampled_at))
        return max(0, self._sampled_at) * prod(min(1.0, titles.get(token, 0) / sample) for token in tokens)

    def _sampled(self, connection: Connection) -> Mapping[str, int]:
        newest = connection.execute("SELECT max(doc) FROM search_entry").fetchone()[0] or 0
        with self._lock:
            if not self._sampled_at <= newest <= max(64, self._sampled_at * _GROWTH) or self._sampled_at < 0:
                self._titles = _sample(connection, newest)
                self._sampled_at = newest
            return self._titles


def _sample(connection: Connection, newest: int) -> Counter[str]:
    """How many of the sampled titles have each trigram."""
    step = max(1, newest // _SAMPLE)
    chosen = ((doc,) for doc in range(newest, 0, -step))
    titles: Counter[str] = Counter()
    for doc in chosen:
        row = connection.execute("SELECT shape FROM search_entry WHERE doc = ?", doc).fetchone()
        if row:
            titles.update(set(trigrams(flat(row[0]))))
    return titles
