"""tantivy with an edit allowed in every prefix, a single letter included: more is found, short prefixes cost more."""

from pathlib import Path

from tests.bench.systems import tantivy_index
from tests.bench.systems.tantivy_index import build, index_at

__all__ = ["build", "open_at"]


class Opened(tantivy_index.Opened):
    """The same index, asked more loosely."""

    fuzzy_from = 1


def open_at(directory: Path) -> Opened:
    """Open the index."""
    return Opened(index_at(directory))
