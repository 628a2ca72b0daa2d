"""What the core needs of the world: a store of stories, and the time. Adapters and the store implement these."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol, TypeVar

from bot.answers.values import Answered
from bot.digest.choice import Candidate, Featured
from bot.digest.outbox import Post
from bot.digest.target import Target
from bot.importing.values import Provenance
from bot.search import Found, Hit, Suggestion
from bot.story import Draft, Story, StoryState

T = TypeVar("T")
Clock = Callable[[], datetime]
"""Gives the present as an aware UTC datetime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCount:
    """A tag as most stories write it, and how many live stories carry it."""

    tag: str
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row of the audit: who did what to which story. `fields` are the names of what changed."""

    number: int
    story: int
    title: str
    actor: str
    action: str
    at: datetime
    fields: tuple[str, ...]


class Collecting(Enum):
    """What the bot does with links people post in a channel: hint at known ones, suggest new ones, or add them."""

    HINT = "hint"
    SUGGEST = "suggest"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """A story posted in a channel: by whom, when, and the message (a platform's id or permalink)."""

    channel: str
    message: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """A page of the audit out of `total` rows."""

    total: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of stories out of `total`."""

    total: int
    stories: tuple[Story, ...]


class Library(Protocol):
    """The stories as one unit of work sees them: all its calls stand in one transaction, on one thread.

    Lists hold live stories only, unless said otherwise; every change writes one audit row and the search index.
    """

    def find(self, query: str, *, limit: int, offset: int = 0, order: Sequence[int] = ()) -> Found:
        """Search, best first; with the `order` of an earlier answer the page is cut from that one."""

    def answer(self, question: str, *, story: int | None = None) -> Answered:
        """The sentences of one story that answer, or a refusal; with `story` (a number) only that story is read."""

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
        """The story with this link in whatever spelling, in whatever state."""

    def every(self, *, after: int, limit: int) -> tuple[Story, ...]:
        """Stories in whatever state with a number above `after`, ascending: for exports."""

    def tags(self, *, limit: int, offset: int = 0) -> tuple[TagCount, ...]:
        """Tags, most used first."""

    def count(self, state: StoryState = StoryState.LIVE) -> int:
        """How many stories are in `state`."""

    def kin(self, draft: Draft) -> tuple[Story, ...]:
        """Stories that could be this draft: first the one with its id, then with its link, then with its title."""

    def add(self, draft: Draft, *, actor: str, at: datetime, provenance: Provenance | None = None) -> Story:
        """Put in a new story, with the number and history `provenance` remembers where they fit. Raises LinkTaken."""

    def change(self, story: Story, *, actor: str, at: datetime, action: str) -> Story:
        """Store `story` in place of what has its number. Raises LinkTaken when another has its link."""

    def edited_fields(self, number: int) -> frozenset[str]:
        """The fields of a story that a person has edited by hand."""

    def changes(self, *, limit: int, offset: int = 0) -> ChangePage:
        """The audit, newest first."""

    def save(self, actor: str, number: int, *, at: datetime) -> bool:
        """Put a story on a person's list; False when it was there."""

    def unsave(self, actor: str, number: int) -> bool:
        """Take a story off a person's list; False when it was not there."""

    def saved(self, actor: str, *, limit: int, offset: int = 0) -> Page:
        """A person's list, last saved first."""

    def featured(self, scope: str, day: date) -> int | None:
        """The number of the story featured on a local date in `scope`."""

    def feature(self, scope: str, day: date, number: int, *, at: datetime) -> None:
        """Record the story featured on a local date, in place of another."""

    def least_featured(self, scope: str, *, before: date) -> tuple[tuple[int, str], ...]:
        """(number, id) of the live stories that were featured least often in `scope` on dates before `before`."""

    def aliases(self) -> tuple[tuple[str, ...], ...]:
        """The groups of words for one thing that admins added, oldest first."""

    def set_aliases(self, groups: Sequence[tuple[str, ...]], *, actor: str, at: datetime) -> None:
        """Put these groups in the place of all before; the next search follows them."""

    def claim(self, key: str, *, at: datetime) -> bool:
        """Whether this is the first claim of `key`: a delivery, a press, whatever must have one effect."""

    def release(self, key: str) -> None:
        """Take a claim back whose effect did not come about; the next claim of `key` is the first again."""

    def forget_claims(self, before: datetime) -> int:
        """Drop claims made before a time, when nobody will ask again; gives how many."""

    def claim_space(self, key: str, *, at: datetime) -> bool:
        """Whether the space is one this library serves; the first of a platform (`slack:T1`) claims it."""

    def visit(self, actor: str, *, at: datetime) -> datetime | None:
        """Record that a person looks in; gives when the visit before this one began, None at the first.

        A look within half an hour of the last belongs to the same visit.
        """

    def collecting(self, channel: str) -> Collecting | None:
        """What happens to links in a channel; None: nothing."""

    def set_collecting(self, channel: str, mode: Collecting | None, *, actor: str, at: datetime) -> None:
        """Say what happens to links in a channel from now on."""

    def share(self, story: int, sharing: Sharing) -> None:
        """Record that a story was posted in a channel; the same message twice is one."""

    def sharings(self, story: int, *, limit: int) -> tuple[Sharing, ...]:
        """Where a story was posted, last first."""

    def remember(self, state: str, *, at: datetime) -> str:
        """Keep a state too long for a button; gives its short id, the same for the same state."""

    def recall(self, short_id: str) -> str | None:
        """The state behind a short id."""

    def note(self, key: str, value: str, *, at: datetime) -> None:
        """Keep a value for an adapter (`discord:commands:42`), in place of what the key had."""

    def noted(self, key: str) -> str | None:
        """What was kept under a key."""

    def targets(self) -> tuple[Target, ...]:
        """Every channel with a schedule."""

    def target(self, channel: str) -> Target | None:
        """The schedule of a channel."""

    def set_target(self, target: Target, *, actor: str, at: datetime) -> None:
        """Set the schedule of a channel."""

    def days_off(self) -> frozenset[date]:
        """The community's own days off."""

    def set_day_off(self, day: date, name: str | None) -> None:
        """Name a day off of the community; None makes it an ordinary day again."""

    def recorded_days(self, channel: str, *, since: date) -> frozenset[date]:
        """The days whose post is done with: sent, failed or skipped."""

    def post(self, channel: str, day: date) -> Post | None:
        """The outbox row of a channel and local date."""

    def posts(self, *, limit: int, offset: int = 0, channel: str = "") -> tuple[Post, ...]:
        """The outbox, latest day first; with `channel` only its rows."""

    def put_post(self, post: Post) -> None:
        """Record a row of the outbox in place of what stands there."""

    def pin(self, channel: str, day: date, story: int | None) -> None:
        """Say which story a day features; None leaves it to the choice again."""

    def pinned(self, channel: str, day: date) -> int | None:
        """The story an admin chose for a day."""

    def exclude(self, channel: str, story: int, *, excluded: bool) -> None:
        """Keep a story out of a channel's posts, or let it in again."""

    def candidates(self, target: Target) -> tuple[Candidate, ...]:
        """The live stories that fit a target's filters and are not excluded."""

    def lately(self, channel: str, day: date, *, days: int) -> tuple[Featured, ...]:
        """What a channel was sent in the days before `day`."""


class Store(Protocol):
    """Runs units of work. One call is one transaction: what `work` raises undoes it whole and reaches the caller.

    `work` runs on a thread of the store and must not keep the library beyond its call. Raises StoreFault.
    """

    async def read(self, work: Callable[[Library], T]) -> T:
        """Run `work` on a consistent view; it must not change anything."""

    async def write(self, work: Callable[[Library], T]) -> T:
        """Run `work`, then make its changes lasting, all of them or none."""
