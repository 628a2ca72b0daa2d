"""The audit: who did what, in lines people read, and taking it back. Transactions are the caller's."""

import dataclasses
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import CannotUndo, LinkTaken
from bot.ports.audit import Act, Change, ChangePage
from bot.story import Story, StoryState
from store.rows import from_plain, plain, to_time

_ARRIVALS = frozenset({"added", "imported", "suggested"})
_COUNTS = frozenset({"views"})  # grow by themselves; that they did is no reason to keep the rest
_LINE = """
    SELECT audit.number, story, coalesce(title, ''), actor, action, audit.at, subject, undone, undoes IS NOT NULL,
           (SELECT json_group_array(key) FROM json_each(before)),
           CASE WHEN act IS NULL THEN 1 ELSE (SELECT count(*) FROM audit other WHERE other.act = audit.act) END
    FROM audit LEFT JOIN story ON story.number = story
"""
_IS_LINE = """
    (act IS NULL OR NOT EXISTS (
        SELECT 1 FROM audit later WHERE later.act = audit.act AND later.number > audit.number))
"""
_ROOT = """
    WITH RECURSIVE chain (number, action, undoes) AS (
        SELECT number, action, undoes FROM audit WHERE number = ?
        UNION ALL SELECT audit.number, audit.action, audit.undoes FROM audit JOIN chain ON audit.number = chain.undoes)
    SELECT action FROM chain WHERE undoes IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of the audit; `before` holds the plain values that stood there."""

    number: int
    story: int
    action: str
    before: Mapping[str, object]
    undoes: int | None

    @property
    def aim(self) -> Mapping[str, object]:
        """The plain values that taking it back puts there."""
        return {"state": StoryState.HIDDEN.value} if self.action in _ARRIVALS else self.before


