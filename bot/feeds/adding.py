"""How a feed comes into the library: found behind an address, or named by a list of another program."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bot.feeds.feed import NAME_LIMIT, Feed, FeedState
from bot.feeds.opml import Outline
from bot.feeds.schedule import spread
from bot.feeds.source import Discovered
from bot.feeds.values import FeedKind
from bot.ports import Library


def found_feed(found: Discovered, *, actor: str, at: datetime) -> Feed:
    """A feed that was found, as it begins."""
    name = found.feed.title or urlsplit(found.address).hostname or found.address
    return Feed(
        address=found.address,
        name=name[:NAME_LIMIT],
        kind=found.kind,
        home=found.feed.home,
        added_by=actor,
        added_at=at,
        next_at=at,
    )


def follow(library: Library, feed: Feed, *, at: datetime) -> tuple[Feed, bool]:
    """The feed in the library, and whether it is new there."""
    known = library.feed_at(feed.address)
    if known is not None:
        return known, False
    library.record(action="feed_added", subject=feed.name, actor=feed.added_by, at=at)
    return library.add_feed(feed), True


def unfollow(library: Library, number: int, *, actor: str, at: datetime) -> Feed | None:
    """Forget a feed; gives what it was, None where there was none."""
    feed = library.feed(number)
    if feed is None:
        return None
    library.remove_feed(number)
    library.record(action="feed_removed", subject=feed.name, actor=actor, at=at)
    return feed


def settle(library: Library, feed: Feed, *, actor: str, at: datetime) -> None:
    """Store what a person set of a feed, without undoing what a look did meanwhile."""
    held = library.feed(feed.number)
    if held is None:
        return
    names = ("name", "state", "takes", "includes", "excludes", "company")
    changed = dataclasses.replace(held, **{name: getattr(feed, name) for name in names})
    if changed.state is FeedState.ON and held.state is not FeedState.ON:
        changed = dataclasses.replace(changed, next_at=at)
    if changed == held:
        return
    library.put_feed(changed)
    library.record(action="feed_changed", subject=changed.name, actor=actor, at=at)


def add_listed(library: Library, outlines: Sequence[Outline], *, actor: str, at: datetime) -> int:
    """Put in the feeds of a list; gives how many were new. They are looked at one after another, not all at once."""
    new = [one for one in outlines if library.feed_at(one.address) is None]
    added = 0
    for place, outline in enumerate(new):
        listed = Feed(
            address=outline.address,
            name=(outline.name or urlsplit(outline.address).hostname or outline.address)[:NAME_LIMIT],
            kind=FeedKind.RSS,
            home=outline.home,
            added_by=actor,
            added_at=at,
            next_at=spread(len(new), place, now=at),
        )
        _, is_new = follow(library, listed, at=at)
        added += is_new
    return added
