"""What the core needs to look at feeds: a port, and what a look gives."""

from dataclasses import dataclass
from typing import Protocol

from bot.feeds.feed import Feed
from bot.feeds.values import FeedKind, ReadFeed
from bot.fetching import FetchedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look gave: the feed, or None where it has not changed. `address` is where to look next time."""

    feed: ReadFeed | None
    address: str
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """The feed found behind a typed address, and where it stands."""

    address: str
    feed: ReadFeed

    @property
    def kind(self) -> FeedKind:
        """What the feed is."""
        return self.feed.kind


class FeedSource(Protocol):
    """Reaches feeds and the pages of their items; asks a site's robots.txt first and never asks a host twice at once.

    Raises FetchRefused only; every call ends within a time limit.
    """

    async def look(self, feed: Feed) -> Look:
        """The feed as it stands, where it has changed since the last look."""

    async def discover(self, link: str) -> Discovered:
        """The feed at an address, or the one its page points to, or the site map of its site."""

    async def page(self, link: str) -> FetchedPage:
        """The page of an item."""
