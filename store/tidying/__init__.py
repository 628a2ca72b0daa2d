"""The part of `bot.ports.Library` that keeps a library tidy. Transactions are the caller's."""

from store.tidying.duplicates import Duplicates
from store.tidying.lacking import Lacking
from store.tidying.links import Links
from store.tidying.searches import Searches


class Tidying(Duplicates, Lacking, Links, Searches):
    """Implements `bot.ports.tidying.Tidying` over a connection inside a transaction."""
