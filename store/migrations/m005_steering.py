"""Steering of scheduled posts: approval the day before, several stories a post, waiting between tries, sources."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m005_steering(db: Database) -> None:
    """Approvals a channel and day; what a post holds and when it is tried again; sources and a starter of talk."""
    for statement in (
        "ALTER TABLE digest_target RENAME COLUMN origins TO sources",
        "ALTER TABLE digest_target ADD COLUMN starter TEXT NOT NULL DEFAULT '' CHECK (length(starter) <= 300)",
        "ALTER TABLE digest_post ADD COLUMN stories TEXT NOT NULL DEFAULT '[]' CHECK (json_type(stories) = 'array')",
        "ALTER TABLE digest_post ADD COLUMN next_at TEXT CHECK (next_at GLOB '????-??-??T??:??:??*+00:00')",
        """
        CREATE TABLE digest_approval (
            channel TEXT NOT NULL CHECK (channel GLOB '?*:?*'),
            day     TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            state   TEXT NOT NULL CHECK (state IN ('asked', 'approved')),
            story   INTEGER NOT NULL REFERENCES story (number),
            passed  TEXT NOT NULL CHECK (json_type(passed) = 'array'),
            actor   TEXT NOT NULL CHECK (actor GLOB '?*:?*'),
            at      TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            PRIMARY KEY (channel, day)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX digest_post_begun ON digest_post (channel, day) WHERE state IN ('planned', 'claimed')",
        "CREATE INDEX story_by_arrival ON story (added_at) WHERE state = 'live'",
        "CREATE INDEX opening_by_day ON opening (day)",
        "CREATE INDEX saved_by_time ON saved (at)",
        "CREATE INDEX vote_by_time ON vote (at)",
    ):
        db.execute(statement)
