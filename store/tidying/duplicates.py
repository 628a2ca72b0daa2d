"""Which stories are probably the same article? Looked for story by story, each compared with those before it.

`unchecked` holds the stories still to look at (triggers fill it), `likeness_key` the keys of those that were.
"""

import json
import sqlite3
from collections import Counter
from datetime import datetime

from bot.curation.fingerprint import Look, keys_of, look_of
from bot.curation.likeness import Likeness, Pair, Reason, compare
from bot.story import StoryState
from store.rows import to_time

_MOST_WITH_ONE_KEY = 40  # a key of more stories is a phrase everybody writes
_MOST_COMPARED = 12  # with one story, likeliest first
_FEW_WITH_ONE_KEY = 4  # a key of so few is telling by itself
_WORTH_COMPARING = 2  # points
_MOST_PAIRS = 2000  # shown and counted


class Duplicates:
    """The part of `bot.ports.Library` about stories that are probably one."""

    _connection: sqlite3.Connection

    def look_for_duplicates(self, *, limit: int, at: datetime) -> int:
        numbers = [
            number
            for (number,) in self._connection.execute("SELECT story FROM unchecked ORDER BY story LIMIT ?", (limit,))
        ]
        looks: dict[int, Look] = {}
        for number in numbers:
            self._look_at(number, looks, at)
        self._connection.executemany("DELETE FROM unchecked WHERE story = ?", [(number,) for number in numbers])
        return self.unchecked()

    def unchecked(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM unchecked").fetchone()
        return int(count)

    def duplicates(self) -> tuple[Pair, ...]:
        rows = self._connection.execute(
            """SELECT first, second, percent, reasons FROM likeness INDEXED BY likeness_open
               JOIN story AS one ON one.number = first AND one.state = 'live'
               JOIN story AS other ON other.number = second AND other.state = 'live'
               WHERE likeness.state = 'open' ORDER BY percent DESC, first, second LIMIT ?""",
            (_MOST_PAIRS,),
        )
        return tuple(
            Pair(
                first=first,
                second=second,
                likeness=Likeness(percent=percent, reasons=tuple(Reason(one) for one in reasons.split())),
            )
            for first, second, percent, reasons in rows
        )

    def set_different(self, one: int, other: int, *, actor: str, at: datetime) -> bool:
        changed = self._connection.execute(
            """UPDATE likeness SET state = 'different', set_by = ?, at = ?
               WHERE first = ? AND second = ? AND state = 'open'""",
            (actor, to_time(at), *sorted((one, other))),
        )
        return changed.rowcount > 0

    def _look_at(self, number: int, looks: dict[int, Look], at: datetime) -> None:
        self._forget(number)
        if not self._is_live(number):
            return
        look = self._look(number, looks)
        keys = keys_of(look)
        alike: Counter[int] = Counter()
        for key in (*keys.strong, *keys.weak):
            others = self._with_key(key)
            is_telling = key in keys.strong or len(others) <= _FEW_WITH_ONE_KEY
            alike.update(dict.fromkeys(others, _WORTH_COMPARING if is_telling else 1))
        for other, shared in alike.most_common(_MOST_COMPARED):
            if shared < _WORTH_COMPARING:
                break
            likeness = compare(look, self._look(other, looks))
            if likeness:
                self._note(number, other, likeness, at)
        own = {*keys.strong, *keys.weak}
        self._connection.executemany("INSERT INTO likeness_key VALUES (?, ?)", [(key, number) for key in sorted(own)])
        self._connection.execute("INSERT INTO likeness_keys_of VALUES (?, ?)", (number, json.dumps(sorted(own))))

    def _is_live(self, number: int) -> bool:
        (state,) = self._connection.execute("SELECT state FROM story WHERE number = ?", (number,)).fetchone()
        return bool(state == StoryState.LIVE.value)

    def _with_key(self, key: int) -> list[int]:
        """The stories with a key, as long as they are few."""
        rows = self._connection.execute(
            "SELECT story FROM likeness_key WHERE key = ? LIMIT ?", (key, _MOST_WITH_ONE_KEY + 1)
        ).fetchall()
        return [number for (number,) in rows] if len(rows) <= _MOST_WITH_ONE_KEY else []

    def _look(self, number: int, looks: dict[int, Look]) -> Look:
        if number not in looks:
            row = self._connection.execute(
                "SELECT title, body, link, company, author FROM story WHERE number = ?", (number,)
            ).fetchone()
            looks[number] = look_of(*row)
        return looks[number]

    def _note(self, number: int, other: int, likeness: Likeness, at: datetime) -> None:
        """Keep a pair; what an admin said of it before stays."""
        self._connection.execute(
            """INSERT OR IGNORE INTO likeness (first, second, percent, reasons, state, at)
               VALUES (?, ?, ?, ?, 'open', ?)""",
            (
                *sorted((number, other)),
                likeness.percent,
                " ".join(reason.value for reason in likeness.reasons),
                to_time(at),
            ),
        )

    def _forget(self, number: int) -> None:
        self._connection.execute(
            """DELETE FROM likeness_key WHERE story = :story AND key IN
               (SELECT value FROM likeness_keys_of, json_each(keys) WHERE likeness_keys_of.story = :story)""",
            {"story": number},
        )
        self._connection.execute("DELETE FROM likeness_keys_of WHERE story = ?", (number,))
        self._connection.execute(
            "DELETE FROM likeness WHERE state = 'open' AND (first = :story OR second = :story)", {"story": number}
        )
