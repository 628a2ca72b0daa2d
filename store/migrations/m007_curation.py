"""What admins do from chat: an audit that knows groups and undoing, merges, named admins, settings, dropped files."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m007_curation(db: Database) -> None:
    """The audit made anew with the rows it has; merged stories, people, admins, settings and files waiting."""
    for statement in (
        """
        CREATE TABLE audit_anew (
            number  INTEGER PRIMARY KEY AUTOINCREMENT,
            story   INTEGER REFERENCES story (number),
            actor   TEXT NOT NULL CHECK (actor GLOB '?*:?*'),
            action  TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 40 AND action NOT GLOB '*[^a-z_]*'),
            subject TEXT NOT NULL DEFAULT '' CHECK (length(subject) <= 500),
            before  TEXT NOT NULL CHECK (json_valid(before) AND json_type(before) = 'object'),
            act     TEXT CHECK (length(act) BETWEEN 1 AND 100),
            undoes  INTEGER REFERENCES audit_anew (number),
            undone  INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
            at      TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
        """
        INSERT INTO audit_anew (number, story, actor, action, before, at)
        SELECT number, story, actor, action, before, at FROM audit
        """,
        "DROP TABLE audit",
        "ALTER TABLE audit_anew RENAME TO audit",
        "CREATE INDEX audit_by_story ON audit (story, action)",
        "CREATE INDEX audit_by_act ON audit (act) WHERE act IS NOT NULL",
        "CREATE INDEX audit_by_undoing ON audit (undoes) WHERE undoes IS NOT NULL",
        """
        CREATE TABLE merged (
            story  INTEGER PRIMARY KEY REFERENCES story (number),
            kept   INTEGER NOT NULL REFERENCES story (number),
            copied TEXT NOT NULL CHECK (json_type(copied) = 'object'),
            stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
            CHECK (story <> kept)
        ) STRICT
        """,
        """
        CREATE TABLE person (
            actor    TEXT PRIMARY KEY CHECK (actor GLOB '?*:?*'),
            name     TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            language TEXT NOT NULL CHECK (language IN ('ko', 'en')),
            standing TEXT NOT NULL CHECK (length(standing) <= 40),
            at       TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE named_admin (
            actor    TEXT PRIMARY KEY CHECK (actor GLOB '?*:?*'),
            added_by TEXT NOT NULL CHECK (added_by GLOB '?*:?*'),
            at       TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE setting (
            name  TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 60),
            value TEXT NOT NULL CHECK (length(value) <= 1000)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE upload (
            id    TEXT PRIMARY KEY CHECK (length(id) BETWEEN 6 AND 40),
            actor TEXT NOT NULL CHECK (actor GLOB '?*:?*'),
            name  TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            data  BLOB NOT NULL CHECK (length(data) <= 33554432),
            at    TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
    ):
        db.execute(statement)
