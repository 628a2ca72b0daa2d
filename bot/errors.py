"""Every fault the bot knows, as one tree.

StorybotError
├── SettingsFault            the settings cannot be used; every fault with its variable
├── StoreFault               the library file cannot be used
│   ├── NotALibrary          some other file stands at that path
│   ├── LibraryTooNew        written by a newer version of the code
│   ├── LibraryBusy          another process keeps it locked
│   └── LibraryUnwritable    no right or no room to write
└── Refused                  a request that cannot be met; becomes a private reply that says what to do
    ├── NotAllowed           the person may not
    ├── UnknownStory         no such story
    ├── UnknownState         a button whose state is gone
    ├── BadFields            values typed into a form or command
    ├── LinkTaken            another story has this link
    └── CannotUndo           a change that cannot be taken back
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from bot.permissions import Denial


class StorybotError(Exception):
    """The root of every fault raised on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFault:
    """One setting that cannot be used: the variable, what is wrong with it, and an example of what to write."""

    variable: str
    problem: str
    example: str


class SettingsFault(StorybotError):
    """The settings cannot be used. `faults` holds all of them, so that one start tells everything."""

    def __init__(self, faults: tuple[SettingFault, ...]) -> None:
        super().__init__("; ".join(f"{fault.variable}: {fault.problem}" for fault in faults))
        self.faults = faults


class StoreFault(StorybotError):
    """The library file at `path` cannot be used. `key` names the sentence of the catalogue that says so."""

    key: ClassVar[str] = "fault.store"

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail or type(self).__name__}")
        self.path = path
        self.detail = detail


class NotALibrary(StoreFault):
    """The file is no storybot library, or is damaged."""

    key = "fault.not_a_library"


class LibraryTooNew(StoreFault):
    """The file was written by a newer version; `detail` names what this version does not know."""

    key = "fault.too_new"


class LibraryBusy(StoreFault):
    """Another process kept the file locked for longer than the busy time-out."""

    key = "fault.busy"


class LibraryUnwritable(StoreFault):
    """The file or its folder cannot be written: rights, a full disk, a missing folder."""

    key = "fault.unwritable"


class Refused(StorybotError):
    """A request that cannot be met. `key` and `facts` fill a sentence of the catalogue."""

    key: str

    def __init__(self, **facts: object) -> None:
        super().__init__(f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in facts.items())})")
        self.facts = facts


class NotAllowed(Refused):
    """The person may not do this; `denial` says why."""

    key = "refused.not_allowed"

    def __init__(self, denial: Denial) -> None:
        super().__init__()
        self.denial = denial


class UnknownStory(Refused):
    """No story has this number or id, or it is not visible to the person."""

    key = "refused.unknown_story"

    def __init__(self, reference: str) -> None:
        super().__init__(reference=reference)


class UnknownState(Refused):
    """The state behind a button is gone or was never ours."""

    key = "refused.unknown_state"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One typed value that cannot be used; `field` and `problem` name catalogue entries, `limit` where one applies."""

    field: str
    problem: str
    limit: int = 0


class BadFields(Refused):
    """Typed values cannot be used; `problems` holds all of them, for the places they were typed at."""

    key = "refused.bad_fields"

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__(problems=problems)
        self.problems = problems


class LinkTaken(Refused):
    """Another story has this link already."""

    key = "refused.link_taken"

    def __init__(self, number: int, title: str) -> None:
        super().__init__(number=number, title=title)
        self.number = number


class CannotUndo(Refused):
    """A change cannot be taken back: there is no such one, it was undone before, or it was overwritten since."""

    def __init__(self, key: Literal["undo.no_change", "undo.again", "undo.overwritten"]) -> None:
        self.key = key
        super().__init__()
