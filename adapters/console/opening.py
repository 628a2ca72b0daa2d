"""What the terminal needs from whoever wires the bot: a way to open the library and the app over it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.app import App
from bot.request import Language
from bot.taking import ImportReport

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


class IndexUpkeep(Protocol):
    """What an operator may do to the search index; it can always be made anew from the stories."""

    async def rebuild(self, progress: Progress) -> int:
        """Make it anew; gives how many stories it holds."""

    async def check(self) -> tuple[str, ...]:
        """What is wrong with it, in words; empty when it is sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A library opened for use. `path` is its file, `language` what people read.

    `back_up` copies the file whole, telling how many pages of how many are done, and gives its bytes.
    """

    app: App
    index: IndexUpkeep
    path: Path
    language: Language
    back_up: Callable[[Path, Progress], int]


class Opener(Protocol):
    """Opens the library of the settings, or the one at `db`. Raises SettingsFault and StoreFault."""

    def __call__(self, db: Path | None, *, progress: Progress | None = None) -> AbstractAsyncContextManager[Opened]: ...


class Sampler(Protocol):
    """Puts the sample stories into a library."""

    async def __call__(self, opened: Opened, progress: Callable[[int], None]) -> ImportReport: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """Everything the command line is given. `samples_wanted`: do the settings want samples in a new library?"""

    open: Opener
    add_samples: Sampler
    samples_wanted: Callable[[], bool]
    language: Callable[[], Language]
