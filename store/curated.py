"""What the library keeps of answers that admins wrote, and of verdicts on answers. Transactions are the caller's."""

import sqlite3
from dataclasses import replace
from datetime import datetime

from bot.inbox.likeness import CURATED
from bot.inbox.values import Curated, CuratedPage, Verdict
from store.gists import gist_of
from store.rows import to_time
from store.search import aliases
from store.wordings import closest, put_wording

_LIVE = "SELECT number FROM curated WHERE removed_at IS NULL"
_COLUMNS = "number, question, answer, story, written_by, writer, at"


class CuratedAnswers:
    """The part of `bot.ports.Library` about written answers and verdicts."""

    _connection: sqlite3.Connection

    def curate(self, curated: Curated, *, entry: int | None = None) -> Curated:
        values = (
            curated.question,
            curated.answer,
            curated.story,
            curated.written_by,
            curated.writer,
            to_time(curated.at),
        )
        if curated.number:
            self._connection.execute(
                "UPDATE curated SET question = ?, answer = ?, story = ?, written_by = ?, writer = ?, at = ? "
                "WHERE number = ?",
                (*values, curated.number),
            )
        else:
            cursor = self._connection.execute(
                "INSERT INTO curated (question, answer, story, written_by, writer, at) VALUES (?, ?, ?, ?, ?, ?)",
                values,
            )
            curated = replace(curated, number=int(cursor.lastrowid or 0))
        self._connection.execute("UPDATE inbox_wording SET curated = ? WHERE entry = ?", (curated.number, entry))
        self._reword(curated)
        return curated

    def curated(self, number: int) -> Curated | None:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM curated WHERE number = ? AND removed_at IS NULL", (number,)
        ).fetchone()
        return _to_curated(row) if row else None

    def curated_answers(self, *, limit: int, offset: int = 0) -> CuratedPage:
        (total,) = self._connection.execute("SELECT count(*) FROM curated WHERE removed_at IS NULL").fetchone()
        rows = self._connection.execute(
            f"""SELECT {_COLUMNS} FROM curated WHERE removed_at IS NULL
                ORDER BY at DESC, number DESC LIMIT ? OFFSET ?""",
            (limit, offset),
        )
        return CuratedPage(total=total, answers=tuple(map(_to_curated, rows)))

    def curated_for(self, question: str) -> Curated | None:
        gist = gist_of(question, aliases.known(self._connection))
        number = closest(self._connection, gist, "curated", _LIVE, CURATED) if gist.terms else None
        return self.curated(number) if number else None

    def set_curated_removed(self, number: int, *, removed: bool, at: datetime) -> bool:
        return (
            self._connection.execute(
                "UPDATE curated SET removed_at = ? WHERE number = ? AND (removed_at IS NULL) = ?",
                (to_time(at) if removed else None, number, removed),
            ).rowcount
            > 0
        )

    def judge(self, verdict: Verdict) -> bool | None:
        row = self._connection.execute(
            "SELECT number, helped FROM verdict WHERE question = ? AND actor = ?", (verdict.question, verdict.actor)
        ).fetchone()
        values = (verdict.question, verdict.story, verdict.actor, verdict.helped, to_time(verdict.at))
        if row is None:
            self._connection.execute(
                "INSERT INTO verdict (question, story, actor, helped, at) VALUES (?, ?, ?, ?, ?)", values
            )
            return None
        self._connection.execute(
            "UPDATE verdict SET question = ?, story = ?, actor = ?, helped = ?, at = ? WHERE number = ?",
            (*values, row[0]),
        )
        return bool(row[1])

    def verdicts(self, question: str) -> tuple[int, int]:
        helped, not_helped = self._connection.execute(
            "SELECT coalesce(sum(helped), 0), coalesce(sum(1 - helped), 0) FROM verdict WHERE question = ?",
            (question,),
        ).fetchone()
        return int(helped), int(not_helped)

    def _reword(self, curated: Curated) -> None:
        """Let the answer be found by its question as it is now."""
        known = self._connection.execute(
            "SELECT 1 FROM inbox_wording WHERE curated = ? AND text = ?", (curated.number, curated.question)
        ).fetchone()
        if known:
            return
        self._connection.execute(
            "DELETE FROM inbox_wording WHERE curated = ? AND entry IS NULL", (curated.number,)
        )  # what it was found by before it was worded anew
        gist = gist_of(curated.question, aliases.known(self._connection))
        put_wording(self._connection, curated.question, gist, curated=curated.number)


def _to_curated(row: tuple[int, str, str, int | None, str, str, str]) -> Curated:
    number, question, answer, story, written_by, writer, at = row
    return Curated(
        number=number,
        question=question,
        answer=answer,
        story=story,
        written_by=written_by,
        writer=writer,
        at=datetime.fromisoformat(at),
    )
