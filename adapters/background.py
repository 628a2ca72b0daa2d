"""What the running bot does by itself: jobs woken by the scheduler. Part of the composition root.

Every job looks into the store for what is due and does it; none keeps anything of its own.
"""

import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.app import App
from bot.digest.outbox import Messenger
from bot.digest.posting import Poster
from bot.notices.telling import Teller

_CLAIMS_KEPT = timedelta(days=90)  # a button may be pressed again long after
_STATES_KEPT = timedelta(days=365)  # the next page of a search is asked for within minutes; a saved message, some day


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do now and every so often."""

    tick: Callable[[], Awaitable[None]]
    every: timedelta


def jobs(app: App, messengers: Mapping[str, Messenger]) -> Iterable[Job]:
    """The jobs of a running bot whose platforms have these messengers."""
    owner = f"{socket.gethostname()}:{app.random.getrandbits(32):08x}"
    poster = Poster(store=app.store, messengers=messengers, now=app.now, owner=owner)
    teller = Teller(store=app.store, messengers=messengers, now=app.now)
    yield Job(tick=lambda: _tidy(app), every=timedelta(hours=6))
    yield Job(tick=poster.tick, every=timedelta(seconds=20))
    yield Job(tick=teller.tick, every=timedelta(seconds=10))


async def _tidy(app: App) -> None:
    """Forget deliveries and presses so old that no platform repeats them, and states of buttons nobody sees."""
    await app.store.write(lambda library: library.forget_claims(app.now() - _CLAIMS_KEPT))
    await app.store.write(lambda library: library.forget_states(app.now() - _STATES_KEPT))
