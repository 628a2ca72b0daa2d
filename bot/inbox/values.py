"""What the inbox holds: entries of questions that mean the same, who asked, and the answers that admins wrote."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.request import Language


class Reason(Enum):
    """Why a question is in the inbox: nothing answered it, its answer was no help, somebody wants an admin's answer."""

    UNKNOWN = "unknown"
    DISLIKED = "disliked"
    WANTED = "wanted"


class EntryState(Enum):
    """What became of an entry. A dismissed one takes in the same question quietly; a closed one never."""

    OPEN = "open"
    DISMISSED = "dismissed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on its way in. `story`: the one it was asked about. `asker`: None where no name may be kept."""

    question: str
    story: int | None
    reason: Reason
    asker: str | None
    language: Language
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """Where a question went. `is_first`: the asker was not known to be in this entry for this reason."""

    entry: int
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Questions that mean the same. `question` is the wording used most, `others` are the next ones.

    `askers` counts people, also those whose name is no longer known.
    """

    number: int
    question: str
    others: tuple[str, ...]
    story: int | None
    state: EntryState
    askers: int
    opened_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """A page of the inbox out of `total` entries."""

    total: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody who waits for an answer, and the language they asked in."""

    actor: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """An answer that an admin wrote. `writer` is the name they had, `story` the number of a story that goes with it."""

    question: str
    answer: str
    story: int | None
    written_by: str
    writer: str
    at: datetime
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedPage:
    """A page of the answers that admins wrote out of `total`."""

    total: int
    answers: tuple[Curated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person thinks of the answer to a question: did it help? `actor`: None where no name may be kept."""

    question: str
    story: int | None
    actor: str | None
    helped: bool
    at: datetime
