"""The library as a whole worked on: stories merged, tags counted, files waiting. Transactions are the caller's."""

import dataclasses
import json
import sqlite3
from datetime import datetime

from bot.ports.audit import Act
from bot.ports.curation import Gathered, Upload
from bot.story import Story, StoryState
from store.rows import digest, fold, to_time

_UPLOADS_KEPT = 5
# What hangs on a story and follows it: the table, and the column that tells its rows apart.
_HANGING = {
    "saved": ("actor", "actor, at"),
    "sharing": ("message", "channel, message, actor, at"),
    "vote": ("actor", "actor, likes, at"),
}


class Curation:
    """The part of `bot.ports.Library` about merges, tags and uploads."""

    _connection: sqlite3.Connection

    def change(self, story: Story, *, actor: str, at: datetime, action: str, act: Act | None = None) -> Story:
        """Change a story; the library itself does."""
        raise NotImplementedError

    def gathered(self, story: int) -> Gathered:
        saved, shared, votes = (
            self._connection.execute(f"SELECT count(*) FROM {table} WHERE story = ?", (story,)).fetchone()[0]
            for table in _HANGING
        )
        return Gathered(saved=saved, shared=shared, votes=votes)

    def merge(self, kept: Story, taken: Story, *, actor: str, at: datetime, act: Act) -> Story:
        hidden = dataclasses.replace(taken, state=StoryState.HIDDEN)
        if kept.link == taken.link:
            hidden = dataclasses.replace(hidden, link=None)  # a link leads to one story
        self.change(hidden, actor=actor, at=at, action="merged", act=act)
        stored = self.change(kept, actor=actor, at=at, action="merged", act=act)
        self._connection.execute(
            """INSERT INTO merged (story, kept, copied, stands) VALUES (?, ?, '{}', 0)
               ON CONFLICT (story) DO UPDATE SET kept = excluded.kept, copied = '{}', stands = 0""",
            (taken.number, kept.number),
        )
        self.set_merged(taken.number, stands=True)
        return stored

    def set_merged(self, story: int, *, stands: bool) -> None:
        """Let a merge stand, with all that hangs on the story on the kept one too, or not any more."""
        row = self._connection.execute("SELECT kept, copied, stands FROM merged WHERE story = ?", (story,)).fetchone()
        if row is None or bool(row[2]) is stands:
            return
        kept, copied = row[0], json.loads(row[1])
        if stands:
            copied = {table: self._copy(table, story, kept) for table in _HANGING}
        else:
            for table, keys in copied.items():
                self._take_away(table, kept, keys)
            copied = {}
        self._connection.execute(
            "UPDATE merged SET copied = ?, stands = ? WHERE story = ?",
            (json.dumps(copied, ensure_ascii=False), stands, story),
        )

    def kept_of(self, number: int) -> int | None:
        row = self._connection.execute(
            """WITH RECURSIVE way (story, step) AS (
                   SELECT kept, 1 FROM merged WHERE story = ? AND stands
                   UNION ALL SELECT kept, step + 1 FROM merged JOIN way USING (story) WHERE stands AND step < 20)
               SELECT story FROM way ORDER BY step DESC LIMIT 1""",
            (number,),
        ).fetchone()
        return row[0] if row else None

    def tagged(self, tag: str) -> tuple[int, ...]:
        rows = self._connection.execute("SELECT story FROM story_tag WHERE tag_key = ? ORDER BY story", (fold(tag),))
        return tuple(number for (number,) in rows)

    def keep_upload(self, upload: Upload, *, at: datetime) -> str:
        id_ = digest(f"{upload.actor}\n{upload.name}\n{to_time(at)}\n{len(upload.data)}")
        self._connection.execute(
            "INSERT OR REPLACE INTO upload (id, actor, name, data, at) VALUES (?, ?, ?, ?, ?)",
            (id_, upload.actor, upload.name, upload.data, to_time(at)),
        )
        self._connection.execute(
            "DELETE FROM upload WHERE id NOT IN (SELECT id FROM upload ORDER BY at DESC, rowid DESC LIMIT ?)",
            (_UPLOADS_KEPT,),
        )
        return id_

    def upload(self, id_: str) -> Upload | None:
        row = self._connection.execute("SELECT actor, name, data FROM upload WHERE id = ?", (id_,)).fetchone()
        return Upload(actor=row[0], name=row[1], data=row[2]) if row else None

    def drop_upload(self, id_: str) -> bool:
        return self._connection.execute("DELETE FROM upload WHERE id = ?", (id_,)).rowcount > 0

    def forget_uploads(self, before: datetime) -> int:
        return self._connection.execute("DELETE FROM upload WHERE at < ?", (to_time(before),)).rowcount

    def _copy(self, table: str, source: int, target: int) -> list[str]:
        """Put the rows of one story on another too; gives the keys of those that were not there."""
        key, columns = _HANGING[table]
        fresh = self._connection.execute(
            f"""SELECT {key} FROM {table} WHERE story = :source
                AND {key} NOT IN (SELECT {key} FROM {table} WHERE story = :target)""",
            {"source": source, "target": target},
        ).fetchall()
        keys = [value for (value,) in fresh]
        self._connection.execute(
            f"""INSERT OR IGNORE INTO {table} (story, {columns}) SELECT ?, {columns} FROM {table}
                WHERE story = ? AND {key} IN (SELECT value FROM json_each(?))""",
            (target, source, json.dumps(keys, ensure_ascii=False)),
        )
        return keys

    def _take_away(self, table: str, story: int, keys: list[str]) -> None:
        key, _ = _HANGING[table]
        self._connection.execute(
            f"DELETE FROM {table} WHERE story = ? AND {key} IN (SELECT value FROM json_each(?))",
            (story, json.dumps(keys, ensure_ascii=False)),
        )
