"""Stories as rows: how each field of the value is written in the database, and back."""

import json
import sqlite3
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from bot.links import link_key
from bot.story import Origin, Story, StoryState

STORY_COLUMNS = (
    "number, id, title, body, link, source_link, company, author, tags, views, published_at, added_at, updated_at, "
    "added_by, state, origin"
)


def to_time(moment: datetime) -> str:
    """An aware datetime as ISO 8601 in UTC with whole microseconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_story(row: sqlite3.Row | tuple[Any, ...]) -> Story:
    """The story in a row of STORY_COLUMNS."""
    (
        number,
        id_,
        title,
        body,
        link,
        source_link,
        company,
        author,
        tags,
        views,
        published,
        added,
        updated,
        by,
        state,
        origin,
    ) = row
    return Story(
        number=number,
        id=id_,
        title=title,
        body=body,
        link=link,
        source_link=source_link,
        company=company,
        author=author,
        tags=tuple(json.loads(tags)),
        views=views,
        published_at=datetime.fromisoformat(published) if published else None,
        added_at=datetime.fromisoformat(added),
        updated_at=datetime.fromisoformat(updated),
        added_by=by,
        state=StoryState(state),
        origin=Origin(origin),
    )


def to_columns(story: Story) -> dict[str, str | int | None]:
    """Every column of a story but its number, which the database gives."""
    return {
        "id": story.id,
        "title": story.title,
        "title_key": fold(story.title),
        "body": story.body,
        "link": story.link,
        "link_key": link_key(story.link) if story.link else None,
        "source_link": story.source_link,
        "company": story.company,
        "author": story.author,
        "tags": json.dumps(story.tags, ensure_ascii=False),
        "views": story.views,
        "published_at": to_time(story.published_at) if story.published_at else None,
        "added_at": to_time(story.added_at),
        "updated_at": to_time(story.updated_at),
        "added_by": story.added_by,
        "state": story.state.value,
        "origin": story.origin.value,
    }


def plain(value: object) -> object:
    """The value of a story's field as JSON holds it."""
    match value:
        case StoryState():
            return value.value
        case datetime():
            return to_time(value)
        case tuple():
            return list(value)
        case _:
            return value


def from_plain(name: str, value: object) -> object:
    """The value of a story's field out of JSON."""
    match name, value:
        case "state", str(text):
            return StoryState(text)
        case "tags", list(tags):
            return tuple(tags)
        case "published_at", str(text):
            return datetime.fromisoformat(text)
        case _:
            return value


def fold(text: str) -> str:
    """Text as it is compared for equality: NFC, without case, white space as single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@lru_cache(maxsize=10_000)
def to_tags(written: str) -> tuple[str, ...]:
    """The tags in a row as they are compared; stories share them widely."""
    return tuple(fold(tag) for tag in json.loads(written))


def digest(text: str) -> str:
    """A short stable name for a text: 12 letters and digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
