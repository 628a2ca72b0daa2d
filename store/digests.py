"""Schedules, the outbox and what the choice of a featured story looks at. Transactions are the caller's."""

import json
import sqlite3
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.digest.choice import Candidate, Featured
from bot.digest.outbox import Post, PostReason, PostState
from bot.digest.target import Kind, OnHoliday, Target
from store.rows import fold, to_time

_TARGET = (
    "channel, zone, since, at, weekdays, on_holiday, kind, tags, companies, origins, language, paused_until, approval, "
    "notes_when_empty, off"
)
_POST = "channel, day, state, due_at, at, reason, story, message, owner, lease_until, attempts"


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
            "origins": json.dumps(target.origins),
            "language": target.language,
            "paused_until": target.paused_until.isoformat() if target.paused_until else None,
            "approval": int(target.approval),
            "notes_when_empty": int(target.notes_when_empty),
            "off": target.off,
            "set_by": actor,
            "set_at": to_time(at),
        }
        self._connection.execute(
            f"INSERT OR REPLACE INTO digest_target ({', '.join(values)}) VALUES ({', '.join(':' + n for n in values)})",
            values,
        )

    def days_off(self) -> frozenset[date]:
        return frozenset(date.fromisoformat(day) for (day,) in self._connection.execute("SELECT day FROM day_off"))

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
        }
        self._connection.execute(
            f"INSERT OR REPLACE INTO digest_post ({', '.join(values)}) VALUES ({', '.join(':' + n for n in values)})",
            values,
        )

    def pin(self, channel: str, day: date, story: int | None) -> None:
        if story is None:
            self._connection.execute("DELETE FROM digest_pin WHERE channel = ? AND day = ?", (channel, day.isoformat()))
            return
        self._connection.execute(
            "INSERT OR REPLACE INTO digest_pin (channel, day, story) VALUES (?, ?, ?)",
            (channel, day.isoformat(), story),
        )

    def pinned(self, channel: str, day: date) -> int | None:
        row = self._connection.execute(
            "SELECT story FROM digest_pin WHERE channel = ? AND day = ?", (channel, day.isoformat())
        ).fetchone()
        return row[0] if row else None

    def exclude(self, channel: str, story: int, *, excluded: bool) -> None:
        if excluded:
            self._connection.execute(
                "INSERT OR IGNORE INTO digest_exclusion (channel, story) VALUES (?, ?)", (channel, story)
            )
            return
        self._connection.execute("DELETE FROM digest_exclusion WHERE channel = ? AND story = ?", (channel, story))

    def candidates(self, target: Target) -> tuple[Candidate, ...]:
        rows = self._connection.execute(
            """SELECT number, id, company, tags, views, coalesce(published_at, added_at),
                      (SELECT count(*) FROM saved WHERE saved.story = number),
                      (SELECT count(*) FROM digest_post p
                       WHERE p.channel = :channel AND p.story = number AND p.state IN ('sent', 'claimed'))
               FROM story
               WHERE state = 'live'
                 AND number NOT IN (SELECT story FROM digest_exclusion WHERE channel = :channel)
                 AND (:tags = '[]' OR number IN
                      (SELECT story FROM story_tag WHERE tag_key IN (SELECT value FROM json_each(:tags))))
                 AND (:companies = '[]' OR company IN (SELECT value FROM json_each(:companies)))
                 AND (:origins = '[]' OR origin IN (SELECT value FROM json_each(:origins)))""",
            {
                "channel": target.channel,
                "tags": json.dumps([fold(tag) for tag in target.tags], ensure_ascii=False),
                "companies": json.dumps(target.companies, ensure_ascii=False),
                "origins": json.dumps(target.origins),
            },
        )
        return tuple(
            Candidate(
                number=number,
                id=id_,
                company=company,
                tags=tuple(json.loads(tags)),
                views=views,
                saves=saves,
                day=datetime.fromisoformat(day).date(),
                times=times,
            )
            for number, id_, company, tags, views, day, saves, times in rows
        )

    def lately(self, channel: str, day: date, *, days: int) -> tuple[Featured, ...]:
        rows = self._connection.execute(
            """SELECT company, tags FROM digest_post p JOIN story ON number = p.story
               WHERE p.channel = ? AND p.day >= ? AND p.day < ? AND p.state = 'sent'""",
            (channel, (day - timedelta(days=days)).isoformat(), day.isoformat()),
        )
        return tuple(Featured(company=company, tags=tuple(json.loads(tags))) for company, tags in rows)


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
        origins,
        language,
        paused,
        approval,
        notes,
        off,
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
        origins=tuple(json.loads(origins)),
        language="en" if language == "en" else "ko",
        paused_until=date.fromisoformat(paused) if paused else None,
        approval=bool(approval),
        notes_when_empty=bool(notes),
        off=off,
    )


def _to_post(row: tuple[object, ...]) -> Post:
    channel, day, state, due_at, at, reason, story, message, owner, lease_until, attempts = row
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
    )
