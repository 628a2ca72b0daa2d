"""What goes over the pipe of the reading process for a feed: the head says what it is, the raw part is JSON."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from adapters.fetching.frames import pack, reading_frame
from adapters.fetching.reading.feed.document import FeedReading
from adapters.fetching.reading.values import Unreadable
from bot.feeds.values import Entry, FeedKind, Flaw, Maps, Pointers, ReadFeed
from bot.fetching import FetchProblem


def feed_frame(reading: FeedReading) -> bytes:
    """A reading as a frame."""
    match reading:
        case Unreadable():
            return reading_frame(reading)
        case Maps(links=links):
            return pack({"maps": links}, b"")
        case Pointers(title=title, links=links):
            return pack({"title": title, "links": links}, b"")
        case ReadFeed(rest=rest):
            head = {
                "kind": reading.kind.value,
                "title": reading.title,
                "home": reading.home,
                "flaws": [flaw.value for flaw in reading.flaws],
                "rest": rest.total_seconds() if rest else None,
            }
            return pack(head, json.dumps([_plain(entry) for entry in reading.entries], ensure_ascii=False).encode())


def feed_from(head: bytes, content: str) -> FeedReading:
    """The reading in a frame. Raises ValueError, KeyError or TypeError."""
    said = json.loads(head)
    if "problem" in said:
        return Unreadable(problem=FetchProblem(said["problem"]))
    if "maps" in said:
        return Maps(links=tuple(said["maps"]))
    if "links" in said:
        return Pointers(title=said["title"], links=tuple(said["links"]))
    return ReadFeed(
        kind=FeedKind(said["kind"]),
        title=said["title"],
        home=said["home"],
        entries=tuple(_entry(one) for one in json.loads(content)),
        flaws=tuple(map(Flaw, said["flaws"])),
        rest=timedelta(seconds=said["rest"]) if said["rest"] is not None else None,
    )


def _plain(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {"published_at": entry.published_at.isoformat() if entry.published_at else None}


def _entry(plain: dict[str, Any]) -> Entry:
    written = plain["published_at"]
    when = datetime.fromisoformat(written) if written else None
    return Entry(**plain | {"tags": tuple(plain["tags"]), "published_at": when})
