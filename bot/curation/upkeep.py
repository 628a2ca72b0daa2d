"""What the running bot does for a tidy library by itself, a little at a time."""

from bot.curation.searching import KEPT, Trail
from bot.errors import StoreFault
from bot.ports import Clock, Store

BATCH = 100  # stories compared in a transaction: a tenth of a second
_BATCHES_A_TICK = 50


async def compare_stories(store: Store, now: Clock) -> None:
    """Compare stories that are new or changed with all others, many at most."""
    if not await store.read(lambda library: library.unchecked()):
        return
    for _ in range(_BATCHES_A_TICK):
        if not await store.write(lambda library: library.look_for_duplicates(limit=BATCH, at=now())):
            return


async def write_searches(store: Store, trail: Trail) -> None:
    """Write the counts of searches that wait; those that could not be written wait on."""
    tallies = trail.take()
    if not tallies:
        return
    try:
        await store.write(lambda library: library.count_searches(tallies))
    except StoreFault:
        trail.give_back(tallies)
        raise


async def forget_searches(store: Store, now: Clock) -> None:
    """Drop counts of searches that are too old to tell anything."""
    before = (now() - KEPT).date()
    await store.write(lambda library: library.forget_searches(before))
