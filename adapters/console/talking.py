"""Where lines come from: a prompt with history and completion, or a pipe."""

import sys
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.console.render import visible
from bot.actor import Actor
from bot.app import App
from bot.commands.registry import COMMANDS
from bot.errors import StorybotError
from bot.permissions import denial

COMPLETIONS = 10


class Lines(Protocol):
    """A source of typed lines."""

    async def next(self, prompt: str, *, default: str = "") -> str | None:
        """The next line without its line break; None at the end. KeyboardInterrupt when the person breaks off."""


class PipedLines:
    """Lines of a pipe or file; bytes that are no UTF-8 are tried as CP949."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    async def next(self, prompt: str, *, default: str = "") -> str | None:  # noqa: ARG002 - nobody sees a prompt
        raw = self._stream.readline()
        if not raw:
            return None
        raw = raw.rstrip(b"\r\n")
        with suppress(UnicodeDecodeError):
            return raw.decode("utf-8-sig")
        return raw.decode("cp949", errors="replace")


class PromptedLines:
    """Lines typed at a terminal, with history across starts and stories completed while typing."""

    def __init__(self, app: App, actor: Actor, history: Path | None) -> None:
        self._session: PromptSession[str] = PromptSession(
            history=FileHistory(str(history)) if history else InMemoryHistory(),
            completer=_LibraryCompleter(app, actor),
            complete_while_typing=True,
            complete_in_thread=False,
        )
        self._fields: PromptSession[str] = PromptSession(history=InMemoryHistory())

    async def next(self, prompt: str, *, default: str = "") -> str | None:
        session = self._session if prompt.endswith("> ") else self._fields
        with patch_stdout(raw=True):
            try:
                return await session.prompt_async(prompt, default=default)
            except EOFError:
                return None


class _LibraryCompleter(Completer):
    """Completes command names at the start of a line and stories everywhere."""

    def __init__(self, app: App, actor: Actor) -> None:
        self._app = app
        self._names = [
            command.korean[0] for command in COMMANDS if command.listed and denial(actor, command.permission) is None
        ]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> list[Completion]:  # noqa: ARG002
        return []

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002
    ) -> AsyncGenerator[Completion, None]:
        typed = document.text_before_cursor
        words = typed.removeprefix("/story").lstrip()
        if not words:
            return
        for name in self._names:
            if name.startswith(words):
                yield Completion(name, start_position=-len(words))
        try:
            suggestions = await self._app.complete(words, limit=COMPLETIONS)
        except StorybotError:
            return
        for one in suggestions:
            title = visible(one.title)
            yield Completion(title, start_position=-len(words), display=title, display_meta=visible(one.company or ""))


def is_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
