"""The tables of the index. They hold no second copy of a story: bodies and titles are read from the table `story`.

search_entry       one row for each story as it stands in the index. Its `doc` is the row of the two full-text tables
                   and is never used again: an edited story gets a new one, and the old postings lie there without an
                   entry. (Deleting from a contentless FTS5 table needs the exact old text, and fails silently
                   without it.)
search_title       FTS5 over the tokens of titles in key-press space (store.search.tokens), newest last.
search_text        FTS5 over the words of title, facets (tags, company, author) and body, with their positions.
search_vocabulary  the words of titles and tags with how many stories have them, for spelling and for sound.
search_alias       groups of words for one thing that admins added.
search_meta        the format's version, and a generation that changes with every write.
"""

import secrets
from sqlite3 import Connection, OperationalError

VERSION = 2
_WEAR_ALLOWED = 1000
_TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '+#_^-:'"
_TABLES = (
    "CREATE TABLE IF NOT EXISTS search_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT",
    """
    CREATE TABLE IF NOT EXISTS search_entry (
        doc       INTEGER PRIMARY KEY AUTOINCREMENT,
        number    INTEGER NOT NULL UNIQUE,
        shape     TEXT NOT NULL,
        views     INTEGER NOT NULL,
        sort_time REAL NOT NULL,
        words     TEXT NOT NULL,
        digest    BLOB NOT NULL
    ) STRICT
    """,
    f"""
    CREATE VIRTUAL TABLE IF NOT EXISTS search_title USING fts5 (
        tokens, content="", detail=none, columnsize=0, tokenize="{_TOKENIZER}"
    )
    """,
    f"""
    CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5 (
        title, facets, body, content="", prefix="2 3 4", tokenize="{_TOKENIZER}"
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS search_vocabulary (
        word      TEXT PRIMARY KEY,
        keys      TEXT NOT NULL,
        backwards TEXT NOT NULL,
        bones     TEXT NOT NULL,
        stories   INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX IF NOT EXISTS search_vocabulary_by_keys ON search_vocabulary (keys)",
    "CREATE INDEX IF NOT EXISTS search_vocabulary_by_end ON search_vocabulary (backwards)",
    "CREATE INDEX IF NOT EXISTS search_vocabulary_by_sound ON search_vocabulary (bones)",
    "CREATE TABLE IF NOT EXISTS search_alias (term TEXT PRIMARY KEY, names TEXT NOT NULL) WITHOUT ROWID, STRICT",
)
_EMPTYING = (
    "DELETE FROM search_entry",
    "DELETE FROM sqlite_sequence WHERE name = 'search_entry'",
    "INSERT INTO search_title (search_title) VALUES ('delete-all')",
    "INSERT INTO search_text (search_text) VALUES ('delete-all')",
    "DELETE FROM search_vocabulary",
)


def create(connection: Connection) -> None:
    """Make the tables where they are absent; tables of another version are dropped first. Aliases stay."""
    added = _dropped(connection) if version(connection) not in (None, VERSION) else []
    for table in _TABLES:
        connection.execute(table)
    connection.executemany("INSERT INTO search_alias VALUES (?, ?)", added)
    connection.execute("INSERT OR REPLACE INTO search_meta VALUES ('version', ?)", (str(VERSION),))
    touch(connection)


def version(connection: Connection) -> int | None:
    """The version of the index in this file; None where there is none."""
    try:
        row = connection.execute("SELECT value FROM search_meta WHERE key = 'version'").fetchone()
    except OperationalError:
        return None
    return int(row[0]) if row else None


def empty(connection: Connection) -> None:
    """Delete what the index knows of stories; aliases stay."""
    for statement in _EMPTYING:
        connection.execute(statement)
    touch(connection)


def touch(connection: Connection) -> None:
    """Say that the index has changed. Random, not counted, so that a rolled-back change leaves no stale cache."""
    connection.execute("INSERT OR REPLACE INTO search_meta VALUES ('generation', ?)", (secrets.token_hex(8),))


def generation(connection: Connection) -> str:
    """The name of the present state of the index, never used twice, in this file or another."""
    row = connection.execute("SELECT value FROM search_meta WHERE key = 'generation'").fetchone()
    return str(row[0])


def is_worn(connection: Connection) -> bool:
    """Do postings of stories that are gone outnumber those of stories that are there? Then it should be rebuilt."""
    written, live = connection.execute("SELECT coalesce(max(doc), 0), count(*) FROM search_entry").fetchone()
    return bool(written > _WEAR_ALLOWED + 2 * live)


def _dropped(connection: Connection) -> list[tuple[str, str]]:
    """Drop every table; the aliases that were added."""
    added: list[tuple[str, str]] = connection.execute("SELECT term, names FROM search_alias").fetchall()
    for table in ("search_meta", "search_entry", "search_title", "search_text", "search_vocabulary", "search_alias"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    return added
