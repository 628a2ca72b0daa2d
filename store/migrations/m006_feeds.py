"""Feeds."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m006_feeds(db: Database) -> None:
    """Feeds with their settings and looks, their items, and stories of a first look that nobody announces."""
    for statement in (
        """
        CREATE TABLE feed (
            number           INTEGER PRIMARY KEY AUTOINCREMENT,
            address          TEXT NOT NULL CHECK (address GLOB 'http*://*'),
            address_key      TEXT NOT NULL UNIQUE,
            name             TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            kind             TEXT NOT NULL CHECK (kind IN ('rss', 'atom', 'json', 'sitemap')),
            home             TEXT CHECK (home GLOB 'http*://*'),
            company          TEXT CHECK (length(company) BETWEEN 1 AND 100),
            state            TEXT NOT NULL CHECK (state IN ('on', 'off', 'gone')),
            takes            TEXT NOT NULL CHECK (takes IN ('live', 'suggested')),
            includes         TEXT NOT NULL CHECK (json_valid(includes) AND json_type(includes) = 'array'),
            excludes         TEXT NOT NULL CHECK (json_valid(excludes) AND json_type(excludes) = 'array'),
            only_new         INTEGER NOT NULL CHECK (only_new IN (0, 1)),
            added_by         TEXT NOT NULL CHECK (added_by GLOB '?*:?*'),
            added_at         TEXT NOT NULL CHECK (added_at GLOB '????-??-??T??:??:??*+00:00'),
            etag             TEXT NOT NULL CHECK (length(etag) <= 1000),
            modified         TEXT NOT NULL CHECK (length(modified) <= 1000),
            interval_seconds REAL NOT NULL CHECK (interval_seconds > 0),
            next_at          TEXT NOT NULL CHECK (next_at GLOB '????-??-??T??:??:??*+00:00'),
            begun            INTEGER NOT NULL CHECK (begun IN (0, 1)),
            looked_at        TEXT CHECK (looked_at GLOB '????-??-??T??:??:??*+00:00'),
            failures         INTEGER NOT NULL CHECK (failures >= 0),
            failing_since    TEXT CHECK (failing_since GLOB '????-??-??T??:??:??*+00:00'),
            problem          TEXT NOT NULL,
            facts            TEXT NOT NULL CHECK (json_valid(facts) AND json_type(facts) = 'object'),
            CHECK ((failures = 0) = (failing_since IS NULL))
        ) STRICT
        """,
        "CREATE INDEX feed_by_time ON feed (state, next_at)",
        """
        CREATE TABLE feed_item (
            feed    INTEGER NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
            key     TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 500),
            story   INTEGER REFERENCES story (number),
            print   TEXT NOT NULL,
            brought INTEGER NOT NULL CHECK (brought IN (0, 1)),
            first   INTEGER NOT NULL CHECK (first IN (0, 1)),
            page    TEXT NOT NULL,
            tries   INTEGER NOT NULL CHECK (tries >= 0),
            PRIMARY KEY (feed, key),
            CHECK (brought = 0 OR story IS NOT NULL)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX feed_item_by_story ON feed_item (story)",
        "CREATE INDEX feed_item_by_page ON feed_item (tries) WHERE page <> ''",
        """
        CREATE TABLE quiet (
            story INTEGER PRIMARY KEY REFERENCES story (number)
        ) STRICT
        """,
    ):
        db.execute(statement)
