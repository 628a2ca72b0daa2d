"""The library as it began: stories, their audit, people's lists, channels and buttons."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m001_stories(db: Database) -> None:
    """Stories, their audit, saved lists, featured days and the long states of buttons."""
    for statement in (
        """
        CREATE TABLE story (
            number       INTEGER PRIMARY KEY AUTOINCREMENT,
            id           TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 500),
            title        TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
            title_key    TEXT NOT NULL,
            body         TEXT NOT NULL,
            link         TEXT CHECK (link GLOB 'http*://*'),
            link_key     TEXT UNIQUE,
            source_link  TEXT CHECK (source_link GLOB 'http*://*'),
            company      TEXT CHECK (length(company) > 0),
            author       TEXT CHECK (length(author) > 0),
            tags         TEXT NOT NULL CHECK (json_valid(tags) AND json_type(tags) = 'array'),
            views        INTEGER NOT NULL CHECK (views >= 0),
            published_at TEXT CHECK (published_at GLOB '????-??-??T??:??:??*+00:00'),
            added_at     TEXT NOT NULL CHECK (added_at GLOB '????-??-??T??:??:??*+00:00'),
            updated_at   TEXT NOT NULL CHECK (updated_at GLOB '????-??-??T??:??:??*+00:00'),
            added_by     TEXT NOT NULL CHECK (added_by GLOB '?*:?*'),
            state        TEXT NOT NULL CHECK (state IN ('suggested', 'live', 'hidden')),
            origin       TEXT NOT NULL CHECK (origin IN ('listing', 'feed', 'link', 'typed')),
            CHECK ((link IS NULL) = (link_key IS NULL)),
            CHECK (updated_at >= added_at)
        ) STRICT
        """,
        "CREATE INDEX story_by_title ON story (title_key)",
        "CREATE INDEX story_by_time ON story (state, coalesce(published_at, added_at) DESC, number DESC)",
        """
        CREATE TABLE story_tag (
            story   INTEGER NOT NULL REFERENCES story (number) ON DELETE CASCADE,
            tag_key TEXT NOT NULL CHECK (length(tag_key) > 0),
            tag     TEXT NOT NULL,
            PRIMARY KEY (tag_key, story)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX story_tag_by_story ON story_tag (story)",
        """
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            story  INTEGER NOT NULL REFERENCES story (number),
            actor  TEXT NOT NULL CHECK (actor GLOB '?*:?*'),
            action TEXT NOT NULL CHECK (action IN (
                'added', 'imported', 'updated', 'edited', 'hidden', 'restored', 'suggested', 'approved', 'refused')),
            before TEXT NOT NULL CHECK (json_valid(before) AND json_type(before) = 'object'),
            at     TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
        "CREATE INDEX audit_by_story ON audit (story, action)",
        """
        CREATE TABLE saved (
            actor TEXT NOT NULL CHECK (actor GLOB '?*:?*'),
            story INTEGER NOT NULL REFERENCES story (number),
            at    TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            PRIMARY KEY (actor, story)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE featured (
            scope TEXT NOT NULL CHECK (length(scope) > 0),
            day   TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            story INTEGER NOT NULL REFERENCES story (number),
            at    TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            PRIMARY KEY (scope, day)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX featured_by_story ON featured (scope, story)",
        """
        CREATE TABLE alias_group (
            number INTEGER PRIMARY KEY,
            terms  TEXT NOT NULL CHECK (json_valid(terms) AND json_array_length(terms) >= 2),
            set_by TEXT NOT NULL CHECK (set_by GLOB '?*:?*'),
            at     TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
        """
        CREATE TABLE claim (
            key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 500),
            at  TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX claim_by_time ON claim (at)",
        """
        CREATE TABLE space (
            key TEXT PRIMARY KEY CHECK (key GLOB '?*:?*'),
            at  TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE visit (
            actor    TEXT PRIMARY KEY CHECK (actor GLOB '?*:?*'),
            at       TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            previous TEXT CHECK (previous GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE collecting (
            channel TEXT PRIMARY KEY CHECK (channel GLOB '?*:?*'),
            mode    TEXT NOT NULL CHECK (mode IN ('hint', 'suggest', 'add')),
            set_by  TEXT NOT NULL CHECK (set_by GLOB '?*:?*'),
            at      TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE sharing (
            story   INTEGER NOT NULL REFERENCES story (number),
            channel TEXT NOT NULL CHECK (channel GLOB '?*:?*'),
            message TEXT NOT NULL,
            actor   TEXT NOT NULL CHECK (actor GLOB '?*:?*'),
            at      TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            PRIMARY KEY (story, channel, message)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE button_state (
            id    TEXT PRIMARY KEY CHECK (length(id) BETWEEN 6 AND 24),
            state TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 20000),
            at    TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
    ):
        db.execute(statement)
