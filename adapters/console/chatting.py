"""`storybot chat`: who talks, on which library, and the first screen."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapters.console.chat import CHANNEL, Chat
from adapters.console.opening import Opened, Wiring
from adapters.console.running import Db, progress_bar, run
from adapters.console.talking import Lines, PipedLines, PromptedLines, is_terminal
from bot.actor import Actor, Role
from bot.request import Language
from bot.story import StoryState
from bot.words.catalogue import load_catalogue


class As(StrEnum):
    """Whom the terminal's person is taken for."""

    MEMBER = "member"
    ADMIN = "admin"


class Lang(StrEnum):
    """What the person reads."""

    KO = "ko"
    EN = "en"


AsRole = Annotated[As, typer.Option("--as", help="Talk as a member or as an admin.")]
InLanguage = Annotated[Lang | None, typer.Option("--lang", help="ko or en.", show_default=False)]
Samples = Annotated[bool | None, typer.Option(help="Put sample stories into a new library.", show_default=False)]


def chat_command(wiring: Wiring) -> Callable[..., None]:
    """The command's function."""

    def chat(db: Db = None, as_: AsRole = As.ADMIN, lang: InLanguage = None, samples: Samples = None) -> None:
        async def work(opened: Opened) -> None:
            await _fill_with_samples(opened, wiring, wanted=wiring.samples_wanted() if samples is None else samples)
            await _talk(opened, as_, opened.language if lang is None else lang.value)

        run(wiring, db, work)

    return chat


async def _talk(opened: Opened, as_: As, language: Language) -> None:
    role = Role.ADMIN if as_ is As.ADMIN else Role.MEMBER
    actor = Actor(key=f"console:{as_.value}", name=as_.value, role=role)
    console = Console()
    lines: Lines
    if is_terminal():
        lines = PromptedLines(opened.app, actor, _history_beside(opened.path))
    else:
        lines = PipedLines(sys.stdin.buffer)
    chat = Chat(app=opened.app, actor=actor, language=language, lines=lines, console=console)
    if is_terminal():
        chat.show(await opened.app.type("", actor=actor, channel=CHANNEL, language=language))
        console.print(load_catalogue(language).say("cli.numbers"), style="dim", markup=False, highlight=False)
    await chat.run()


async def _fill_with_samples(opened: Opened, wiring: Wiring, *, wanted: bool) -> None:
    held = await opened.app.store.read(lambda library: sum(library.count(state) for state in StoryState))
    if held or not wanted:
        return
    with progress_bar() as bar:
        task = bar.add_task(load_catalogue(opened.language).say("cli.samples"), total=None)
        await wiring.add_samples(opened, lambda done: bar.update(task, completed=done))


def _history_beside(path: Path) -> Path | None:
    return path.with_name("chat-history") if path.parent.is_dir() else None
