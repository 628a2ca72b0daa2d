"""A feed the library follows, and what is known of its items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from bot.feeds.values import FeedKind
from bot.story import StoryState

FIRST_INTERVAL = timedelta(hours=1)
NAME_LIMIT = 100


class FeedState(Enum):
    """Is the feed looked at? GONE: its server said that it is no more (410)."""

    ON = "on"
    OFF = "off"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with its settings and how the last looks went. `number` is 0 until the library gives one.

    `takes` is the state new items get as stories (live or suggested); `company` is theirs where they name none.
    `includes` and `excludes` are keywords and `#categories`; `only_new`: items of the first look are no stories.
    `etag` and `modified` make the next look conditional. `interval` is how long it rests between looks, `next_at` when
    it is looked at next. `problem` names the sentence why the last look failed ("" when it did not), `facts`
    fill it; `failing_since` is when looks began to fail.
    """

    number: int = 0
    address: str
    name: str
    kind: FeedKind
    home: str | None = None
    company: str | None = None
    state: FeedState = FeedState.ON
    takes: StoryState = StoryState.LIVE
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    only_new: bool = False
    added_by: str
    added_at: datetime
    etag: str = ""
    modified: str = ""
    interval: timedelta = FIRST_INTERVAL
    next_at: datetime
    begun: bool = False
    looked_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    problem: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """What is known of an item: `key` is its identity in its feed, `story` what it became (None: nothing).

    `print` tells an edited item from an unchanged one. `brought`: did the story come in with this item, so that its
    edits are the story's? `first`: did it stand in the feed at the first look? `page` is the address whose text is
    still to be read, "" for none; `tries` how often that failed.
    """

    key: str
    story: int | None = None
    print: str = ""
    brought: bool = False
    first: bool = False
    page: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPage:
    """An item whose page is still to be read, and its feed."""

    feed: Feed
    item: FeedItem