class Audit:
    """The part of `bot.ports.Library` about the audit."""

    _connection: sqlite3.Connection

    def story(self, reference: str) -> Story | None:
        """A story; the library itself knows them."""
        raise NotImplementedError

    def change(
        self,
        story: Story,
        *,
        actor: str,
        at: datetime,
        action: str,
        act: Act | None = None,
        undoes: int | None = None,
    ) -> Story:
        """Change a story; the library itself does."""
        raise NotImplementedError

    def set_merged(self, story: int, *, stands: bool) -> None:
        """Whether a merge of a story stands; the part about merges knows."""
        raise NotImplementedError

    def record(self, *, action: str, subject: str, actor: str, at: datetime) -> None:
        self._write_audit(None, actor, action, {}, at, act=Act(id="", subject=subject))

    def changes(self, *, limit: int, offset: int = 0) -> ChangePage:
        (total,) = self._connection.execute(f"SELECT count(*) FROM audit WHERE {_IS_LINE}").fetchone()
        rows = self._connection.execute(
            f"{_LINE} WHERE {_IS_LINE} ORDER BY audit.number DESC LIMIT ? OFFSET ?", (limit, offset)
        )
        return ChangePage(total=total, changes=tuple(map(_to_change, rows)))

    def noted_change(self, number: int) -> Change | None:
        row = self._connection.execute(
            f"""{_LINE} WHERE audit.number = (
                SELECT max(number) FROM audit
                WHERE number = :number OR act = (SELECT act FROM audit WHERE number = :number))""",
            {"number": number},
        ).fetchone()
        return _to_change(row) if row else None

    def last_change(self, *, story: int | None = None, act: str = "") -> Change | None:
        if story is not None:
            where = "story = :story"
        elif act:
            where = "act = :act"
        else:
            where = "story IS NOT NULL AND NOT undone AND undoes IS NULL AND actor NOT GLOB 'storybot:*'"
        row = self._connection.execute(
            f"{_LINE} WHERE {where} ORDER BY audit.number DESC LIMIT 1", {"story": story, "act": act}
        ).fetchone()
        return _to_change(row) if row else None

    def undoable(self, number: int) -> tuple[int, ...]:
        rows = self._connection.execute(
            """SELECT number, undone FROM audit WHERE story IS NOT NULL
               AND (number = :number OR act = (SELECT act FROM audit WHERE number = :number)) ORDER BY number DESC""",
            {"number": number},
        ).fetchall()
        if not rows:
            raise CannotUndo("undo.no_change")
        standing = tuple(row for row, is_undone in rows if not is_undone)
        if not standing:
            raise CannotUndo("undo.again")
        return standing

    def undo(self, rows: Sequence[int], *, actor: str, at: datetime, act: Act) -> int:
        found = (self._row(number) for number in rows)
        return sum(self._take_back(row, actor, at, act) for row in found if row)

    def _row(self, number: int) -> _Row | None:
        """A row about a story that was not undone yet."""
        row = self._connection.execute(
            "SELECT story, action, before, undoes FROM audit WHERE number = ? AND story IS NOT NULL AND NOT undone",
            (number,),
        ).fetchone()
        if row is None:
            return None
        story, action, before, undoes = row
        return _Row(number=number, story=story, action=action, before=json.loads(before), undoes=undoes)

    def _take_back(self, row: _Row, actor: str, at: datetime, act: Act) -> bool:
        story = self.story(str(row.story))
        if story is None or not self._stands(row, story):
            return False
        values = {
            name: from_plain(name, value) for name, value in row.aim.items() if self._is_as_left(row, story, name)
        }
        former: Story = dataclasses.replace(story, **values)  # type: ignore[arg-type]  # fields of the audit's own making
        try:
            self.change(former, actor=actor, at=at, action="undone", act=act, undoes=row.number)
        except LinkTaken:
            return False
        self._connection.execute("UPDATE audit SET undone = 1 WHERE number = ?", (row.number,))
        if row.undoes:
            self._connection.execute("UPDATE audit SET undone = 0 WHERE number = ?", (row.undoes,))
        (root,) = self._connection.execute(_ROOT, (row.number,)).fetchone()
        if root == "merged":
            self.set_merged(row.story, stands=former.state is StoryState.HIDDEN)
        return True

    def _stands(self, row: _Row, story: Story) -> bool:
        """Whether what a row left is still there; counts may have grown."""
        names = [name for name in row.aim if name not in _COUNTS] or list(row.aim)
        is_as_it_will_be = all(plain(getattr(story, name)) == row.aim[name] for name in names)
        return not is_as_it_will_be and all(self._is_as_left(row, story, name) for name in names)

    def _is_as_left(self, row: _Row, story: Story, name: str) -> bool:
        """Whether a field holds what the row left: what the next change of it found, or what is there now."""
        later = self._connection.execute(
            """SELECT before FROM audit WHERE story = ? AND number > ?
               AND json_type(before, '$.' || ?) IS NOT NULL ORDER BY number LIMIT 1""",
            (row.story, row.number, name),
        ).fetchone()
        return later is None or bool(json.loads(later[0])[name] == plain(getattr(story, name)))

    def _write_audit(
        self,
        story: int | None,
        actor: str,
        action: str,
        before: Mapping[str, object],
        at: datetime,
        *,
        act: Act | None = None,
        undoes: int | None = None,
    ) -> None:
        self._connection.execute(
            """INSERT INTO audit (story, actor, action, before, at, act, subject, undoes)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                story,
                actor,
                action,
                json.dumps(before, ensure_ascii=False),
                to_time(at),
                (act.id if act else "") or None,
                (act.subject if act else "")[:500],
                undoes,
            ),
        )


def _to_change(row: tuple[int, int | None, str, str, str, str, str, int, int, str, int]) -> Change:
    number, story, title, actor, action, at, subject, undone, undoing, fields, stories = row
    return Change(
        number=number,
        story=story,
        title=title,
        actor=actor,
        action=action,
        at=datetime.fromisoformat(at),
        fields=tuple(json.loads(fields)),
        subject=subject,
        stories=stories,
        is_undone=bool(undone),
        is_undoing=bool(undoing),
    )
