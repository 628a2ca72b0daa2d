"""What a story is: the values the whole bot passes around. Nothing here reads, stores or renders."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class StoryState(Enum):
    """Where a story stands: only LIVE ones are found, featured and listed."""

    SUGGESTED = "suggested"
    LIVE = "live"
    HIDDEN = "hidden"


class Origin(Enum):
    """How a story came in: a listing or file, a feed, a pasted link, or typed by hand."""

    LISTING = "listing"
    FEED = "feed"
    LINK = "link"
    TYPED = "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A story on its way in, before the library has given it a number.

    `id` is the identity its source gives it (kept as it is), `link` the address people open as written by the
    source, `source_link` where an aggregator found it, `views` the count the source prints (None: prints none).
    Times are aware UTC.
    """

    title: str
    body: str = ""
    id: str | None = None
    link: str | None = None
    source_link: str | None = None
    company: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    views: int | None = None
    published_at: datetime | None = None
    state: StoryState = StoryState.LIVE
    origin: Origin = Origin.LISTING


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story of the library. `number` is the short id people type, `link` is canonical, times are aware UTC."""

    number: int
    id: str
    title: str
    body: str
    link: str | None
    source_link: str | None
    company: str | None
    author: str | None
    tags: tuple[str, ...]
    views: int
    published_at: datetime | None
    added_at: datetime
    updated_at: datetime
    added_by: str
    state: StoryState
    origin: Origin
