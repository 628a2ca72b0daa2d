"""Notices to people, and the admins there are to tell."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m003_notices(db: Database) -> None:
    """Notices with how far they got, admins who used the bot, and where admins want to be told."""
    for statement in (
        """
        CREATE TABLE notice (
            key       TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 500),
            recipient TEXT NOT NULL CHECK (recipient = 'admins' OR recipient GLOB '?*:?*'),
            name      TEXT NOT NULL CHECK (length(name) > 0),
            facts     TEXT NOT NULL CHECK (json_type(facts) = 'object'),
            buttons   TEXT NOT NULL CHECK (json_type(buttons) = 'array'),
            language  TEXT NOT NULL CHECK (language IN ('ko', 'en')),
            at        TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            state     TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'told', 'dropped')),
            next_at   TEXT NOT NULL CHECK (next_at GLOB '????-??-??T??:??:??*+00:00'),
            attempts  INTEGER NOT NULL CHECK (attempts >= 0),
            channel   TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX notice_by_time ON notice (state, next_at)",
        """
        CREATE TABLE admin_seen (
            actor    TEXT PRIMARY KEY CHECK (actor GLOB '?*:?*'),
            language TEXT NOT NULL CHECK (language IN ('ko', 'en')),
            at       TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE admin_channel (
            platform TEXT PRIMARY KEY CHECK (length(platform) > 0),
            channel  TEXT NOT NULL CHECK (channel GLOB '?*:?*'),
            at       TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
    ):
        db.execute(statement)
