"""Which live stories have no company or no tags, and what do others with the same beginning of link have?"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.ports.stories import Page
from store.rows import STORY_COLUMNS, to_story, to_time

_LACKING = "state = 'live' AND (company IS NULL OR tags = '[]')"  # the words of the partial index
_NOT_SKIPPED = "number NOT IN (SELECT story FROM complete_enough)"
_COMPANIES_READ = 500


class Lacking:
    """The part of `bot.ports.Library` about missing facts."""

    _connection: sqlite3.Connection

    def lacking(self, *, limit: int, offset: int = 0) -> Page:
        rows = self._connection.execute(
            f"""SELECT {STORY_COLUMNS} FROM story INDEXED BY story_lacking WHERE {_LACKING} AND {_NOT_SKIPPED}
                ORDER BY number DESC LIMIT ? OFFSET ?""",
            (limit, offset),
        )
        return Page(total=self._lacking_count(), stories=tuple(map(to_story, rows)))

    def skip_lacking(self, story: int, *, actor: str, at: datetime) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO complete_enough (story, set_by, at) VALUES (?, ?, ?)", (story, actor, to_time(at))
        )

    def companies_under(self, places: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        return tuple(self._companies(place) for place in places)

    def _lacking_count(self) -> int:
        (total,) = self._connection.execute(
            f"SELECT count(*) FROM story INDEXED BY story_lacking WHERE {_LACKING} AND {_NOT_SKIPPED}"
        ).fetchone()
        return int(total)

    def _companies(self, place: str) -> tuple[str, ...]:
        rows = self._connection.execute(
            """SELECT company FROM story WHERE link_key >= ? AND link_key < ? AND company IS NOT NULL
               AND state = 'live' LIMIT ?""",
            (f"{place}/", f"{place}0", _COMPANIES_READ),  # "0" comes right after "/"
        )
        return tuple(company for (company,) in rows)
