"""Conversations of questions."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m009_conversations(db: Database) -> None:
    """The last question of each conversation; who asked it stands there as a digest."""
    for statement in (
        """
        CREATE TABLE conversation (
            conversation TEXT PRIMARY KEY CHECK (conversation GLOB '?*:?*'),
            question     TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 400),
            topic        TEXT NOT NULL CHECK (json_type(topic) = 'array'),
            story        INTEGER REFERENCES story (number),
            asker        TEXT NOT NULL CHECK (length(asker) <= 64),
            at           TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX conversation_by_time ON conversation (at)",
    ):
        db.execute(statement)
