"""What the core keeps of the community that runs the library: its admins by name, people it met, its settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.request import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who curated or suggested: name and language as last seen, and why they are an admin (empty: are not)."""

    actor: str
    name: str
    language: Language
    standing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAdmin:
    """Somebody an admin made an admin."""

    actor: str
    added_by: str
    at: datetime


class Community(Protocol):
    """Admins, people and settings."""

    def meet(self, person: Person, *, at: datetime) -> None:
        """Remember a person, in place of an earlier meeting."""

    def person(self, actor: str) -> Person | None:
        """A person that was met."""

    def names(self, actors: Iterable[str]) -> Mapping[str, str]:
        """The names of those among `actors` who were met."""

    def admins_met(self, *, limit: int) -> tuple[Person, ...]:
        """People who were admins when they were last met, last met first."""

    def forget_people(self, before: datetime) -> int:
        """Forget people who were not met since a time; gives how many."""

    def named_admins(self) -> tuple[NamedAdmin, ...]:
        """Whom admins made admins, first made first."""

    def is_named_admin(self, actor: str) -> bool:
        """Whether an admin made this person an admin."""

    def name_admin(self, actor: str, *, added_by: str, at: datetime) -> bool:
        """Make a person an admin; False when they were one by name."""

    def unname_admin(self, actor: str) -> bool:
        """Take that back; False when they were none by name."""

    def setting(self, name: str) -> str | None:
        """What admins set from chat; None: nothing, the default holds."""

    def set_setting(self, name: str, value: str | None) -> None:
        """Set it; None goes back to the default."""
