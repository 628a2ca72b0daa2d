"""What the core needs of the stories themselves: finding, reading and changing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.answers.values import Answered
from bot.importing.values import Provenance
from bot.ports.audit import Act
from bot.search import Found, Hit, Suggestion
from bot.story import Draft, Story, StoryState


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCount:
    """A tag as most stories write it, and how many live stories carry it."""

    tag: str
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of stories out of `total`."""

    total: int
    stories: tuple[Story, ...]


class Stories(Protocol):
    """The stories. Lists hold live ones only, unless said otherwise; every change writes the audit and the index."""

    def find(self, query: str, *, limit: int, offset: int = 0, order: Sequence[int] = ()) -> Found:
        """Search, best first; with the `order` of an earlier answer the page is cut from that one."""

    def answer(self, question: str, *, story: int | None = None, exclude: Sequence[int] = ()) -> Answered:
        """The sentences of one story that answer, or a refusal; with `story` (a number) only that story is read.

        The stories of the numbers in `exclude` are left out.
        """

    def complete(self, typed: str, *, limit: int) -> tuple[Suggestion, ...]:
        """Stories whose title fits what has been typed so far."""

    def similar(self, number: int, *, limit: int) -> tuple[Hit, ...]:
        """Stories about the same, best first, never the story itself."""

    def story(self, reference: str) -> Story | None:
        """The story with this number or id, in whatever state."""

    def stories(self, numbers: Sequence[int]) -> tuple[Story, ...]:
        """The stories with these numbers in the order asked for, in whatever state; unknown ones are left out."""

    def page(self, *, limit: int, offset: int = 0, tag: str = "", state: StoryState = StoryState.LIVE) -> Page:
        """Stories in `state`, newest first; with `tag` only those that carry it, in whatever case."""

    def added_since(self, moment: datetime, *, limit: int) -> Page:
        """Stories that came in after `moment`, last come first."""

    def by_link(self, link: str) -> Story | None:
        """The story with this link in whatever spelling, in whatever state; of a merged one, the one that was kept."""

    def every(self, *, after: int, limit: int) -> tuple[Story, ...]:
        """Stories in whatever state with a number above `after`, ascending: for exports."""

    def tags(self, *, limit: int, offset: int = 0) -> tuple[TagCount, ...]:
        """Tags, most used first."""

    def count(self, state: StoryState = StoryState.LIVE) -> int:
        """How many stories are in `state`."""

    def kin(self, draft: Draft) -> tuple[Story, ...]:
        """Stories that could be this draft: first the one with its id, then with its link, then with its title."""

    def add(
        self, draft: Draft, *, actor: str, at: datetime, provenance: Provenance | None = None, act: Act | None = None
    ) -> Story:
        """Put in a new story, with the number and history `provenance` remembers where they fit. Raises LinkTaken."""

    def change(self, story: Story, *, actor: str, at: datetime, action: str, act: Act | None = None) -> Story:
        """Store `story` in place of what has its number. Raises LinkTaken when another has its link."""

    def edited_fields(self, number: int) -> frozenset[str]:
        """The fields of a story that a person has edited by hand."""

    def aliases(self) -> tuple[tuple[str, ...], ...]:
        """The groups of words for one thing that admins added, oldest first."""

    def set_aliases(self, groups: Sequence[tuple[str, ...]], *, actor: str, at: datetime) -> None:
        """Put these groups in the place of all before; the next search follows them."""
