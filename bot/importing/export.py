"""How a story is written out so that importing the line gives the same story again."""

import json
from datetime import datetime

from bot.story import Story


def to_json_line(story: Story) -> str:
    """Gives the story as one line of JSON, without line end: every field under its own name, times in ISO 8601."""
    return json.dumps(
        {
            "id": story.id,
            "number": story.number,
            "title": story.title,
            "body": story.body,
            "link": story.link,
            "source_link": story.source_link,
            "company": story.company,
            "author": story.author,
            "tags": story.tags,
            "views": story.views,
            "published_at": _iso(story.published_at),
            "added_at": _iso(story.added_at),
            "updated_at": _iso(story.updated_at),
            "added_by": story.added_by,
            "state": story.state.value,
            "origin": story.origin.value,
        },
        ensure_ascii=False,
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
