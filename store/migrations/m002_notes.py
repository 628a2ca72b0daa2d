"""Notes of adapters."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m002_notes(db: Database) -> None:
    """What an adapter wants to know again after a restart, one value a key."""
    db.execute(
        """
        CREATE TABLE note (
            key   TEXT PRIMARY KEY CHECK (key GLOB '?*:?*' AND length(key) <= 500),
            value TEXT NOT NULL CHECK (length(value) <= 20000),
            at    TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT, WITHOUT ROWID
        """
    )
