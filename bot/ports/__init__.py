"""What the core needs of the world: a store of stories, and the time. Adapters and the store implement these."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.ports.audit import Act, Audit, Change, ChangePage
from bot.ports.channels import Channels, Collecting, Sharing
from bot.ports.choices import Choices
from bot.ports.community import Community, NamedAdmin, Person
from bot.ports.conversations import Conversations
from bot.ports.curation import Curation, Gathered, Upload
from bot.ports.digests import Digests
from bot.ports.feeds import Feeds
from bot.ports.inbox import Inbox
from bot.ports.notices import Notices
from bot.ports.people import People
from bot.ports.stories import Page, Stories, TagCount
from bot.ports.tidying import Tidying
from bot.ports.use import Use
from bot.ports.writing import Writing

__all__ = [
    "Act",
    "Change",
    "ChangePage",
    "Clock",
    "Collecting",
    "Gathered",
    "Library",
    "NamedAdmin",
    "Page",
    "Person",
    "Sharing",
    "Store",
    "TagCount",
    "Upload",
]

T = TypeVar("T")
Clock = Callable[[], datetime]
"""Gives the present as an aware UTC datetime."""


class Library(
    Stories,
    People,
    Channels,
    Digests,
    Choices,
    Notices,
    Use,
    Audit,
    Curation,
    Community,
    Inbox,
    Tidying,
    Conversations,
    Feeds,
    Writing,
    Protocol,
):
    """The library as one unit of work sees it: all its calls stand in one transaction, on one thread."""


class Store(Protocol):
    """Runs units of work. One call is one transaction: what `work` raises undoes it whole and reaches the caller.

    `work` runs on a thread of the store and must not keep the library beyond its call. Raises StoreFault.
    """

    async def read(self, work: Callable[[Library], T]) -> T:
        """Run `work` on a consistent view; it must not change anything."""

    async def write(self, work: Callable[[Library], T]) -> T:
        """Run `work`, then make its changes lasting, all of them or none."""
