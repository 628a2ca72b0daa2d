"""How stories are used."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m004_use(db: Database) -> None:
    """Openings a story and day without names, and votes, one a person and story."""
    for statement in (
        """
        CREATE TABLE opening (
            story INTEGER NOT NULL REFERENCES story (number),
            day   TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            times INTEGER NOT NULL CHECK (times > 0),
            PRIMARY KEY (story, day)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE vote (
            story INTEGER NOT NULL REFERENCES story (number),
            actor TEXT NOT NULL CHECK (actor GLOB '?*:?*'),
            likes INTEGER NOT NULL CHECK (likes IN (0, 1)),
            at    TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            PRIMARY KEY (story, actor)
        ) STRICT, WITHOUT ROWID
        """,
    ):
        db.execute(statement)
