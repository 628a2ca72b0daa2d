"""What goes over the pipe between the fetcher and the reading process: two lengths, a JSON head, raw bytes."""

import json
import struct
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from adapters.fetching.reading.values import MovedTo, Reading, Unreadable
from bot.fetching import FetchedPage, FetchProblem
from bot.story import Draft

LENGTHS: Final = struct.Struct(">II")
_TIME: Final = "published_at"


def pack(head: dict[str, Any], content: bytes) -> bytes:
    """One frame."""
    written = json.dumps(head).encode()
    return LENGTHS.pack(len(written), len(content)) + written + content


def reading_frame(reading: Reading) -> bytes:
    """A reading as a frame; the body is the raw part, so that a long one costs the event loop nothing."""
    match reading:
        case Unreadable(problem=problem):
            return pack({"problem": problem.value}, b"")
        case MovedTo(link=link):
            return pack({"moved_to": link}, b"")
        case FetchedPage():
            head = {name: value for name, value in _plain(reading).items() if name not in {"body", "posts"}}
            posts = [_plain(post) for post in reading.posts]
            return pack({"page": head, "posts": posts}, reading.body.encode())


def reading_from(head: bytes, body: str) -> Reading:
    """The reading in a frame's head and its raw part, decoded. Raises ValueError, KeyError or TypeError."""
    said = json.loads(head)
    if "problem" in said:
        return Unreadable(problem=FetchProblem(said["problem"]))
    if "moved_to" in said:
        return MovedTo(link=str(said["moved_to"]))
    posts = tuple(Draft(**_values(post)) for post in said["posts"])
    return FetchedPage(**_values(said["page"]), body=body, posts=posts)


def _plain(value: FetchedPage | Draft) -> dict[str, Any]:
    """The fields that JSON can hold; a draft's state and origin are the listing reader's, always the same."""
    named = {field.name: getattr(value, field.name) for field in fields(value)}
    time = named[_TIME]
    return {name: one for name, one in named.items() if name not in {"state", "origin"}} | {
        _TIME: time.isoformat() if time else None
    }


def _values(plain: dict[str, Any]) -> dict[str, Any]:
    values = {name: tuple(one) if isinstance(one, list) else one for name, one in plain.items()}
    time = plain[_TIME]
    return values | {_TIME: datetime.fromisoformat(time) if time else None}
