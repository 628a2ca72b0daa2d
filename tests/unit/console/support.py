"""A terminal made of lists: lines to be typed, and text as it was shown."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from pathlib import Path

from rich.console import Console

from adapters.console.chat import Chat
from adapters.console.opening import Opened, Progress, Wiring
from bot.actor import Actor
from bot.app import App
from bot.errors import SettingFault, SettingsFault
from bot.importing import Item
from bot.taking import ImportReport, take_all
from store.backup import back_up
from store.search.engine import SearchEngine
from store.sqlite import SqliteStore
from store.upkeep import SqliteIndexUpkeep
from tests.support.building import ADMIN, app_over, draft

BREAK = object()  # the person presses Ctrl-C


@dataclass(slots=True)
class TypedLines:
    """Implements `Lines` over what will be typed; remembers what was asked."""

    typed: Iterator[object]
    asked: list[str] = field(default_factory=list)

    async def next(self, prompt: str, *, default: str = "") -> str | None:
        self.asked.append(prompt)
        line = next(self.typed, None)
        if line is BREAK:
            raise KeyboardInterrupt
        return line if isinstance(line, str) else None


def paper(width: int = 200) -> Console:
    """A console that writes to memory and is no terminal."""
    return Console(file=StringIO(), force_terminal=False, width=width)


def written(console: Console) -> str:
    """What was shown on `paper`."""
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def chat_over(app: App, *typed: object, actor: Actor = ADMIN) -> tuple[Chat, TypedLines]:
    """A chat in which these lines will be typed."""
    lines = TypedLines(iter(typed))
    return Chat(app=app, actor=actor, language="ko", lines=lines, console=paper()), lines


@asynccontextmanager
async def open_library(db: Path | None, *, progress: Progress | None = None) -> AsyncIterator[Opened]:
    """Wires a library on file as the composition root does, at a standing clock; needs no settings but a path."""
    if db is None:
        raise SettingsFault((SettingFault(variable="STORYBOT_DB", problem="missing", example="data/storybot.db"),))
    engine = SearchEngine()
    store = await SqliteStore(db, engine).open(progress)
    try:
        yield Opened(
            app=app_over(store),
            index=SqliteIndexUpkeep(store, engine),
            path=store.path,
            language="ko",
            back_up=partial(back_up, store.path),
        )
    finally:
        await store.close()


async def add_one_sample(opened: Opened, progress: object) -> ImportReport:
    """Puts one story into a new library."""
    items = [Item(draft=draft("샘플 글"), line=1)]
    return await take_all(opened.app.store, items, actor="test:samples", now=opened.app.now)


def wiring() -> Wiring:
    """What the command line is given here."""
    return Wiring(
        open=open_library,
        add_samples=add_one_sample,
        samples_wanted=lambda: True,
        language=lambda: "ko",
    )
