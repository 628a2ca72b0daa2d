"""Stories as they stand in the table `story`, read for the few that are weighed closely or shown."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from sqlite3 import Connection

from store.text.unicode import fold


@dataclass(frozen=True)
class StoryText:
    """What a story says, for weighing and for showing."""

    number: int
    title: str
    body: str
    tags: tuple[str, ...]
    company: str | None
    author: str | None

    @cached_property
    def heading(self) -> str:
        """Title, tags, company and author, folded."""
        return fold("\n".join((self.title, *self.tags, self.company or "", self.author or "")))

    @cached_property
    def whole(self) -> str:
        """All that the story says, folded."""
        return f"{self.heading}\n{fold(self.body)}"


def read_stories(connection: Connection, numbers: Iterable[int]) -> dict[int, StoryText]:
    """The stories with these numbers, those that exist."""
    found: dict[int, StoryText] = {}
    for number in numbers:
        row = connection.execute(
            "SELECT title, body, tags, company, author FROM story WHERE number = ?", (number,)
        ).fetchone()
        if row:
            title, body, tags, company, author = row
            found[number] = StoryText(number, title, body, tuple(json.loads(tags or "[]")), company, author)
    return found
