"""Scheduled posts."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m002_digests(db: Database) -> None:
    """Schedules of channels, the outbox of their posts, pins, exclusions and days off."""
    for statement in (
        """
        CREATE TABLE digest_target (
            channel          TEXT PRIMARY KEY CHECK (channel GLOB '?*:?*'),
            zone             TEXT NOT NULL CHECK (length(zone) > 0),
            since            TEXT NOT NULL CHECK (since GLOB '????-??-??T??:??:??*+00:00'),
            at               TEXT NOT NULL CHECK (at GLOB '[0-2][0-9]:[0-5][0-9]'),
            weekdays         TEXT NOT NULL CHECK (length(weekdays) BETWEEN 1 AND 7),
            on_holiday       TEXT NOT NULL CHECK (on_holiday IN ('post', 'skip', 'carry')),
            kind             TEXT NOT NULL CHECK (kind IN ('featured', 'new', 'weekly')),
            tags             TEXT NOT NULL CHECK (json_type(tags) = 'array'),
            companies        TEXT NOT NULL CHECK (json_type(companies) = 'array'),
            origins          TEXT NOT NULL CHECK (json_type(origins) = 'array'),
            language         TEXT NOT NULL CHECK (language IN ('ko', 'en')),
            paused_until     TEXT CHECK (paused_until GLOB '????-??-??'),
            approval         INTEGER NOT NULL CHECK (approval IN (0, 1)),
            notes_when_empty INTEGER NOT NULL CHECK (notes_when_empty IN (0, 1)),
            off              TEXT NOT NULL,
            set_by           TEXT NOT NULL CHECK (set_by GLOB '?*:?*'),
            set_at           TEXT NOT NULL CHECK (set_at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE digest_post (
            channel     TEXT NOT NULL CHECK (channel GLOB '?*:?*'),
            day         TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            state       TEXT NOT NULL CHECK (state IN ('planned', 'claimed', 'sent', 'failed', 'skipped')),
            due_at      TEXT NOT NULL CHECK (due_at GLOB '????-??-??T??:??:??*+00:00'),
            at          TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            reason      TEXT,
            story       INTEGER REFERENCES story (number),
            message     TEXT NOT NULL,
            owner       TEXT NOT NULL,
            lease_until TEXT CHECK (lease_until GLOB '????-??-??T??:??:??*+00:00'),
            attempts    INTEGER NOT NULL CHECK (attempts >= 0),
            PRIMARY KEY (channel, day),
            CHECK ((state = 'claimed') = (lease_until IS NOT NULL)),
            CHECK ((state IN ('failed', 'skipped')) = (reason IS NOT NULL))
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX digest_post_by_day ON digest_post (day)",
        "CREATE INDEX digest_post_by_story ON digest_post (channel, story)",
        """
        CREATE TABLE digest_pin (
            channel TEXT NOT NULL CHECK (channel GLOB '?*:?*'),
            day     TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            story   INTEGER NOT NULL REFERENCES story (number),
            PRIMARY KEY (channel, day)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE digest_exclusion (
            channel TEXT NOT NULL CHECK (channel GLOB '?*:?*'),
            story   INTEGER NOT NULL REFERENCES story (number),
            PRIMARY KEY (channel, story)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE day_off (
            day  TEXT PRIMARY KEY CHECK (day GLOB '????-??-??'),
            name TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
    ):
        db.execute(statement)
