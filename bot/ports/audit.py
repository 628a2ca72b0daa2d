"""What the core needs of the audit: who did what, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What several changes belong to that are shown and undone as one: an import, a merge, a tag renamed everywhere.

    `id` is at most 100 characters; `subject` says what it was about: a file's name, the tag.
    """

    id: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of the audit: one change, or an act of many. `number` names it, of an act any of its rows would.

    `story` and `title` are of the (last) story changed; None where the change is about no story and `subject` says
    about what. `fields` are the names of what changed, `stories` how many rows the act has. `is_undone`: it was taken
    back; `is_undoing`: it took something back.
    """

    number: int
    story: int | None
    title: str
    actor: str
    action: str
    at: datetime
    fields: tuple[str, ...]
    subject: str = ""
    stories: int = 1
    is_undone: bool = False
    is_undoing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """A page of the audit out of `total` lines."""

    total: int
    changes: tuple[Change, ...]


class Audit(Protocol):
    """The audit. Stories write it by themselves as they change."""

    def record(self, *, action: str, subject: str, actor: str, at: datetime) -> None:
        """Put down a change that is about no story: `action` (a-z and _) names `action.…` of the catalogue."""

    def changes(self, *, limit: int, offset: int = 0) -> ChangePage:
        """The audit, newest first, an act as one line."""

    def noted_change(self, number: int) -> Change | None:
        """The line of the audit that a row belongs to."""

    def last_change(self, *, story: int | None = None, act: str = "") -> Change | None:
        """The newest change of a story or an act, or the newest that a person could take back.

        That is no undoing, and not undone yet.
        """

    def undoable(self, number: int) -> tuple[int, ...]:
        """The rows of the change that a row belongs to, those not undone yet, newest first.

        Raises CannotUndo where there is no such change of stories, or where it was undone before.
        """

    def undo(self, rows: Sequence[int], *, actor: str, at: datetime, act: Act) -> int:
        """Take rows back in their order; gives how many. An arrival is hidden, an undoing made undone.

        What was undone before or changed again since stays as it is.
        """
