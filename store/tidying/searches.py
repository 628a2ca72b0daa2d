"""What was searched for, how often, and whether anything was opened: counts a query and day, no names."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from bot.curation.searching import Missed, Searched, Tally

_MOST_A_DAY = 5000  # different queries that are counted


class Searches:
    """The part of `bot.ports.Library` about searches."""

    _connection: sqlite3.Connection

    def count_searches(self, tallies: Sequence[Tally]) -> None:
        room = {day: self._room(day) for day in {tally.day for tally in tallies}}
        for tally in tallies:
            if not self._add(tally) and room[tally.day] > 0:
                self._begin(tally)
                room[tally.day] -= 1

    def forget_searches(self, before: date) -> int:
        return self._connection.execute("DELETE FROM search_count WHERE day < ?", (before.isoformat(),)).rowcount

    def searched(self, missed: Missed, *, since: date, limit: int) -> tuple[Searched, ...]:
        """A query counts with the hits of its latest day."""
        condition = "hits = 0" if missed is Missed.NOT_FOUND else "hits > 0 AND opened = 0"
        rows = self._connection.execute(
            f"""SELECT query, times, hits, opened FROM (
                    SELECT query, sum(times) AS times, sum(opened) AS opened, max(day) AS latest, hits
                    FROM search_count WHERE day >= ? GROUP BY query)
                WHERE {condition} ORDER BY times DESC, latest DESC, query LIMIT ?""",
            (since.isoformat(), limit),
        )
        return tuple(
            Searched(query=query, times=times, hits=hits, opened=opened) for query, times, hits, opened in rows
        )

    def _room(self, day: date) -> int:
        """How many more queries are counted on a day."""
        (count,) = self._connection.execute(
            "SELECT count(*) FROM search_count WHERE day = ?", (day.isoformat(),)
        ).fetchone()
        return _MOST_A_DAY - int(count)

    def _add(self, tally: Tally) -> bool:
        """Add to a query that is counted already; False when it is not."""
        changed = self._connection.execute(
            """UPDATE search_count SET times = times + ?1, hits = CASE WHEN ?1 > 0 THEN ?2 ELSE hits END,
               opened = opened + ?3 WHERE day = ?4 AND query = ?5""",
            (tally.times, tally.hits, tally.opened, tally.day.isoformat(), tally.query),
        )
        return changed.rowcount > 0

    def _begin(self, tally: Tally) -> None:
        self._connection.execute(
            "INSERT INTO search_count (day, query, times, hits, opened) VALUES (?, ?, ?, ?, ?)",
            (tally.day.isoformat(), tally.query, tally.times, tally.hits, tally.opened),
        )
