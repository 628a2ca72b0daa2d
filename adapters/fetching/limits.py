"""How much a fetch may take: bytes, hops, time and memory."""

from dataclasses import dataclass
from datetime import timedelta

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`page_bytes` count as sent and as unpacked; `whole` covers names, network and reading, `reading` one page.

    `reader_bytes` is the address space of the reading process, `idle` how long it stays without work, `at_once` how
    many fetches run at a time (more wait, and their time counts).
    """

    page_bytes: int = 5 * MEGABYTE
    redirects: int = 5
    whole: timedelta = timedelta(seconds=25)
    reading: timedelta = timedelta(seconds=10)
    reader_bytes: int = 1024 * MEGABYTE
    idle: timedelta = timedelta(seconds=60)
    at_once: int = 4
