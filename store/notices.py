"""What the library keeps of notices to people and of its admins. Transactions are the caller's."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.notices.notice import AdminSeen, Errand, ErrandState, Notice
from bot.request import Language
from store.rows import to_time

_COLUMNS = "key, recipient, name, facts, buttons, language, at, state, next_at, attempts, channel"


class Notices:
    """The part of `bot.ports.Library` about notices."""

    _connection: sqlite3.Connection

    def notify(self, notice: Notice) -> bool:
        facts = json.dumps(dict(notice.facts), ensure_ascii=False)
        at = to_time(notice.at)
        row = (notice.key, notice.to, notice.name, facts, json.dumps(notice.buttons), notice.language, at, at)
        return (
            self._connection.execute(
                f"INSERT OR IGNORE INTO notice ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, 0, '')", row
            ).rowcount
            > 0
        )

    def amend(self, notice: Notice) -> bool:
        facts = json.dumps(dict(notice.facts), ensure_ascii=False)
        return (
            self._connection.execute(
                "UPDATE notice SET facts = ? WHERE key = ? AND state = 'waiting'", (facts, notice.key)
            ).rowcount
            > 0
        )

    def errands(self, now: datetime, *, limit: int) -> tuple[Errand, ...]:
        rows = self._connection.execute(
            f"""SELECT {_COLUMNS} FROM notice WHERE state IN ('waiting', 'claimed') AND next_at <= ?
                ORDER BY next_at, key LIMIT ?""",
            (to_time(now), limit),
        )
        return tuple(map(_to_errand, rows))

    def put_errand(self, errand: Errand) -> None:
        self._connection.execute(
            "UPDATE notice SET state = ?, next_at = ?, attempts = ?, channel = ? WHERE key = ?",
            (errand.state.value, to_time(errand.next_at), errand.attempts, errand.channel, errand.notice.key),
        )

    def errand(self, key: str) -> Errand | None:
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM notice WHERE key = ?", (key,)).fetchone()
        return _to_errand(row) if row else None

    def see_admin(self, seen: AdminSeen) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO admin_seen (actor, language, at) VALUES (?, ?, ?)",
            (seen.actor, seen.language, to_time(seen.at)),
        )

    def admins_seen(self, platforms: Sequence[str], *, limit: int) -> tuple[AdminSeen, ...]:
        rows = self._connection.execute(
            """SELECT actor, language, at FROM admin_seen
               WHERE substr(actor, 1, instr(actor, ':') - 1) IN (SELECT value FROM json_each(?))
               ORDER BY at DESC, actor LIMIT ?""",
            (json.dumps(list(platforms)), limit),
        )
        return tuple(
            AdminSeen(actor=actor, language=_language(language), at=datetime.fromisoformat(at))
            for actor, language, at in rows
        )

    def admin_channel(self, platform: str) -> str | None:
        row = self._connection.execute("SELECT channel FROM admin_channel WHERE platform = ?", (platform,)).fetchone()
        return row[0] if row else None

    def set_admin_channel(self, platform: str, channel: str | None, *, at: datetime) -> None:
        if channel is None:
            self._connection.execute("DELETE FROM admin_channel WHERE platform = ?", (platform,))
            return
        self._connection.execute(
            "INSERT OR REPLACE INTO admin_channel (platform, channel, at) VALUES (?, ?, ?)",
            (platform, channel, to_time(at)),
        )


def _to_errand(row: tuple[str, ...]) -> Errand:
    key, to, name, facts, buttons, language, at, state, next_at, attempts, channel = row
    notice = Notice(
        key=key,
        to=to,
        name=name,
        facts=json.loads(facts),
        buttons=tuple((label, press) for label, press in json.loads(buttons)),
        language=_language(language),
        at=datetime.fromisoformat(at),
    )
    return Errand(
        notice=notice,
        state=ErrandState(state),
        next_at=datetime.fromisoformat(next_at),
        attempts=int(attempts),
        channel=channel,
    )


def _language(text: str) -> Language:
    return "en" if text == "en" else "ko"
