"""What the library keeps for people: saved lists, featured days, visits. Transactions are the caller's."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.digest.choice import Featured
from bot.ports import Page
from bot.story import Story
from store.rows import to_tags, to_time

_VISIT = timedelta(minutes=30)  # looks closer together are one visit


class People:
    """The part of `bot.ports.Library` about people and days."""

    _connection: sqlite3.Connection

    def stories(self, numbers: Sequence[int]) -> tuple[Story, ...]:
        """Stories by number; the library itself knows them."""
        raise NotImplementedError

    def save(self, actor: str, number: int, *, at: datetime) -> bool:
        cursor = self._connection.execute(
            "INSERT OR IGNORE INTO saved (actor, story, at) VALUES (?, ?, ?)", (actor, number, to_time(at))
        )
        return cursor.rowcount > 0

    def unsave(self, actor: str, number: int) -> bool:
        return self._connection.execute("DELETE FROM saved WHERE actor = ? AND story = ?", (actor, number)).rowcount > 0

    def saved(self, actor: str, *, limit: int, offset: int = 0) -> Page:
        rows = self._connection.execute(
            """SELECT story FROM saved JOIN story ON number = story AND state = 'live'
               WHERE actor = ? ORDER BY saved.at DESC, story DESC""",
            (actor,),
        ).fetchall()
        numbers = [number for (number,) in rows]
        return Page(total=len(numbers), stories=self.stories(numbers[offset : offset + limit]))

    def featured(self, scope: str, day: date) -> int | None:
        row = self._connection.execute(
            "SELECT story FROM featured WHERE scope = ? AND day = ?", (scope, day.isoformat())
        ).fetchone()
        return row[0] if row else None

    def feature(self, scope: str, day: date, number: int, *, at: datetime) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO featured (scope, day, story, at) VALUES (?, ?, ?, ?)",
            (scope, day.isoformat(), number, to_time(at)),
        )

    def featured_times(self, scope: str, *, before: date) -> dict[int, int]:
        rows = self._connection.execute(
            "SELECT story, count(*) FROM featured WHERE scope = ? AND day < ? GROUP BY story",
            (scope, before.isoformat()),
        )
        return dict(rows.fetchall())

    def featured_lately(self, scope: str, day: date, *, days: int) -> tuple[Featured, ...]:
        rows = self._connection.execute(
            """SELECT company, tags FROM featured f JOIN story ON number = f.story
               WHERE f.scope = ? AND f.day >= ? AND f.day < ?""",
            (scope, (day - timedelta(days=days)).isoformat(), day.isoformat()),
        )
        return tuple(Featured(company=company, tags=to_tags(tags)) for company, tags in rows)

    def visit(self, actor: str, *, at: datetime) -> datetime | None:
        row = self._connection.execute("SELECT at, previous FROM visit WHERE actor = ?", (actor,)).fetchone()
        last, previous = map(_moment, row) if row else (None, None)
        if last is not None and at - last > _VISIT:
            previous = last
        self._connection.execute(
            "INSERT OR REPLACE INTO visit (actor, at, previous) VALUES (?, ?, ?)",
            (actor, to_time(at), to_time(previous) if previous else None),
        )
        return previous


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
