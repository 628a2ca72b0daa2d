"""What the core keeps of questions without an answer, of answers that admins wrote, and of verdicts."""

from datetime import datetime
from typing import Protocol

from bot.inbox.values import Asked, Asker, Curated, CuratedPage, Entry, EntryPage, EntryState, Filed, Verdict


class Inbox(Protocol):
    """Questions, curated answers and verdicts. Questions that mean the same are one entry."""

    def put_question(self, asked: Asked) -> Filed | None:
        """Put a question into the entry that means the same, or into a new one; gives which.

        None: nothing in it says what it is about. Somebody known to have asked is counted once an entry.
        """

    def take_back_question(self, question: str, asker: str) -> None:
        """Take a person out of the open entry of a question that they are in only because its answer was no help."""

    def entry(self, number: int) -> Entry | None:
        """An entry in whatever state."""

    def entries(self, *, limit: int, offset: int = 0) -> EntryPage:
        """Open entries: those that most people asked first, then those asked last."""

    def set_entry_state(self, number: int, state: EntryState, *, actor: str, at: datetime) -> bool:
        """Say what became of an entry; False when that is what it was."""

    def askers_to_tell(self, number: int, *, at: datetime) -> tuple[Asker, ...]:
        """Who asked and was not told yet; from now on they are told."""

    def entries_opened(self, since: datetime) -> int:
        """How many entries that are still open came in after a time."""

    def curate(self, curated: Curated, *, entry: int | None = None) -> Curated:
        """Keep an answer, in place of the one with its number; it goes for the wordings of `entry` too."""

    def curated(self, number: int) -> Curated | None:
        """The answer with this number; None: there is none, or it was removed."""

    def curated_answers(self, *, limit: int, offset: int = 0) -> CuratedPage:
        """The answers that admins wrote, last written first."""

    def curated_for(self, question: str) -> Curated | None:
        """The answer that was written for a question like this."""

    def set_curated_removed(self, number: int, *, removed: bool, at: datetime) -> bool:
        """Take an answer away or bring it back; False when that is how it was, or there is none."""

    def judge(self, verdict: Verdict) -> bool | None:
        """Record a verdict in place of the person's last one; gives what that was, None for none."""

    def verdicts(self, question: str) -> tuple[int, int]:
        """How many an answer to this very question helped, and how many not."""

    def forget_askers(self, before: datetime) -> int:
        """Drop the names of people who asked or judged before a time, and what they were told; counts stay.

        Gives how many names.
        """
