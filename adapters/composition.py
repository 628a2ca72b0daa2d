"""The one place where everything concrete meets: settings, store, engine, app and the adapters in front of them."""

import errno
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import as_file, files
from io import TextIOWrapper
from pathlib import Path
from random import SystemRandom

import typer

from adapters.console.command_line import build
from adapters.console.opening import Opened, Progress, Wiring
from adapters.console.running import say_plainly
from adapters.fetching.feeds import SafeFeeds
from adapters.llm.opening import OpenWriter, open_writer
from adapters.llm.settings import LlmSettings
from adapters.operating import register
from bot.app import App
from bot.errors import SettingsFault
from bot.importing import parse_folder, walk_folder
from bot.logs import LogLevel, configure_logging
from bot.ports import Act
from bot.request import Language
from bot.settings import Settings, load_settings
from bot.taking import ImportReport, take_all
from bot.words.catalogue import load_catalogue
from store.backup import back_up
from store.search.engine import SearchEngine
from store.sqlite import SqliteStore
from store.upkeep import SqliteIndexUpkeep

SAMPLER = "storybot:samples"
SAMPLES = "samples"
_SAMPLING = Act(id="import:samples", subject=SAMPLES)


def main() -> None:
    """The `storybot` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character shows a mark instead
    try:
        try:
            command_line()()
        finally:
            sys.stdout.flush()  # here, where a failure can still be told
    except BrokenPipeError:  # who read our output has seen enough
        _drop_output()
        sys.exit(1)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _drop_output()
        say_plainly(load_catalogue(_language()).say("cli.no_room"))
        sys.exit(2)


def _drop_output() -> None:
    """Let what is still to be flushed go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def command_line() -> typer.Typer:
    """The whole command line, wired."""
    wired = wiring()
    cli = build(wired)
    register(cli, wired, settings)
    return cli


def wiring() -> Wiring:
    """Everything the command line is given."""
    return Wiring(
        open=open_library,
        add_samples=add_samples,
        samples_wanted=lambda: settings().sample_library,
        language=_language,
    )


@cache
def settings() -> Settings:
    """The settings of this process, read once from the environment and `.env`. Raises SettingsFault."""
    return load_settings(os.environ, Path(".env"))


@asynccontextmanager
async def open_library(db: Path | None, *, progress: Progress | None = None) -> AsyncIterator[Opened]:
    """The library of the settings, or the one at `db`, closed afterwards. Raises SettingsFault, StoreFault."""
    chosen = settings()
    configure_logging(_terminal_level(chosen), chosen.log_format, sys.stderr)
    engine = SearchEngine()
    store = SqliteStore(db or chosen.db, engine)
    await store.open(progress)
    source = SafeFeeds()
    writer = _writer(chosen)
    try:
        app = App(store=store, now=_now, zone=chosen.zone, random=SystemRandom(), feeds=source, writer=writer)
        yield Opened(
            app=app,
            index=SqliteIndexUpkeep(store, engine),
            path=store.path,
            language=chosen.language,
            back_up=partial(back_up, store.path),
        )
    finally:
        await source.aclose()
        if writer:
            await writer.close()
        await store.close()


def _writer(chosen: Settings) -> OpenWriter | None:
    """The language model of the settings; None where there is none. Ends the program where its client is missing."""
    if chosen.llm_base_url is None:
        return None
    told = LlmSettings(
        base_url=chosen.llm_base_url,
        model=chosen.llm_model or "",
        api_key=chosen.llm_api_key.get_secret_value() if chosen.llm_api_key else "",
        timeout_seconds=chosen.llm_timeout_seconds,
        max_tokens=chosen.llm_max_tokens,
        price_in=chosen.llm_price_in,
        price_out=chosen.llm_price_out,
    )
    try:
        return open_writer(told)
    except ModuleNotFoundError:
        say_plainly(load_catalogue(chosen.language).say("cli.no_llm_client"))
        sys.exit(2)


async def add_samples(opened: Opened, progress: Callable[[int], None]) -> ImportReport:
    """Put the sample stories of the package into a library."""
    with as_file(files("store").joinpath(SAMPLES)) as folder:
        items = parse_folder(walk_folder(folder), name=SAMPLES, zone=opened.app.zone)
        return await take_all(
            opened.app.store, items, actor=SAMPLER, now=opened.app.now, progress=progress, act=_SAMPLING
        )


def _terminal_level(chosen: Settings) -> LogLevel:
    """In a terminal people read replies, not the log of every request, unless the level was set on purpose."""
    return chosen.log_level if "log_level" in chosen.model_fields_set else "warning"


def _language() -> Language:
    try:
        return settings().language
    except SettingsFault:
        return "ko"


def _now() -> datetime:
    return datetime.now(UTC)
