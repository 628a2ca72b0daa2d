"""What a language model was used for, a row a day and model."""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m015_llm_usage(db: Database) -> None:
    """Requests, tokens and cost; no question, no name."""
    db.execute(
        """
        CREATE TABLE llm_usage (
            day               TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            model             TEXT NOT NULL CHECK (length(model) > 0),
            requests          INTEGER NOT NULL CHECK (requests >= 0),
            shown             INTEGER NOT NULL CHECK (shown BETWEEN 0 AND requests),
            prompt_tokens     INTEGER NOT NULL CHECK (prompt_tokens >= 0),
            completion_tokens INTEGER NOT NULL CHECK (completion_tokens >= 0),
            cost              REAL NOT NULL CHECK (cost >= 0),
            PRIMARY KEY (day, model)
        ) STRICT, WITHOUT ROWID
        """
    )
