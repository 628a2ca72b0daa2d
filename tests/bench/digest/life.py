"""One life of a bot that posts: real store, real adapters, ended where it is told to.

It runs in a process of its own (`fork_server`), so that SIGKILL and SIGSTOP are the real ones. Its clock is the wall's
plus an offset that the driver shares and moves.
"""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import structlog

from adapters.discord.adapter import DiscordAdapter, DiscordSettings
from adapters.slack.adapter import SlackAdapter, SlackSettings
from bot.app import App
from bot.digest.outbox import Messenger
from bot.digest.posting import Poster
from store.search.engine import SearchEngine
from store.sqlite import SqliteStore
from tests.bench.digest.watching import Watch, WatchedMessenger, WatchedStore
from tests.support.building import SEOUL

T = TypeVar("T")
TICKS = 3
_READY_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the local platforms are, and the tokens they take."""

    slack_api: str
    slack_token: str
    discord_api: str
    discord_gateway: str
    discord_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What a process is told: at `step` of the `nth` post on `platform` it sends itself `signal`; "" means never.

    `waits` is whether it connects before its first look at the clock.
    """

    db: Path
    addresses: Addresses
    step: str = ""
    platform: str = ""
    nth: int = 1
    signal: int = signal.SIGKILL
    waits: bool = True
    attempts: int = 2
    log: Path | None = None


def fork_server() -> ForkServerContext:
    """Processes that begin with everything imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.bench.digest.preloaded"])
    return context


def live(life: Life, offset: Any) -> None:
    """Post what is due, then end without a word, as after a crash."""
    _log_to(life.log)
    asyncio.run(_live(life, _clock(offset)))
    os._exit(0)


def serve(life: Life, offset: Any, end: Connection, owner: str) -> None:
    """Look at the clock whenever `end` says so, and say when that is done."""
    _log_to(life.log)
    asyncio.run(_serve(life, _clock(offset), end, owner))


async def _live(life: Life, now: Callable[[], datetime]) -> None:
    poster = await _poster(life, now, str(os.getpid()))
    for _ in range(TICKS):
        await poster.tick()
        await asyncio.sleep(0.01)
    os._exit(0)


async def _serve(life: Life, now: Callable[[], datetime], end: Connection, owner: str) -> None:
    poster = await _poster(life, now, owner)
    end.send("ready")
    while True:
        await asyncio.to_thread(end.recv)
        await poster.tick()
        end.send("done")


async def _poster(life: Life, now: Callable[[], datetime], owner: str) -> Poster:
    """The poster over its own store and connections, watched."""
    store = await SqliteStore(life.db, SearchEngine()).open()
    adapters = started(store, life, now)
    for adapter in adapters:
        await adapter.start()
    if life.waits:
        await until_ready(adapters)
    watch = Watch(step=life.step, platform=life.platform, nth=life.nth, signal=life.signal)
    messengers: Mapping[str, Messenger] = {one.name: WatchedMessenger(one.messenger, watch) for one in adapters}
    watched: Any = WatchedStore(store, watch)  # passes every unit of work on
    return Poster(store=watched, messengers=messengers, now=now, owner=owner)


def _clock(offset: Any) -> Callable[[], datetime]:
    return lambda: datetime.now(UTC) + timedelta(seconds=offset.value)


def started(store: SqliteStore, life: Life, now: Callable[[], datetime]) -> tuple[SlackAdapter | DiscordAdapter, ...]:
    """The adapters over a store, impatient, so that nothing waits for long."""
    app = App(store=store, now=now, zone=SEOUL, random=Random(7))
    to = life.addresses
    slack = SlackSettings(
        bot_token=to.slack_token,
        signing_secret="none is needed: nothing comes in",
        mode="http",
        api_url=to.slack_api,
        timeout_seconds=3.0,
        attempts=life.attempts,
        backoff_seconds=0.01,
        seconds_between_posts=0.0,
    )
    discord = DiscordSettings(
        token=to.discord_token,
        api_url=to.discord_api,
        gateway_url=to.discord_gateway,
        command_sync=False,
        timeout_seconds=3.0,
        attempts=life.attempts,
        retry_seconds=0.02,
        identify_seconds=0.02,
    )
    return SlackAdapter(app, slack, now=now), DiscordAdapter(app, discord, now=now)


async def until_ready(adapters: tuple[SlackAdapter | DiscordAdapter, ...]) -> None:
    """Both platforms can be posted to."""
    slack, discord = adapters
    async with asyncio.timeout(_READY_SECONDS):
        while not (slack.is_ready() and _is_posting(discord)):
            await asyncio.sleep(0.005)


def _is_posting(adapter: SlackAdapter | DiscordAdapter) -> bool:
    client = getattr(adapter, "_connection").client  # noqa: B009 - private: readiness comes before the servers are known
    return client is not None and client.is_ready()


def _log_to(path: Path | None) -> None:
    """Only what nobody expects is kept, a line each."""

    def keep(_: object, level: str, event: dict[str, Any]) -> str:
        if path is not None and level in ("error", "critical", "exception"):
            with path.open("a", encoding="utf-8") as lines:
                lines.write(f"{event['event']} {event.get('channel', '')} {str(event.get('exception', ''))[-300:]!r}\n")
        raise structlog.DropEvent

    structlog.configure(processors=[structlog.processors.format_exc_info, keep])


def errors_in(log: Path) -> Iterator[str]:
    """What the lives complained of."""
    with suppress(FileNotFoundError):
        yield from log.read_text(encoding="utf-8").splitlines()
