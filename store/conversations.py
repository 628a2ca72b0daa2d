"""What the library keeps of conversations. Transactions are the caller's."""

import json
import sqlite3
from datetime import datetime

from bot.answers.following import Topic, Turn
from store.answers.topics import topic_of
from store.rows import to_time

MOST_CONVERSATIONS = 5_000
_COLUMNS = "conversation, question, topic, story, asker, at"


class Conversations:
    """The part of `bot.ports.Library` about conversations."""

    _connection: sqlite3.Connection

    def topic(self, question: str) -> Topic:
        return topic_of(self._connection, question)

    def turn(self, conversation: str) -> Turn | None:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM conversation WHERE conversation = ?", (conversation,)
        ).fetchone()
        return _to_turn(row) if row else None

    def story_posted(self, place: str) -> int | None:
        channel, _, message = place.rpartition("/")
        row = self._connection.execute(
            """SELECT story FROM sharing WHERE channel = :channel AND message = :message
               UNION ALL SELECT story FROM digest_post WHERE channel = :channel AND message = :message LIMIT 1""",
            {"channel": channel, "message": message},
        ).fetchone()
        return row[0] if row and message else None

    def put_turn(self, turn: Turn) -> None:
        topic = json.dumps(turn.topic, ensure_ascii=False)
        self._connection.execute(
            f"INSERT OR REPLACE INTO conversation ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
            (turn.conversation, turn.question, topic, turn.story, turn.asker, to_time(turn.at)),
        )
        self._connection.execute(
            """DELETE FROM conversation WHERE conversation IN
               (SELECT conversation FROM conversation ORDER BY at DESC LIMIT -1 OFFSET ?)""",
            (MOST_CONVERSATIONS,),
        )

    def forget_turns(self, before: datetime) -> int:
        return self._connection.execute("DELETE FROM conversation WHERE at < ?", (to_time(before),)).rowcount


def _to_turn(row: tuple[str, str, str, int | None, str, str]) -> Turn:
    conversation, question, topic, story, asker, at = row
    return Turn(
        conversation=conversation,
        question=question,
        topic=tuple(json.loads(topic)),
        story=story,
        asker=asker,
        at=datetime.fromisoformat(at),
    )
