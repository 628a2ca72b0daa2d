"""What is read of a feed, a site map or a page that points to feeds. Nothing here parses or stores."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class FeedKind(Enum):
    """What stands at a feed's address: a feed in one of its forms, or the site map of a blog without one."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"


class Flaw(Enum):
    """What is wrong with a feed that was read all the same; the catalogue has words for each under `feed_flaw.`."""

    BROKEN_XML = "broken_xml"
    NO_TITLE = "no_title"  # items without one: their first words stand for it
    NO_DATE = "no_date"
    FUTURE_DATE = "future_date"  # left out
    NO_ID = "no_id"
    NO_LINK = "no_link"
    EMPTY_ITEM = "empty_item"  # left out
    TOO_MANY = "too_many"  # the latest are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item. `id` is what the feed calls it, `link` is absolute, `body` plain text with Markdown structure.

    `is_whole`: is the body the text itself rather than its beginning? An item of a site map has neither title nor body.
    """

    id: str | None = None
    link: str | None = None
    title: str = ""
    body: str = ""
    is_whole: bool = True
    author: str | None = None
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """A feed as it stands: `home` is the page it belongs to, `rest` how long it asks to be left alone."""

    kind: FeedKind
    title: str = ""
    home: str | None = None
    entries: tuple[Entry, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    rest: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maps:
    """An index of site maps, the likeliest to hold posts first."""

    links: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointers:
    """A page that is no feed: its title, and the feeds it points to, the likeliest first."""

    title: str
    links: tuple[str, ...]
