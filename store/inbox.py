"""What the library keeps of questions without an answer and of who asked them. Transactions are the caller's."""

import sqlite3
from datetime import datetime

from bot.inbox.likeness import SAME, Gist
from bot.inbox.values import Asked, Asker, Entry, EntryPage, EntryState, Filed, Reason
from bot.request import Language
from store.gists import gist_of
from store.rows import to_time
from store.search import aliases
from store.wordings import closest, put_wording

MOST_OPEN = 2000
_MOST_WORDINGS = 12
_OTHERS_SHOWN = 2
_ENTRY = "number, story, state, askers, opened_at, last_at"
_OPEN_ENTRY = "SELECT number FROM inbox_entry WHERE state IN ('open', 'dismissed') AND story IS ?"


class Inbox:
    """The part of `bot.ports.Library` about questions without an answer."""

    _connection: sqlite3.Connection

    def put_question(self, asked: Asked) -> Filed | None:
        gist = gist_of(asked.question, aliases.known(self._connection))
        if not gist.terms:
            return None
        number = closest(self._connection, gist, "entry", _OPEN_ENTRY, SAME, asked.story)
        is_new = number is None
        if number is None:
            number = self._open_entry(asked)
        self._add_wording(number, asked.question, gist)
        is_first = self._count_asker(number, asked, is_new=is_new)
        return Filed(entry=number, is_first=is_first)

    def take_back_question(self, question: str, asker: str) -> None:
        row = self._connection.execute(
            """SELECT entry FROM inbox_asker JOIN inbox_wording USING (entry)
               JOIN inbox_entry ON inbox_entry.number = entry
               WHERE text = ? AND actor = ? AND reason = 'disliked' AND state = 'open'""",
            (question, asker),
        ).fetchone()
        if row is None:
            return
        (entry,) = row
        self._connection.execute("DELETE FROM inbox_asker WHERE entry = ? AND actor = ?", (entry, asker))
        self._connection.execute("UPDATE inbox_entry SET askers = askers - 1 WHERE number = ?", (entry,))
        self._drop_entries("SELECT number FROM inbox_entry WHERE number = ? AND askers = 0", (entry,))

    def entry(self, number: int) -> Entry | None:
        row = self._connection.execute(f"SELECT {_ENTRY} FROM inbox_entry WHERE number = ?", (number,)).fetchone()
        return self._to_entry(row) if row else None

    def entries(self, *, limit: int, offset: int = 0) -> EntryPage:
        (total,) = self._connection.execute("SELECT count(*) FROM inbox_entry WHERE state = 'open'").fetchone()
        rows = self._connection.execute(
            f"""SELECT {_ENTRY} FROM inbox_entry WHERE state = 'open'
                ORDER BY askers DESC, last_at DESC, number DESC LIMIT ? OFFSET ?""",
            (limit, offset),
        ).fetchall()
        return EntryPage(total=total, entries=tuple(map(self._to_entry, rows)))

    def set_entry_state(self, number: int, state: EntryState, *, actor: str, at: datetime) -> bool:
        return (
            self._connection.execute(
                "UPDATE inbox_entry SET state = ?, closed_by = ?, closed_at = ? WHERE number = ? AND state <> ?",
                (state.value, actor, to_time(at), number, state.value),
            ).rowcount
            > 0
        )

    def askers_to_tell(self, number: int, *, at: datetime) -> tuple[Asker, ...]:
        rows = self._connection.execute(
            "SELECT actor, language FROM inbox_asker WHERE entry = ? AND told_at IS NULL ORDER BY at, actor", (number,)
        ).fetchall()
        self._connection.execute(
            "UPDATE inbox_asker SET told_at = ? WHERE entry = ? AND told_at IS NULL", (to_time(at), number)
        )
        return tuple(Asker(actor=actor, language=_language(language)) for actor, language in rows)

    def entries_opened(self, since: datetime) -> int:
        (count,) = self._connection.execute(
            "SELECT count(*) FROM inbox_entry WHERE state = 'open' AND opened_at > ?", (to_time(since),)
        ).fetchone()
        return int(count)

    def forget_askers(self, before: datetime) -> int:
        limit = (to_time(before),)
        gone = self._connection.execute("DELETE FROM inbox_asker WHERE at < ?", limit).rowcount
        unnamed = self._connection.execute(
            "UPDATE verdict SET actor = NULL WHERE at < ? AND actor IS NOT NULL", limit
        ).rowcount
        self._connection.execute(  # these hold the question beside the name
            "DELETE FROM notice WHERE key GLOB 'inbox:[0-9]*' AND state IN ('told', 'dropped') AND at < ?", limit
        )
        return gone + unnamed

    def _open_entry(self, asked: Asked) -> int:
        self._drop_entries(
            "SELECT number FROM inbox_entry WHERE state = 'open' ORDER BY askers DESC, last_at DESC LIMIT -1 OFFSET ?",
            (MOST_OPEN - 1,),
        )
        at = to_time(asked.at)
        cursor = self._connection.execute(
            "INSERT INTO inbox_entry (story, state, askers, opened_at, last_at) VALUES (?, 'open', 0, ?, ?)",
            (asked.story, at, at),
        )
        return int(cursor.lastrowid or 0)

    def _add_wording(self, entry: int, text: str, gist: Gist) -> None:
        known = self._connection.execute(
            "UPDATE inbox_wording SET times = times + 1 WHERE entry = ? AND text = ?", (entry, text)
        ).rowcount
        (count,) = self._connection.execute("SELECT count(*) FROM inbox_wording WHERE entry = ?", (entry,)).fetchone()
        if not known and count < _MOST_WORDINGS:
            put_wording(self._connection, text, gist, entry=entry)

    def _count_asker(self, entry: int, asked: Asked, *, is_new: bool) -> bool:
        """Count the asker where they are new here; a wish to be answered reopens. Gives whether it was news of them."""
        at, reason = to_time(asked.at), asked.reason.value
        counts = is_new or asked.reason is not Reason.WANTED
        is_first = True
        if asked.asker is not None:
            held = self._connection.execute(
                "SELECT reason FROM inbox_asker WHERE entry = ? AND actor = ?", (entry, asked.asker)
            ).fetchone()
            counts, is_first = held is None, held != (reason,)
            is_stronger = held is None or asked.reason is Reason.WANTED or held == (Reason.DISLIKED.value,)
            self._connection.execute(
                """INSERT INTO inbox_asker (entry, actor, reason, language, at) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT (entry, actor) DO UPDATE SET reason = excluded.reason, at = excluded.at""",
                (entry, asked.asker, reason if is_stronger else held[0], asked.language, at),
            )
        self._connection.execute(
            "UPDATE inbox_entry SET askers = askers + ?, last_at = ? WHERE number = ?", (counts, at, entry)
        )
        if asked.reason is Reason.WANTED:
            self._connection.execute("UPDATE inbox_entry SET state = 'open' WHERE number = ?", (entry,))
        return is_first

    def _drop_entries(self, numbers: str, values: tuple[object, ...]) -> None:
        """Forget entries altogether; the wordings that an answer goes by stay with it."""
        for (entry,) in self._connection.execute(numbers, values).fetchall():
            self._connection.execute("DELETE FROM inbox_asker WHERE entry = ?", (entry,))
            self._connection.execute("DELETE FROM inbox_wording WHERE entry = ? AND curated IS NULL", (entry,))
            self._connection.execute("UPDATE inbox_wording SET entry = NULL WHERE entry = ?", (entry,))
            self._connection.execute("DELETE FROM inbox_entry WHERE number = ?", (entry,))

    def _to_entry(self, row: tuple[int, int | None, str, int, str, str]) -> Entry:
        number, story, state, askers, opened_at, last_at = row
        texts = [
            text
            for (text,) in self._connection.execute(
                "SELECT text FROM inbox_wording WHERE entry = ? ORDER BY times DESC, number LIMIT ?",
                (number, 1 + _OTHERS_SHOWN),
            )
        ]
        return Entry(
            number=number,
            question=texts[0],
            others=tuple(texts[1:]),
            story=story,
            state=EntryState(state),
            askers=askers,
            opened_at=datetime.fromisoformat(opened_at),
            last_at=datetime.fromisoformat(last_at),
        )


def _language(text: str) -> Language:
    return "en" if text == "en" else "ko"
