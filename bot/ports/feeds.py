"""What the core keeps about feeds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.feeds.feed import Feed, FeedItem, WantedPage


class Feeds(Protocol):
    """The feeds the library follows, and what became of their items."""

    def feeds(self) -> tuple[Feed, ...]:
        """All feeds by number."""

    def feed(self, number: int) -> Feed | None:
        """The feed with this number."""

    def feed_at(self, address: str) -> Feed | None:
        """The feed at this address in whatever spelling."""

    def add_feed(self, feed: Feed) -> Feed:
        """Put in a feed; gives it with its number. One whose address is known comes back as it is there."""

    def put_feed(self, feed: Feed) -> None:
        """Store `feed` in place of what has its number, if there is one; not an address that another feed has."""

    def remove_feed(self, number: int) -> bool:
        """Forget a feed and its items; their stories stay. Whether there was one."""

    def due_feeds(self, now: datetime, *, limit: int) -> tuple[Feed, ...]:
        """Feeds to be looked at, the longest due first."""

    def feed_items(self, feed: int, keys: Sequence[str]) -> Mapping[str, FeedItem]:
        """What is known of a feed's items with these keys."""

    def put_feed_item(self, feed: int, item: FeedItem) -> None:
        """Store what is known of an item."""

    def wanted_pages(self, *, limit: int) -> tuple[WantedPage, ...]:
        """Items of feeds that are on whose page is still to be read, least tried first."""

    def feed_stories(self) -> Mapping[int, int]:
        """How many stories each feed brought, by its number."""

    def keep_quiet(self, story: int) -> None:
        """Say that a story came in with a feed's first look, so that nobody announces it as new."""
