"""Questions without an answer, answers that admins wrote, verdicts."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m010_inbox(db: Database) -> None:
    """Entries of questions that mean the same, their wordings and who asked; curated answers; verdicts on answers."""
    for statement in (
        """
        CREATE TABLE inbox_entry (
            number    INTEGER PRIMARY KEY AUTOINCREMENT,
            story     INTEGER REFERENCES story (number),
            state     TEXT NOT NULL CHECK (state IN ('open', 'dismissed', 'answered')),
            askers    INTEGER NOT NULL CHECK (askers >= 0),
            opened_at TEXT NOT NULL CHECK (opened_at GLOB '????-??-??T??:??:??*+00:00'),
            last_at   TEXT NOT NULL CHECK (last_at GLOB '????-??-??T??:??:??*+00:00'),
            closed_by TEXT CHECK (closed_by GLOB '?*:?*'),
            closed_at TEXT CHECK (closed_at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
        "CREATE INDEX inbox_entry_by_rank ON inbox_entry (state, askers DESC, last_at DESC)",
        """
        CREATE TABLE curated (
            number     INTEGER PRIMARY KEY AUTOINCREMENT,
            question   TEXT NOT NULL CHECK (length(question) > 0),
            answer     TEXT NOT NULL CHECK (length(answer) > 0),
            story      INTEGER REFERENCES story (number),
            written_by TEXT NOT NULL CHECK (written_by GLOB '?*:?*'),
            writer     TEXT NOT NULL,
            at         TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            removed_at TEXT CHECK (removed_at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
        """
        CREATE TABLE inbox_wording (
            number  INTEGER PRIMARY KEY,
            entry   INTEGER REFERENCES inbox_entry (number),
            curated INTEGER REFERENCES curated (number),
            text    TEXT NOT NULL CHECK (length(text) > 0),
            times   INTEGER NOT NULL CHECK (times > 0)
        ) STRICT
        """,
        "CREATE UNIQUE INDEX inbox_wording_by_entry ON inbox_wording (entry, text) WHERE entry IS NOT NULL",
        "CREATE INDEX inbox_wording_by_curated ON inbox_wording (curated) WHERE curated IS NOT NULL",
        """
        CREATE TABLE inbox_token (
            token   TEXT NOT NULL CHECK (length(token) > 0),
            wording INTEGER NOT NULL REFERENCES inbox_wording (number) ON DELETE CASCADE,
            PRIMARY KEY (token, wording)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX inbox_token_by_wording ON inbox_token (wording)",
        """
        CREATE TABLE inbox_asker (
            entry    INTEGER NOT NULL REFERENCES inbox_entry (number),
            actor    TEXT NOT NULL CHECK (actor GLOB '?*:?*'),
            reason   TEXT NOT NULL CHECK (reason IN ('unknown', 'disliked', 'wanted')),
            language TEXT NOT NULL CHECK (language IN ('ko', 'en')),
            at       TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            told_at  TEXT CHECK (told_at GLOB '????-??-??T??:??:??*+00:00'),
            PRIMARY KEY (entry, actor)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX inbox_asker_by_time ON inbox_asker (at)",
        """
        CREATE TABLE verdict (
            number   INTEGER PRIMARY KEY,
            question TEXT NOT NULL CHECK (length(question) > 0),
            story    INTEGER REFERENCES story (number),
            actor    TEXT CHECK (actor GLOB '?*:?*'),
            helped   INTEGER NOT NULL CHECK (helped IN (0, 1)),
            at       TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
        "CREATE UNIQUE INDEX verdict_by_person ON verdict (question, actor) WHERE actor IS NOT NULL",
        "CREATE INDEX verdict_by_time ON verdict (at)",
    ):
        db.execute(statement)
