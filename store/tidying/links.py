"""Which links were looked at, what became of that, and which are to be looked at next?"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.curation.links import LinkLook, LinkPage, LinkState
from store.rows import to_time

_COLUMNS = "link_look.story, story.link, link_look.state, failures, since, problem, next_at"
_OF_LIVE = "FROM link_look JOIN story ON number = link_look.story AND story.state = 'live'"


class Links:
    """The part of `bot.ports.Library` about links that are alive or dead."""

    _connection: sqlite3.Connection

    def links_due(self, now: datetime, *, limit: int) -> tuple[LinkLook, ...]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} {_OF_LIVE} WHERE next_at <= ? ORDER BY next_at, link_look.story LIMIT ?",
            (to_time(now), limit),
        )
        return tuple(map(_to_look, rows))

    def link_look(self, story: int) -> LinkLook | None:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM link_look JOIN story ON number = link_look.story WHERE link_look.story = ?",
            (story,),
        ).fetchone()
        return _to_look(row) if row else None

    def put_link_looks(self, looks: Sequence[LinkLook]) -> None:
        self._connection.executemany(
            """UPDATE link_look SET state = ?, failures = ?, since = ?, problem = ?, next_at = ?
               WHERE story = ? AND (SELECT link FROM story WHERE number = link_look.story) = ?""",
            [
                (
                    look.state.value,
                    look.failures,
                    to_time(look.since) if look.since else None,
                    look.problem,
                    to_time(look.next_at),
                    look.story,
                    look.link,
                )
                for look in looks
            ],
        )

    def links_that_are(self, state: LinkState, *, limit: int, offset: int = 0) -> LinkPage:
        (total,) = self._connection.execute(
            f"SELECT count(*) {_OF_LIVE} WHERE link_look.state = ?", (state.value,)
        ).fetchone()
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} {_OF_LIVE} WHERE link_look.state = ? ORDER BY since, link_look.story LIMIT ? OFFSET ?",
            (state.value, limit, offset),
        )
        return LinkPage(total=total, looks=tuple(map(_to_look, rows)))


def _to_look(row: tuple[Any, ...]) -> LinkLook:
    story, link, state, failures, since, problem, next_at = row
    return LinkLook(
        story=story,
        link=link,
        state=LinkState(state),
        failures=failures,
        since=datetime.fromisoformat(since) if since else None,
        problem=problem,
        next_at=datetime.fromisoformat(next_at),
    )
