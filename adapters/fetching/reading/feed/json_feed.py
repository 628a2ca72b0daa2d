"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from adapters.fetching.reading.feed.gathering import gathered
from adapters.fetching.reading.feed.text import ID_LIMIT, NAME_LIMIT, address_of, body_of, is_whole, line_of, tags_of
from adapters.fetching.reading.feed.times import read_moment
from bot.feeds.values import Entry, FeedKind, ReadFeed

_VERSION: Final = "jsonfeed.org/version/"


def read_json_feed(text: str, *, link: str, now: datetime) -> ReadFeed | None:
    """The feed in a text, None where it is none."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        return None
    if _VERSION not in _text(said, "version") and not _text(said, "title"):
        return None
    found = gathered((_entry(one, link) for one in said["items"] if isinstance(one, dict)), now=now)
    return ReadFeed(
        kind=FeedKind.JSON,
        title=line_of(_text(said, "title"), is_plain=True, limit=NAME_LIMIT),
        home=address_of(link, _text(said, "home_page_url")),
        entries=found.entries,
        flaws=found.flaws,
    )


def _entry(one: Mapping[str, Any], base: str) -> Entry:
    written, plain, summary = (_text(one, name) for name in ("content_html", "content_text", "summary"))
    content = body_of(written) if written else body_of(plain, is_plain=True)
    return Entry(
        id=line_of(_text(one, "id"), is_plain=True, limit=ID_LIMIT) or None,
        link=address_of(base, _text(one, "url")) or address_of(base, _text(one, "external_url")),
        title=line_of(_text(one, "title"), is_plain=True),
        body=content or body_of(summary, is_plain=True),
        is_whole=bool(content) or is_whole(summary),
        author=next(_authors(one), None),
        tags=tags_of(_tags(one)),
        published_at=read_moment(_text(one, "date_published") or _text(one, "date_modified"), None),
    )


def _authors(one: Mapping[str, Any]) -> Iterator[str]:
    several = one.get("authors")
    for author in (*(several if isinstance(several, list) else ()), one.get("author")):
        name = line_of(_text(author, "name"), is_plain=True, limit=NAME_LIMIT) if isinstance(author, dict) else ""
        if name:
            yield name


def _tags(one: Mapping[str, Any]) -> Iterator[str]:
    written = one.get("tags")
    for tag in written if isinstance(written, list) else ():
        if isinstance(tag, str | int):
            yield line_of(str(tag), is_plain=True)


def _text(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
