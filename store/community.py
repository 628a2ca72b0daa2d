"""What the library keeps of its community: people met, admins by name, settings. Transactions are the caller's."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.ports.community import NamedAdmin, Person
from store.rows import to_time

_PERSON = "actor, name, language, standing"


class Community:
    """The part of `bot.ports.Library` about admins, people and settings."""

    _connection: sqlite3.Connection

    def meet(self, person: Person, *, at: datetime) -> None:
        name = " ".join(person.name.split())[:200] or person.actor
        self._connection.execute(
            f"INSERT OR REPLACE INTO person ({_PERSON}, at) VALUES (?, ?, ?, ?, ?)",
            (person.actor, name, person.language, person.standing, to_time(at)),
        )

    def person(self, actor: str) -> Person | None:
        row = self._connection.execute(f"SELECT {_PERSON} FROM person WHERE actor = ?", (actor,)).fetchone()
        return _to_person(row) if row else None

    def names(self, actors: Iterable[str]) -> Mapping[str, str]:
        rows = self._connection.execute(
            "SELECT actor, name FROM person WHERE actor IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(actors))),),
        )
        return dict(rows.fetchall())

    def admins_met(self, *, limit: int) -> tuple[Person, ...]:
        rows = self._connection.execute(
            f"SELECT {_PERSON} FROM person WHERE standing <> '' ORDER BY at DESC, actor LIMIT ?", (limit,)
        )
        return tuple(map(_to_person, rows))

    def forget_people(self, before: datetime) -> int:
        return self._connection.execute("DELETE FROM person WHERE at < ?", (to_time(before),)).rowcount

    def named_admins(self) -> tuple[NamedAdmin, ...]:
        rows = self._connection.execute("SELECT actor, added_by, at FROM named_admin ORDER BY at, actor")
        return tuple(
            NamedAdmin(actor=actor, added_by=added_by, at=datetime.fromisoformat(at)) for actor, added_by, at in rows
        )

    def is_named_admin(self, actor: str) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM named_admin WHERE actor = ?", (actor,)).fetchone())

    def name_admin(self, actor: str, *, added_by: str, at: datetime) -> bool:
        return (
            self._connection.execute(
                "INSERT OR IGNORE INTO named_admin (actor, added_by, at) VALUES (?, ?, ?)",
                (actor, added_by, to_time(at)),
            ).rowcount
            > 0
        )

    def unname_admin(self, actor: str) -> bool:
        return self._connection.execute("DELETE FROM named_admin WHERE actor = ?", (actor,)).rowcount > 0

    def setting(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_setting(self, name: str, value: str | None) -> None:
        if value is None:
            self._connection.execute("DELETE FROM setting WHERE name = ?", (name,))
        else:
            self._connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))


def _to_person(row: tuple[str, str, str, str]) -> Person:
    actor, name, language, standing = row
    return Person(actor=actor, name=name, language="en" if language == "en" else "ko", standing=standing)
