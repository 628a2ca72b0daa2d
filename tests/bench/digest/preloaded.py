"""What the fork server imports, and reads, once for every process it forks.

Each process imports its parent's main module anew; what that stands on is here already.
"""

from bot.words.catalogue import load_catalogue
from tests.bench.digest import running

__all__ = ["running"]
load_catalogue("ko")
