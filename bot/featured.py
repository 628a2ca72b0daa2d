"""Which story is today's: pure, the same for the same date and library."""

from collections.abc import Sequence
from datetime import date
from hashlib import blake2b


def choose(candidates: Sequence[tuple[int, str]], day: date) -> int | None:
    """The number of the story to feature on `day` out of (number, id) candidates; None where there are none.

    Candidates are those featured least often so far, so none comes again before all have been. The pick is the
    candidate whose id hashes highest together with the date: independent of order, of restarts and of the machine.
    """
    if not candidates:
        return None
    return max(candidates, key=lambda candidate: (_lot(candidate[1], day), candidate[0]))[0]


def _lot(id_: str, day: date) -> bytes:
    return blake2b(f"{day.isoformat()}\n{id_}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
