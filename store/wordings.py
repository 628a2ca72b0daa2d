"""Wordings of questions, found again by what questions that mean the same have in common."""

import sqlite3

from bot.inbox.likeness import Gist, likeness
from store.gists import gist_of, tokens_of
from store.search import aliases

_MOST_COMPARED = 16


def closest(
    connection: sqlite3.Connection, gist: Gist, owner: str, owners: str, least: float, *values: object
) -> int | None:
    """The owner (`entry` or `curated`, among `owners`) with the wording most like a question; of equals the latest."""
    tokens = sorted(tokens_of(gist))
    rows = connection.execute(
        f"""SELECT {owner}, text FROM inbox_token JOIN inbox_wording ON wording = inbox_wording.number
            WHERE token IN ({", ".join("?" * len(tokens))}) AND {owner} IN ({owners})
            GROUP BY inbox_wording.number ORDER BY count(*) DESC, inbox_wording.number LIMIT ?""",
        (*tokens, *values, _MOST_COMPARED),
    ).fetchall()
    names = aliases.known(connection) if rows else {}
    likely = [(likeness(gist, gist_of(text, names)), number) for number, text in rows]
    worth, number = max(likely, default=(0.0, 0))
    return number if worth >= least else None


def put_wording(
    connection: sqlite3.Connection, text: str, gist: Gist, *, entry: int | None = None, curated: int | None = None
) -> None:
    """Keep a wording of an entry or an answer, to be found by its tokens."""
    number = connection.execute(
        "INSERT INTO inbox_wording (entry, curated, text, times) VALUES (?, ?, ?, 1)", (entry, curated, text)
    ).lastrowid
    connection.executemany(
        "INSERT INTO inbox_token (token, wording) VALUES (?, ?)", [(token, number) for token in tokens_of(gist)]
    )
