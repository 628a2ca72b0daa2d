"""What the library keeps about platforms: spaces, channels, deliveries, buttons. Transactions are the caller's."""

import sqlite3
from datetime import datetime

from bot.ports import Collecting, Sharing
from store.rows import digest, to_time


class Channels:
    """The part of `bot.ports.Library` about platforms and their channels."""

    _connection: sqlite3.Connection

    def claim(self, key: str, *, at: datetime) -> bool:
        row = (key, to_time(at))
        return self._connection.execute("INSERT OR IGNORE INTO claim (key, at) VALUES (?, ?)", row).rowcount > 0

    def release(self, key: str) -> None:
        self._connection.execute("DELETE FROM claim WHERE key = ?", (key,))

    def forget_claims(self, before: datetime) -> int:
        return self._connection.execute("DELETE FROM claim WHERE at < ?", (to_time(before),)).rowcount

    def claim_space(self, key: str, *, at: datetime) -> bool:
        platform = key.partition(":")[0]
        self._connection.execute(
            """INSERT INTO space (key, at) SELECT :key, :at
               WHERE NOT EXISTS (SELECT 1 FROM space WHERE key GLOB :platform || ':*')""",
            {"key": key, "at": to_time(at), "platform": platform},
        )
        return bool(self._connection.execute("SELECT 1 FROM space WHERE key = ?", (key,)).fetchone())

    def collecting(self, channel: str) -> Collecting | None:
        row = self._connection.execute("SELECT mode FROM collecting WHERE channel = ?", (channel,)).fetchone()
        return Collecting(row[0]) if row else None

    def collecting_channels(self) -> tuple[str, ...]:
        rows = self._connection.execute("SELECT channel FROM collecting ORDER BY channel")
        return tuple(channel for (channel,) in rows)

    def set_collecting(self, channel: str, mode: Collecting | None, *, actor: str, at: datetime) -> None:
        if mode is None:
            self._connection.execute("DELETE FROM collecting WHERE channel = ?", (channel,))
            return
        self._connection.execute(
            "INSERT OR REPLACE INTO collecting (channel, mode, set_by, at) VALUES (?, ?, ?, ?)",
            (channel, mode.value, actor, to_time(at)),
        )

    def share(self, story: int, sharing: Sharing) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO sharing (story, channel, message, actor, at) VALUES (?, ?, ?, ?, ?)",
            (story, sharing.channel, sharing.message, sharing.actor, to_time(sharing.at)),
        )

    def sharings(self, story: int, *, limit: int) -> tuple[Sharing, ...]:
        rows = self._connection.execute(
            "SELECT channel, message, actor, at FROM sharing WHERE story = ? ORDER BY at DESC, message LIMIT ?",
            (story, limit),
        )
        return tuple(
            Sharing(channel=channel, message=message, actor=actor, at=datetime.fromisoformat(at))
            for channel, message, actor, at in rows
        )

    def remember(self, state: str, *, at: datetime) -> str:
        short_id = digest(state)
        self._connection.execute(
            "INSERT INTO button_state (id, state, at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
            (short_id, state, to_time(at)),
        )
        return short_id

    def forget_states(self, before: datetime) -> int:
        return self._connection.execute("DELETE FROM button_state WHERE at < ?", (to_time(before),)).rowcount

    def recall(self, short_id: str) -> str | None:
        row = self._connection.execute("SELECT state FROM button_state WHERE id = ?", (short_id,)).fetchone()
        return row[0] if row else None

    def note(self, key: str, value: str, *, at: datetime) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO note (key, value, at) VALUES (?, ?, ?)", (key, value, to_time(at))
        )

    def noted(self, key: str) -> str | None:
        row = self._connection.execute("SELECT value FROM note WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None
