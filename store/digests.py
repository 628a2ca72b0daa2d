"""Schedules, the outbox and days off. Transactions are the caller's."""

import json
import sqlite3
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.digest.outbox import Post, PostReason, PostState
from bot.digest.target import Kind, OnHoliday, Target
from store.rows import to_time

_TARGET = (
    "channel, zone, since, at, weekdays, on_holiday, kind, tags, companies, sources, language, paused_until, approval, "
    "notes_when_empty, off, starter"
)
_POST = "channel, day, state, due_at, at, reason, story, message, owner, lease_until, attempts, stories, next_at"


class Digests:
    """The part of `bot.ports.Library` about what channels get on their schedules."""

    _connection: sqlite3.Connection

    def targets(self) -> tuple[Target, ...]:
        rows = self._connection.execute(f"SELECT {_TARGET} FROM digest_target ORDER BY channel")
        return tuple(_to_target(row) for row in rows)

    def target(self, channel: str) -> Target | None:
        row = self._connection.execute(f"SELECT {_TARGET} FROM digest_target WHERE channel = ?", (channel,)).fetchone()
        return _to_target(row) if row else None

    def set_target(self, target: Target, *, actor: str, at: datetime) -> None:
        values = {
            "channel": target.channel,
            "zone": target.zone.key,
            "since": to_time(target.since),
            "at": target.at.strftime("%H:%M"),
            "weekdays": "".join(map(str, sorted(target.weekdays))),
            "on_holiday": target.on_holiday.value,
            "kind": target.kind.value,
            "tags": json.dumps(target.tags, ensure_ascii=False),
            "companies": json.dumps(target.companies, ensure_ascii=False),
            "sources": json.dumps(target.sources, ensure_ascii=False),
            "language": target.language,
            "paused_until": target.paused_until.isoformat() if target.paused_until else None,
            "approval": int(target.approval),
            "notes_when_empty": int(target.notes_when_empty),
            "off": target.off,
            "starter": target.starter,
            "set_by": actor,
            "set_at": to_time(at),
        }
        self._connection.execute(
            f"INSERT OR REPLACE INTO digest_target ({', '.join(values)}) VALUES ({', '.join(':' + n for n in values)})",
            values,
        )

    def days_off(self) -> frozenset[date]:
        return frozenset(date.fromisoformat(day) for (day,) in self._connection.execute("SELECT day FROM day_off"))

    def named_days_off(self) -> dict[date, str]:
        rows = self._connection.execute("SELECT day, name FROM day_off ORDER BY day")
        return {date.fromisoformat(day): name for day, name in rows}

    def set_day_off(self, day: date, name: str | None) -> None:
        if name is None:
            self._connection.execute("DELETE FROM day_off WHERE day = ?", (day.isoformat(),))
            return
        self._connection.execute("INSERT OR REPLACE INTO day_off (day, name) VALUES (?, ?)", (day.isoformat(), name))

    def recorded_days(self, channel: str, *, since: date) -> frozenset[date]:
        rows = self._connection.execute(
            "SELECT day FROM digest_post WHERE channel = ? AND day >= ? AND state IN ('sent', 'failed', 'skipped')",
            (channel, since.isoformat()),
        )
        return frozenset(date.fromisoformat(day) for (day,) in rows)

    def recorded_everywhere(self, *, since: date) -> dict[str, frozenset[date]]:
        rows = self._connection.execute(
            """SELECT channel, group_concat(day) FROM digest_post
               WHERE day >= ? AND state IN ('sent', 'failed', 'skipped') GROUP BY channel""",
            (since.isoformat(),),
        )
        return {channel: frozenset(map(date.fromisoformat, days.split(","))) for channel, days in rows}

    def begun_posts(self, channel: str = "") -> tuple[Post, ...]:
        rows = self._connection.execute(
            f"""SELECT {_POST} FROM digest_post
                WHERE state IN ('planned', 'claimed') AND :channel IN ('', channel) ORDER BY channel, day""",
            {"channel": channel},
        )
        return tuple(map(_to_post, rows))

    def post(self, channel: str, day: date) -> Post | None:
        row = self._connection.execute(
            f"SELECT {_POST} FROM digest_post WHERE channel = ? AND day = ?", (channel, day.isoformat())
        ).fetchone()
        return _to_post(row) if row else None

    def posts(self, *, limit: int, offset: int = 0, channel: str = "") -> tuple[Post, ...]:
        rows = self._connection.execute(
            f"""SELECT {_POST} FROM digest_post WHERE :channel IN ('', channel)
                ORDER BY day DESC, due_at DESC, channel LIMIT :limit OFFSET :offset""",
            {"channel": channel, "limit": limit, "offset": offset},
        )
        return tuple(_to_post(row) for row in rows)

    def last_sent(self, channel: str, *, before: date) -> Post | None:
        row = self._connection.execute(
            f"""SELECT {_POST} FROM digest_post WHERE channel = ? AND day < ? AND state = 'sent'
                ORDER BY day DESC LIMIT 1""",
            (channel, before.isoformat()),
        ).fetchone()
        return _to_post(row) if row else None

    def put_post(self, post: Post) -> None:
        values = {
            "channel": post.channel,
            "day": post.day.isoformat(),
            "state": post.state.value,
            "due_at": to_time(post.due_at),
            "at": to_time(post.at),
            "reason": post.reason.value if post.reason else None,
            "story": post.story,
            "message": post.message,
            "owner": post.owner,
            "lease_until": to_time(post.lease_until) if post.lease_until else None,
            "attempts": post.attempts,
            "stories": json.dumps(post.stories),
            "next_at": to_time(post.next_at) if post.next_at else None,
        }
        self._connection.execute(
            f"INSERT OR REPLACE INTO digest_post ({', '.join(values)}) VALUES ({', '.join(':' + n for n in values)})",
            values,
        )

    def drop_post(self, channel: str, day: date) -> None:
        self._connection.execute("DELETE FROM digest_post WHERE channel = ? AND day = ?", (channel, day.isoformat()))


