"""The contract of the audit, merges, uploads and the community, run over every implementation of the store."""

import dataclasses
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlite_utils import Database, Migrations

from bot.errors import CannotUndo, LinkTaken
from bot.ports import Act, Library, Person, Upload
from bot.story import Story, StoryState
from store.migrations import migrations
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MORNING, add, draft

ACT = Act(id="act:1", subject="세 편")
UNDO = Act(id="undo:1")
LATER = MORNING + timedelta(hours=1)


def _retitled(library: Library, number: int, title: str, act: Act | None = None) -> Story:
    story = library.story(str(number))
    assert story is not None
    return library.change(dataclasses.replace(story, title=title), actor=ADMIN.key, at=LATER, action="edited", act=act)


async def _undone(store: SqliteStore, number: int) -> int:
    """How many rows were taken back of the change that a row belongs to."""
    return await store.write(
        lambda library: library.undo(library.undoable(number), actor=ADMIN.key, at=LATER, act=UNDO)
    )


async def test_rows_of_one_act_are_one_line_and_undone_as_one(store: SqliteStore):
    await add(store, draft("하나"), draft("둘"))
    await store.write(lambda library: [_retitled(library, number, f"새 {number}", ACT) for number in (1, 2)])
    page = await store.read(lambda library: library.changes(limit=9))
    assert (page.total, page.changes[0].stories, page.changes[0].subject) == (3, 2, "세 편")
    assert await _undone(store, 3) == 2
    titles = await store.read(lambda library: [one.title for one in library.stories((1, 2))])
    assert titles == ["하나", "둘"]


async def test_what_an_undone_story_says_is_found_again(store: SqliteStore):
    await add(store, draft("모니터링 입문"))
    await store.write(lambda library: _retitled(library, 1, "쿠버네티스"))
    await _undone(store, 2)
    assert (await store.read(lambda library: library.find("모니터링", limit=1))).total == 1
    assert (await store.read(lambda library: library.find("쿠버네티스", limit=1))).total == 0


@pytest.mark.parametrize("number", [0, 2, 99])
async def test_what_is_no_change_of_a_story_cannot_be_undone(store: SqliteStore, number: int):
    await add(store, draft("하나"))
    await store.write(lambda library: library.record(action="configured", subject="언어", actor=ADMIN.key, at=MORNING))
    with pytest.raises(CannotUndo):
        await _undone(store, number)


async def test_undoing_never_takes_a_link_from_another_story(store: SqliteStore):
    await add(store, draft("하나", link="https://a.example/1"))
    story = (await store.read(lambda library: library.stories((1,))))[0]
    moved = dataclasses.replace(story, link="https://a.example/2")
    await store.write(lambda library: library.change(moved, actor=ADMIN.key, at=LATER, action="edited"))
    await add(store, draft("둘", link="https://a.example/1"))
    assert await _undone(store, 2) == 0


async def test_a_link_of_a_merged_story_belongs_to_the_kept_one(store: SqliteStore):
    kept, taken = await add(store, draft("하나"), draft("둘", link="https://a.example/2"))
    await store.write(lambda library: library.merge(kept, taken, actor=ADMIN.key, at=LATER, act=ACT))
    with pytest.raises(LinkTaken) as refused:
        await add(store, draft("셋", link="https://a.example/2"))
    assert refused.value.number == kept.number
    assert (await store.read(lambda library: library.count(StoryState.HIDDEN))) == 1


async def test_uploads_people_admins_and_settings_come_back_as_they_were_put_in(store: SqliteStore):
    upload = Upload(actor=ADMIN.key, name="글.jsonl", data=b"\x00\xff")
    id_ = await store.write(lambda library: library.keep_upload(upload, at=MORNING))
    assert await store.read(lambda library: library.upload(id_)) == upload
    assert await store.write(lambda library: (library.drop_upload(id_), library.drop_upload(id_))) == (True, False)
    person = Person(actor="slack:U1", name="김관리", language="en", standing="platform")
    await store.write(lambda library: library.meet(person, at=MORNING))
    assert await store.read(lambda library: library.person("slack:U1")) == person
    assert await store.read(lambda library: library.names(["slack:U1", "slack:U2"])) == {"slack:U1": "김관리"}
    assert await store.write(lambda library: library.forget_people(LATER)) == 1
    await store.write(lambda library: library.set_setting("retention_days", "30"))
    assert await store.read(lambda library: library.setting("retention_days")) == "30"
    await store.write(lambda library: library.set_setting("retention_days", None))
    assert await store.read(lambda library: library.setting("retention_days")) is None


def test_an_audit_of_before_is_carried_over():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        database = Database(connection, execute_plugins=False, recursive_triggers=False)
        steps = Migrations("storybot")
        for step in migrations.pending(Database(memory=True)):
            if step.name == "m007_curation":
                steps.apply(database)
                _old_audit(connection)
            steps(name=step.name)(step.fn)
        steps.apply(database)
        rows = connection.execute("SELECT number, action, act, undone, subject FROM audit").fetchall()
        (last,) = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
        references = {row[2] for row in connection.execute("PRAGMA foreign_key_list(audit)")}
    assert rows == [(7, "edited", None, 0, "")]
    assert (last, references) == (7, {"story", "audit"})


def _old_audit(connection: sqlite3.Connection) -> None:
    """A story and a change of it, as an earlier version wrote them."""
    at = "2026-03-02T00:00:00.000000+00:00"
    connection.execute(
        """INSERT INTO story (id, title, title_key, body, tags, views, added_at, updated_at, added_by, state, origin)
           VALUES ('a', '하나', '하나', '', '[]', 0, ?, ?, 'test:a', 'live', 'typed')""",
        (at, at),
    )
    connection.execute(
        "INSERT INTO audit (number, story, actor, action, before, at) VALUES (7, 1, 'test:a', 'edited', '{}', ?)", (at,)
    )
