"""What the choice of scheduled stories looks at. Transactions are the caller's."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.digest.approval import Approval, ApprovalState
from bot.digest.choice import Candidate, Featured
from bot.digest.target import Target
from bot.story import Origin
from store.rows import fold, to_tags, to_time

_ORIGINS = frozenset(origin.value for origin in Origin)
_FEED = "feed:"
_CANDIDATES = """
    SELECT number, id, company, tags, views, coalesce(published_at, added_at),
           coalesce(saves.times, 0), coalesce(clicks.times, 0), coalesce(votes.balance, 0)
    FROM story
    LEFT JOIN (SELECT story, count(*) AS times FROM saved GROUP BY story) AS saves ON saves.story = number
    LEFT JOIN (SELECT story, sum(times) AS times FROM opening GROUP BY story) AS clicks ON clicks.story = number
    LEFT JOIN (SELECT story, sum(2 * likes - 1) AS balance FROM vote GROUP BY story) AS votes ON votes.story = number
    WHERE state = 'live'"""
_APPROVAL = "channel, day, state, story, actor, at, passed"


class Choices:
    """The part of `bot.ports.Library` about which story goes where."""

    _connection: sqlite3.Connection

    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(map(_to_candidate, self._connection.execute(_CANDIDATES)))

    def candidate(self, number: int) -> Candidate | None:
        row = self._connection.execute(f"{_CANDIDATES} AND number = ?", (number,)).fetchone()
        return _to_candidate(row) if row else None

    def fitting(self, target: Target) -> frozenset[int] | None:
        if not (target.tags or target.companies or target.sources):
            return None
        rows = self._connection.execute(
            """SELECT number FROM story
               WHERE state = 'live'
                 AND (:tags = '[]' OR number IN
                      (SELECT story FROM story_tag WHERE tag_key IN (SELECT value FROM json_each(:tags))))
                 AND (:companies = '[]' OR company COLLATE NOCASE IN (SELECT value FROM json_each(:companies)))
                 AND ((:origins = '[]' AND :feeds = '[]' AND :hosts = '[]')
                      OR number IN (SELECT story FROM feed_item WHERE feed IN (SELECT value FROM json_each(:feeds)))
                      OR origin IN (SELECT value FROM json_each(:origins))
                      OR EXISTS (SELECT 1 FROM json_each(:hosts)
                                 WHERE link_key = value OR substr(link_key, 1, length(value) + 1) = value || '/'))""",
            {
                "tags": _as_json(map(fold, target.tags)),
                "companies": _as_json(target.companies),
                "origins": _as_json(one for one in target.sources if one in _ORIGINS),
                "feeds": json.dumps([int(one[len(_FEED) :]) for one in target.sources if one.startswith(_FEED)]),
                "hosts": _as_json(one for one in target.sources if one not in _ORIGINS and not one.startswith(_FEED)),
            },
        )
        return frozenset(number for (number,) in rows)

    def arrivals(self, after: datetime, until: datetime, *, limit: int) -> tuple[int, ...]:
        rows = self._connection.execute(
            """WITH arrived(story) AS (
                   SELECT number FROM story
                   WHERE state = 'live' AND added_at > :after AND added_at <= :until
                     AND number NOT IN (SELECT story FROM quiet)
                     AND NOT EXISTS (SELECT 1 FROM audit WHERE story = number AND action = 'approved')
                   UNION SELECT story FROM audit WHERE action = 'approved' AND at > :after AND at <= :until)
               SELECT number FROM arrived JOIN story ON number = story AND state = 'live'
               ORDER BY coalesce(published_at, added_at) DESC, number DESC LIMIT :limit""",
            {"after": to_time(after), "until": to_time(until), "limit": limit},
        )
        return tuple(number for (number,) in rows)

    def noticed(self, after: datetime, until: datetime, *, limit: int) -> tuple[int, ...]:
        rows = self._connection.execute(
            """WITH attention(story, points) AS (
                   SELECT story, sum(times) FROM opening
                   WHERE day >= substr(:after, 1, 10) AND day <= substr(:until, 1, 10) GROUP BY story
                   UNION ALL SELECT story, 3 * count(*) FROM saved WHERE at > :after AND at <= :until GROUP BY story
                   UNION ALL SELECT story, 2 * sum(2 * likes - 1) FROM vote
                             WHERE at > :after AND at <= :until GROUP BY story
                   UNION ALL SELECT number, 0 FROM story
                             WHERE state = 'live' AND added_at > :after AND added_at <= :until
                               AND number NOT IN (SELECT story FROM quiet))
               SELECT number, sum(points) AS total FROM attention JOIN story ON number = story AND state = 'live'
               GROUP BY number HAVING total >= 0 ORDER BY total DESC, views DESC, number DESC LIMIT :limit""",
            {"after": to_time(after), "until": to_time(until), "limit": limit},
        )
        return tuple(number for number, _ in rows)

    def had(self, channel: str) -> dict[int, int]:
        rows = self._connection.execute(
            """SELECT story, count(*) FROM digest_post
               WHERE channel = ? AND story IS NOT NULL AND state IN ('sent', 'claimed') GROUP BY story""",
            (channel,),
        )
        return dict(rows.fetchall())

    def lately(self, channel: str, day: date, *, days: int) -> tuple[Featured, ...]:
        rows = self._connection.execute(
            """SELECT company, tags FROM digest_post p JOIN story ON number = p.story
               WHERE p.channel = ? AND p.day >= ? AND p.day < ? AND p.state = 'sent'""",
            (channel, (day - timedelta(days=days)).isoformat(), day.isoformat()),
        )
        return tuple(Featured(company=company, tags=to_tags(tags)) for company, tags in rows)

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

    def excluded(self, channel: str) -> frozenset[int]:
        rows = self._connection.execute("SELECT story FROM digest_exclusion WHERE channel = ?", (channel,))
        return frozenset(story for (story,) in rows)

    def approval(self, channel: str, day: date) -> Approval | None:
        row = self._connection.execute(
            f"SELECT {_APPROVAL} FROM digest_approval WHERE channel = ? AND day = ?", (channel, day.isoformat())
        ).fetchone()
        return _to_approval(row) if row else None

    def approvals(self, channel: str, *, since: date) -> tuple[Approval, ...]:
        rows = self._connection.execute(
            f"SELECT {_APPROVAL} FROM digest_approval WHERE channel = ? AND day >= ? ORDER BY day",
            (channel, since.isoformat()),
        )
        return tuple(map(_to_approval, rows))

    def put_approval(self, approval: Approval) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO digest_approval ({_APPROVAL}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                approval.channel,
                approval.day.isoformat(),
                approval.state.value,
                approval.story,
                approval.actor,
                to_time(approval.at),
                json.dumps(approval.passed),
            ),
        )


def _to_candidate(row: tuple[int, str, str | None, str, int, str, int, int, int]) -> Candidate:
    number, id_, company, tags, views, day, saves, clicks, liked = row
    return Candidate(
        number=number,
        id=id_,
        company=company,
        tags=to_tags(tags),
        views=views,
        saves=saves,
        clicks=clicks,
        liked=liked,
        day=date.fromisoformat(day[:10]),
    )


def _to_approval(row: tuple[str, str, str, int, str, str, str]) -> Approval:
    channel, day, state, story, actor, at, passed = row
    return Approval(
        channel=channel,
        day=date.fromisoformat(day),
        state=ApprovalState(state),
        story=story,
        actor=actor,
        at=datetime.fromisoformat(at),
        passed=tuple(json.loads(passed)),
    )


def _as_json(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
