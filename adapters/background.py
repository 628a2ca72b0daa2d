"""What the running bot does by itself: jobs woken by the scheduler. Part of the composition root.

Every job looks into the store for what is due and does it; none keeps anything of its own.
"""

import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.app import App
from bot.commands.conversing import REMEMBERED
from bot.curation import upkeep as curation
from bot.curation.looking import LinkRound, Looker
from bot.digest.outbox import Messenger
from bot.digest.posting import Poster
from bot.feeds.rounds import Follower
from bot.inbox import upkeep as inbox
from bot.notices.telling import Teller

_CLAIMS_KEPT = timedelta(days=90)  # a button may be pressed again long after
_UPLOADS_KEPT = timedelta(days=1)  # a dropped file is imported in the same sitting or not at all
_PEOPLE_KEPT = timedelta(days=180)  # names of admins and suggesters who are no longer about
_STATES_KEPT = timedelta(days=365)  # the next page of a search is asked for within minutes; a saved message, some day


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do now and every so often. `is_long`: it may take minutes, so nobody waits for the first time."""

    tick: Callable[[], Awaitable[None]]
    every: timedelta
    is_long: bool = False


def jobs(app: App, messengers: Mapping[str, Messenger], *, looker: Looker | None = None) -> Iterable[Job]:
    """The jobs of a running bot whose platforms have these messengers; links are looked at where `looker` is given."""
    owner = f"{socket.gethostname()}:{app.random.getrandbits(32):08x}"
    poster = Poster(store=app.store, messengers=messengers, now=app.now, owner=owner)
    teller = Teller(store=app.store, messengers=messengers, now=app.now)
    yield Job(tick=lambda: _tidy(app), every=timedelta(hours=6))
    yield Job(tick=poster.tick, every=timedelta(seconds=20))
    yield Job(tick=teller.tick, every=timedelta(seconds=10))
    yield Job(tick=lambda: curation.write_searches(app.store, app.trail), every=timedelta(seconds=10))
    yield Job(tick=lambda: curation.compare_stories(app.store, app.now), every=timedelta(minutes=1), is_long=True)
    if looker is not None:
        links = LinkRound(store=app.store, looker=looker, now=app.now, random=app.random)
        yield Job(tick=links.tick, every=timedelta(minutes=1), is_long=True)
    if app.feeds is not None:
        follower = Follower(store=app.store, source=app.feeds, now=app.now, random=app.random)
        yield Job(tick=follower.tick, every=timedelta(minutes=1), is_long=True)
    yield Job(tick=lambda: inbox.tick(app.store, messengers, now=app.now(), zone=app.zone), every=timedelta(minutes=10))


async def _tidy(app: App) -> None:
    """Forget deliveries and presses so old that no platform repeats them, and states of buttons nobody sees."""
    await app.store.write(lambda library: library.forget_claims(app.now() - _CLAIMS_KEPT))
    await app.store.write(lambda library: library.forget_states(app.now() - _STATES_KEPT))
    await app.store.write(lambda library: library.forget_turns(app.now() - REMEMBERED))
    await app.store.write(lambda library: library.forget_uploads(app.now() - _UPLOADS_KEPT))
    await app.store.write(lambda library: library.forget_people(app.now() - _PEOPLE_KEPT))
    await curation.forget_searches(app.store, app.now)
