"""A notice, whom it is for, and how far it got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from hashlib import blake2b

from bot.request import Language

ADMINS = "admins"
"""The recipient of what any admin may deal with; `admins:slack` where only those of a platform can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to one person or to the admins.

    `key` names the occasion, so that it is told once however often it is noticed. `to` is an actor's key (`slack:U1`)
    or ADMINS. `name` and `facts` fill the sentence `notice.NAME` of the catalogue; the fact `card` is the number of a
    story to show below it. `buttons` are (name under `button.`, press).
    """

    key: str
    to: str
    name: str
    at: datetime
    facts: Mapping[str, str | int] = field(default_factory=dict)
    buttons: tuple[tuple[str, str], ...] = ()
    language: Language = "ko"


class ErrandState(Enum):
    """waiting → claimed → told | dropped; a claim whose lease is over can be claimed again."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    TOLD = "told"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A notice on its way. `next_at`: not before then, for a claim when its lease is over. `channel`: where it went."""

    notice: Notice
    state: ErrandState
    next_at: datetime
    attempts: int = 0
    channel: str = ""

    @property
    def key(self) -> str:
        """The errand's identity on the wire: 20 characters, the same for every attempt."""
        return blake2b(f"notice\n{self.notice.key}".encode(), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminSeen:
    """An admin who used the bot lately, and the language they read."""

    actor: str
    language: Language
    at: datetime
