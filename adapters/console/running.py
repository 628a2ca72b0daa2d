"""Running one command against the library: open, ask, print, and say plainly what went wrong."""

import asyncio
import errno
import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from adapters.console.opening import Opened, Wiring
from adapters.console.render import render, visible
from bot.actor import Actor, Role
from bot.commands.registry import Reading
from bot.errors import SettingsFault, StoreFault
from bot.reply import Listing, Reply, StoryCard
from bot.words.catalogue import load_catalogue

T = TypeVar("T")
CHANNEL = "console:command-line"
OPERATOR = Actor(key="console:operator", name="operator", role=Role.ADMIN)

Db = Annotated[Path | None, typer.Option("--db", help="The library file (or STORYBOT_DB).", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def run(wiring: Wiring, db: Path | None, work: Callable[[Opened], Awaitable[T]]) -> T:
    """What `work` gives with the library open; a fault of settings or file ends the program with status 2."""

    async def opened() -> T:
        with progress_bar() as bar:
            task = bar.add_task("index", total=None, visible=False)

            def show(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total, visible=True)

            context = wiring.open(db, progress=show)
            library = await context.__aenter__()
        try:
            return await work(library)
        finally:
            await context.__aexit__(None, None, None)

    try:
        return asyncio.run(opened())
    except SettingsFault as fault:
        say = load_catalogue(wiring.language()).say
        _die(*(say(f"setting.{one.problem}", variable=one.variable, example=one.example) for one in fault.faults))
    except StoreFault as fault:
        _die(load_catalogue(wiring.language()).say(fault.key, path=str(fault.path)))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


async def answer(opened: Opened, reading: Reading, fields: dict[str, str] | None = None) -> Reply:
    """What a command says to the operator."""
    request = opened.app.request(reading, actor=OPERATOR, channel=CHANNEL, language=opened.language, fields=fields)
    return await opened.app.handle(request)


def print_reply(reply: Reply, opened: Opened, *, as_json: bool) -> None:
    """A reply for people, or its stories and sentences for scripts; a refused request ends with status 1."""
    if as_json:
        print_json(reply_object(reply))
    else:
        target = Console(stderr=True) if reply.failed else Console()
        screen = render(reply, load_catalogue(opened.language), numbered=False)
        target.print(screen.shown, soft_wrap=not target.is_terminal)
    if reply.failed:
        raise typer.Exit(1)


def reply_object(reply: Reply) -> dict[str, object]:
    """A reply as scripts get it: its one-line summary, whether it failed, its stories and the lines of its lists."""
    cards = [part for part in reply.parts if isinstance(part, StoryCard)]
    rows = [row for part in reply.parts if isinstance(part, Listing) for row in part.rows]
    return {
        "summary": reply.summary,
        "failed": reply.failed,
        "stories": [card_object(card) for card in cards],
        "rows": [{"label": row.label, "detail": row.detail, "press": row.press} for row in rows],
    }


def card_object(card: StoryCard) -> dict[str, object]:
    """A story card as scripts get it."""
    return {
        "id": card.id,
        "number": card.number,
        "title": card.title.text,
        "url": card.link,
        "company": card.company,
        "author": card.author,
        "tags": list(card.tags),
        "views": card.views,
        "published": card.published_on.isoformat() if card.published_on else None,
        "summary": list(card.summary),
    }


def print_json(value: object) -> None:
    """One JSON value on a line of standard output, in UTF-8 whatever the locale says."""
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def progress_bar() -> Progress:
    """A bar on standard error; nothing is drawn where that is no terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


@contextmanager
def readable(wiring: Wiring, path: Path) -> Iterator[None]:
    """Around work that reads the file at `path`: one that cannot be read is named and ends with status 2."""
    say = load_catalogue(wiring.language()).say
    try:
        yield
    except BrokenPipeError:  # that is whoever reads our output, not the file
        raise
    except FileNotFoundError:
        _die(say("cli.no_file", path=str(path)))
    except OSError as error:
        if error.errno == errno.ENOSPC:  # that is where our output goes, not the file
            raise
        _die(say("cli.unreadable", path=str(path), detail=os.strerror(error.errno or 0)))


@contextmanager
def writable(wiring: Wiring, path: Path) -> Iterator[None]:
    """Around work that writes the file at `path`: one that cannot be written is named and ends with status 2."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if path == Path("-"):
            raise
        say = load_catalogue(wiring.language()).say
        _die(say("cli.unwritable", path=str(path), detail=os.strerror(error.errno or 0)))


def say_plainly(text: str) -> None:
    """A line on standard error."""
    Console(stderr=True).print(visible(text), markup=False, highlight=False, soft_wrap=True)


def _die(*sentences: str) -> NoReturn:
    for sentence in sentences:
        say_plainly(sentence)
    raise typer.Exit(2)
