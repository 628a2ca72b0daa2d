"""What the library keeps of how stories are used. Transactions are the caller's."""

import sqlite3
from datetime import datetime

from store.rows import to_time


class Use:
    """The part of `bot.ports.Library` about openings and votes."""

    _connection: sqlite3.Connection

    def record_opening(self, story: int, *, at: datetime) -> None:
        self._connection.execute(
            """INSERT INTO opening (story, day, times) VALUES (?, ?, 1)
               ON CONFLICT (story, day) DO UPDATE SET times = times + 1""",
            (story, to_time(at)[:10]),
        )

    def openings(self, story: int) -> int:
        (times,) = self._connection.execute(
            "SELECT coalesce(sum(times), 0) FROM opening WHERE story = ?", (story,)
        ).fetchone()
        return int(times)

    def vote(self, actor: str, story: int, *, likes: bool | None, at: datetime) -> bool:
        held = self._connection.execute(
            "SELECT likes FROM vote WHERE actor = ? AND story = ?", (actor, story)
        ).fetchone()
        if (bool(held[0]) if held else None) is likes:
            return False
        if likes is None:
            self._connection.execute("DELETE FROM vote WHERE actor = ? AND story = ?", (actor, story))
        else:
            self._connection.execute(
                "INSERT OR REPLACE INTO vote (actor, story, likes, at) VALUES (?, ?, ?, ?)",
                (actor, story, likes, to_time(at)),
            )
        return True

    def votes(self, story: int) -> tuple[int, int]:
        likes, dislikes = self._connection.execute(
            "SELECT coalesce(sum(likes), 0), coalesce(sum(1 - likes), 0) FROM vote WHERE story = ?", (story,)
        ).fetchone()
        return int(likes), int(dislikes)