def _to_target(row: tuple[str, ...]) -> Target:
    (
        channel,
        zone,
        since,
        at,
        weekdays,
        on_holiday,
        kind,
        tags,
        companies,
        sources,
        language,
        paused,
        approval,
        notes,
        off,
        starter,
    ) = row
    return Target(
        channel=channel,
        zone=ZoneInfo(zone),
        since=datetime.fromisoformat(since),
        at=time.fromisoformat(at),
        weekdays=frozenset(map(int, weekdays)),
        on_holiday=OnHoliday(on_holiday),
        kind=Kind(kind),
        tags=tuple(json.loads(tags)),
        companies=tuple(json.loads(companies)),
        sources=tuple(json.loads(sources)),
        language="en" if language == "en" else "ko",
        paused_until=date.fromisoformat(paused) if paused else None,
        approval=bool(approval),
        notes_when_empty=bool(notes),
        off=off,
        starter=starter,
    )


def _to_post(row: tuple[object, ...]) -> Post:
    channel, day, state, due_at, at, reason, story, message, owner, lease_until, attempts, stories, next_at = row
    return Post(
        channel=str(channel),
        day=date.fromisoformat(str(day)),
        state=PostState(state),
        due_at=datetime.fromisoformat(str(due_at)),
        at=datetime.fromisoformat(str(at)),
        reason=PostReason(reason) if reason else None,
        story=story if isinstance(story, int) else None,
        message=str(message),
        owner=str(owner),
        lease_until=datetime.fromisoformat(str(lease_until)) if lease_until else None,
        attempts=attempts if isinstance(attempts, int) else 0,
        stories=tuple(json.loads(str(stories))),
        next_at=datetime.fromisoformat(str(next_at)) if next_at else None,
    )
