"""What an admin writes to set a schedule, in a line of chat or the fields of a form, read into a target."""

import dataclasses
from collections.abc import Mapping

from bot.digest.fields import DAY_SETS, READERS, Unreadable, is_time
from bot.digest.target import EVERY_DAY, WEEKDAYS, Kind, Target
from bot.errors import BadFields, FieldProblem

_NAMED = (
    ("시각", "at"), ("at", "at"),
    ("요일", "weekdays"), ("days", "weekdays"),
    ("휴일", "on_holiday"), ("holidays", "on_holiday"),
    ("시간대", "zone"), ("zone", "zone"),
    ("쉬기", "paused_until"), ("pause", "paused_until"),
    ("종류", "kind"), ("kind", "kind"),
    ("태그", "tags"), ("tags", "tags"),
    ("회사", "companies"), ("companies", "companies"),
    ("출처", "sources"), ("sources", "sources"),
    ("언어", "language"), ("language", "language"),
    ("승인", "approval"), ("approval", "approval"),
    ("빈날 알리기", "notes_when_empty"), ("빈날", "notes_when_empty"), ("empty", "notes_when_empty"),
    ("대화거리", "starter"), ("starter", "starter"),
)  # fmt: skip


_ALONE: Mapping[str, Mapping[str, str]] = {
    **{days: {"weekdays": days} for days in DAY_SETS},
    "빈날 알리기": {"notes_when_empty": "켜기"},
}


def set_by(target: Target, typed: str) -> Target:
    """`target` with what a line from chat says. Raises BadFields naming what it cannot read."""
    line = " ".join(typed.split())
    if line in _ALONE:
        return set_fields(target, _ALONE[line])
    if line in ("켜기", "on"):
        return dataclasses.replace(target, off="", paused_until=None)
    for words, name in _NAMED:
        if line.casefold() == words or line.casefold().startswith(f"{words} "):
            rest = line[len(words) :].strip()
            if not rest:
                raise BadFields(FieldProblem(field=f"digest_{name}", problem="blank"))
            return set_fields(target, {name: rest})
    if is_time(line):
        return dataclasses.replace(set_fields(target, {"at": line}), off="")
    raise BadFields(FieldProblem(field="schedule", problem="no_schedule"))


def set_fields(target: Target, fields: Mapping[str, str]) -> Target:
    """`target` with the answers of a form; others are left alone. Raises BadFields with every problem."""
    changes: dict[str, object] = {}
    problems = []
    for name, typed in fields.items():
        if name not in READERS:
            continue
        try:
            changes[name] = READERS[name](typed.strip())
        except Unreadable as unreadable:
            problems.append(FieldProblem(field=f"digest_{name}", problem=unreadable.problem))
    if problems:
        raise BadFields(*problems)
    if changes.get("kind") is Kind.WEEKLY and target.kind is not Kind.WEEKLY and "weekdays" not in changes:
        changes["weekdays"] = frozenset({1}) if target.weekdays in (EVERY_DAY, WEEKDAYS) else target.weekdays
    return dataclasses.replace(target, **changes)  # type: ignore[arg-type] # READERS names fields of Target
