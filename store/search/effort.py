"""How much a search may cost: less in a large library, where common words have a page full at once."""

from dataclasses import dataclass
from sqlite3 import Connection

MANY_STORIES = 20_000


@dataclass(frozen=True, slots=True)
class Effort:
    """Bounds of a search.

    `titles`: how many are weighed for one expression. `enough`: how many clear answers end the search for more.
    `common`: more texts than these are not weighed by BM25, the newest are taken. `typed_first`: words as typed before
    their other readings.
    """

    titles: int
    enough: int
    common: int
    typed_first: bool = False


IN_FEW = Effort(300, 200, 600)
IN_MANY = Effort(100, 10, 200, typed_first=True)


def effort_in(connection: Connection) -> Effort:
    """The effort for this library."""
    newest = connection.execute("SELECT max(doc) FROM search_entry").fetchone()[0] or 0
    return IN_MANY if newest > MANY_STORIES else IN_FEW
