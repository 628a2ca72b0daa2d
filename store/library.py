"""The stories as one unit of work sees them: SQL over one connection. Transactions are the store's, not made here."""

import dataclasses
import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.answers.values import Answered
from bot.errors import LinkTaken, UnknownStory
from bot.importing.values import Provenance
from bot.links import canonical_link, is_link, link_key
from bot.ports import Act, Page, TagCount
from bot.search import Found, Hit, Suggestion
from bot.story import Draft, Origin, Story, StoryState
from store.answers import index as answer_index
from store.answers.answerer import Answerer
from store.audit import Audit
from store.channels import Channels
from store.choices import Choices
from store.community import Community
from store.conversations import Conversations
from store.curated import CuratedAnswers
from store.curation import Curation
from store.digests import Digests
from store.feeds import Feeds
from store.inbox import Inbox
from store.notices import Notices
from store.people import People
from store.rows import STORY_COLUMNS, digest, fold, plain, to_columns, to_story, to_time
from store.search.engine import Document, SearchEngine
from store.tidying import Tidying
from store.use import Use
from store.writing import Writing

_AUDITED = (
    "id",
    "title",
    "body",
    "link",
    "source_link",
    "company",
    "author",
    "tags",
    "views",
    "published_at",
    "state",
)
_UNSTAMPED = ("views",)
_LARGEST_KEPT_NUMBER = 10**9  # beyond, a forged export could use numbers up
_NUMBER_DIGITS = 16  # longer ones are no SQLite integer, so no number of ours


class SqliteLibrary(
    People,
    Channels,
    Digests,
    Choices,
    Notices,
    Use,
    Curation,  # before the audit, which leaves merges to it
    Audit,
    Community,
    Inbox,
    CuratedAnswers,
    Tidying,
    Conversations,
    Feeds,
    Writing,
):
    """Implements `bot.ports.Library` over a connection inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, engine: SearchEngine, answerer: Answerer | None = None) -> None:
        self._connection = connection
        self._engine = engine
        self._answerer = answerer or Answerer()

    # --- finding ---

    def find(self, query: str, *, limit: int, offset: int = 0, order: Sequence[int] = ()) -> Found:
        return self._engine.find(self._connection, query, limit=limit, offset=offset, order=order)

    def answer(self, question: str, *, story: int | None = None, exclude: Sequence[int] = ()) -> Answered:
        return self._answerer.answer(self._connection, question, story=story, exclude=exclude)

    def complete(self, typed: str, *, limit: int) -> tuple[Suggestion, ...]:
        return self._engine.complete(self._connection, typed, limit=limit)

    def similar(self, number: int, *, limit: int) -> tuple[Hit, ...]:
        return self._engine.similar(self._connection, number, limit=limit)

    # --- reading ---

    def story(self, reference: str) -> Story | None:
        number = (
            int(reference) if reference.isascii() and reference.isdigit() and len(reference) < _NUMBER_DIGITS else -1
        )
        row = self._connection.execute(
            f"SELECT {STORY_COLUMNS} FROM story WHERE number = ? OR id = ? ORDER BY number = ? DESC LIMIT 1",
            (number, reference, number),
        ).fetchone()
        return to_story(row) if row else None

    def stories(self, numbers: Sequence[int]) -> tuple[Story, ...]:
        rows = self._connection.execute(
            f"SELECT {STORY_COLUMNS} FROM story WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        found = {story.number: story for story in map(to_story, rows)}
        return tuple(found[number] for number in numbers if number in found)

    def page(self, *, limit: int, offset: int = 0, tag: str = "", state: StoryState = StoryState.LIVE) -> Page:
        tagged = "AND number IN (SELECT story FROM story_tag WHERE tag_key = :tag)" if tag else ""
        values = {"tag": fold(tag), "state": state.value, "limit": limit, "offset": offset}
        (total,) = self._connection.execute(
            f"SELECT count(*) FROM story WHERE state = :state {tagged}", values
        ).fetchone()
        rows = self._connection.execute(
            f"""SELECT {STORY_COLUMNS} FROM story WHERE state = :state {tagged}
                ORDER BY coalesce(published_at, added_at) DESC, number DESC LIMIT :limit OFFSET :offset""",
            values,
        )
        return Page(total=total, stories=tuple(map(to_story, rows)))

    def added_since(self, moment: datetime, *, limit: int) -> Page:
        values = (to_time(moment), limit)
        (total,) = self._connection.execute(
            """SELECT count(*) FROM story WHERE state = 'live' AND added_at > ?
                 AND number NOT IN (SELECT story FROM quiet)""",
            values[:1],
        ).fetchone()
        rows = self._connection.execute(
            f"""SELECT {STORY_COLUMNS} FROM story WHERE state = 'live' AND added_at > ?
                  AND number NOT IN (SELECT story FROM quiet)
                ORDER BY added_at DESC, number DESC LIMIT ?""",
            values,
        )
        return Page(total=total, stories=tuple(map(to_story, rows)))

    def by_link(self, link: str) -> Story | None:
        if not is_link(link):
            return None
        row = self._connection.execute(
            f"SELECT {STORY_COLUMNS} FROM story WHERE link_key = ?", (link_key(link),)
        ).fetchone()
        found = to_story(row) if row else None
        kept = self.kept_of(found.number) if found else None
        return self.story(str(kept)) if kept else found

    def every(self, *, after: int, limit: int) -> tuple[Story, ...]:
        rows = self._connection.execute(
            f"SELECT {STORY_COLUMNS} FROM story WHERE number > ? ORDER BY number LIMIT ?", (after, limit)
        )
        return tuple(map(to_story, rows))

    def tags(self, *, limit: int, offset: int = 0) -> tuple[TagCount, ...]:
        rows = self._connection.execute(
            """SELECT min(tag), count(*) AS stories FROM story_tag JOIN story ON number = story AND state = 'live'
               GROUP BY tag_key ORDER BY stories DESC, tag_key LIMIT ? OFFSET ?""",
            (limit, offset),
        )
        return tuple(TagCount(tag=tag, stories=stories) for tag, stories in rows)

    def count(self, state: StoryState = StoryState.LIVE) -> int:
        (total,) = self._connection.execute("SELECT count(*) FROM story WHERE state = ?", (state.value,)).fetchone()
        return int(total)

    def kin(self, draft: Draft) -> tuple[Story, ...]:
        link = link_key(draft.link) if draft.link and is_link(draft.link) else None
        rows = self._connection.execute(
            f"""SELECT {STORY_COLUMNS} FROM story WHERE id = :id OR link_key = :link OR title_key = :title
                ORDER BY id IS :id DESC, link_key IS :link DESC, number LIMIT 20""",
            {"id": draft.id, "link": link, "title": fold(draft.title)},
        )
        return tuple(map(to_story, rows))

    # --- changing ---

    def add(
        self, draft: Draft, *, actor: str, at: datetime, provenance: Provenance | None = None, act: Act | None = None
    ) -> Story:
        before = provenance or Provenance()
        added_at = before.added_at or at
        link = canonical_link(draft.link) if draft.link else None
        story = Story(
            number=self._free_number(before.number),
            id=draft.id or self._new_id(draft, at),
            title=draft.title,
            body=draft.body,
            link=link,
            source_link=draft.source_link,
            company=draft.company,
            author=draft.author,
            tags=draft.tags,
            views=draft.views or 0,
            published_at=draft.published_at,
            added_at=added_at,
            updated_at=max(before.updated_at or added_at, added_at),
            added_by=before.added_by or actor,
            state=draft.state,
            origin=draft.origin,
        )
        self._refuse_taken_link(story)
        columns = to_columns(story) | ({"number": story.number} if story.number else {})
        cursor = self._connection.execute(
            f"INSERT INTO story ({', '.join(columns)}) VALUES ({', '.join(':' + name for name in columns)})",
            columns,
        )
        story = dataclasses.replace(story, number=cursor.lastrowid or 0)
        self._write_tags(story)
        self._index(story)
        self._write_audit(story.number, actor, _arrival(draft), {}, at, act=act)
        return story

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
        old = self.story(str(story.number))
        if old is None:
            raise UnknownStory(str(story.number))
        story = dataclasses.replace(story, link=canonical_link(story.link) if story.link else None)
        before = {name: plain(getattr(old, name)) for name in _AUDITED if getattr(old, name) != getattr(story, name)}
        if not before:
            return old
        if set(before) - set(_UNSTAMPED):
            story = dataclasses.replace(story, updated_at=max(at, old.added_at))
        if "link" in before:
            self._refuse_taken_link(story)
        columns = to_columns(story)
        self._connection.execute(
            f"UPDATE story SET {', '.join(f'{name} = :{name}' for name in columns)} WHERE number = :number",
            {**columns, "number": story.number},
        )
        if "tags" in before:
            self._write_tags(story)
        self._index(story)
        self._write_audit(story.number, actor, action, before, at, act=act, undoes=undoes)
        return story

    def edited_fields(self, number: int) -> frozenset[str]:
        rows = self._connection.execute(
            """SELECT DISTINCT key FROM audit, json_each(before)
               WHERE story = ? AND NOT undone AND action IN ('edited', 'retagged', 'merged', 'undone')
               AND (undoes IS NULL OR (SELECT action FROM audit one WHERE one.number = audit.undoes) = 'updated')""",
            (number,),
        )
        return frozenset(field for (field,) in rows)

    # --- words for one thing ---

    def aliases(self) -> tuple[tuple[str, ...], ...]:
        return alias_groups(self._connection)

    def set_aliases(self, groups: Sequence[tuple[str, ...]], *, actor: str, at: datetime) -> None:
        kept = set(self.aliases()) & set(groups)
        for group in set(self.aliases()) - kept:
            self._connection.execute("DELETE FROM alias_group WHERE terms = ?", (_as_json(group),))
        self._connection.executemany(
            "INSERT INTO alias_group (terms, set_by, at) VALUES (?, ?, ?)",
            [(_as_json(group), actor, to_time(at)) for group in groups if group not in kept],
        )
        self._engine.set_aliases(self._connection, groups)

    # --- below the surface ---

    def _new_id(self, draft: Draft, at: datetime) -> str:
        root = digest("\n".join((draft.title, draft.link or "", draft.body[:2000])))
        taken = self._connection.execute("SELECT 1 FROM story WHERE id = ?", (root,)).fetchone()
        return digest(root + to_time(at) + str(self._connection.total_changes)) if taken else root

    def _free_number(self, wanted: int | None) -> int:
        """The number an export remembers, when no story has had it here; otherwise 0, for the next one."""
        if not wanted or not 0 < wanted <= _LARGEST_KEPT_NUMBER:
            return 0
        (last,) = self._connection.execute(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'story'), 0)"
        ).fetchone()
        return wanted if wanted > last else 0

    def _refuse_taken_link(self, story: Story) -> None:
        if story.link is None:
            return
        row = self._connection.execute(
            "SELECT number, title FROM story WHERE link_key = ? AND number <> ?",
            (link_key(story.link), story.number),
        ).fetchone()
        if row:
            kept = self.story(str(self.kept_of(row[0]) or row[0]))
            raise LinkTaken(kept.number, kept.title) if kept else LinkTaken(*row)

    def _write_tags(self, story: Story) -> None:
        self._connection.execute("DELETE FROM story_tag WHERE story = ?", (story.number,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO story_tag (story, tag_key, tag) VALUES (?, ?, ?)",
            [(story.number, fold(tag), tag) for tag in story.tags],
        )

    def _index(self, story: Story) -> None:
        if story.state is StoryState.LIVE:
            self._engine.put(self._connection, to_document(story))
            answer_index.put(self._connection, story.number, story.title, story.body)
        else:
            self._engine.remove(self._connection, story.number)
            answer_index.remove(self._connection, story.number)


def alias_groups(connection: sqlite3.Connection) -> tuple[tuple[str, ...], ...]:
    """The groups of words for one thing that admins added, oldest first."""
    rows = connection.execute("SELECT terms FROM alias_group ORDER BY number")
    return tuple(tuple(json.loads(terms)) for (terms,) in rows)


def to_document(story: Story) -> Document:
    """What the search index knows of a story."""
    return Document(
        number=story.number,
        title=story.title,
        body=story.body,
        tags=story.tags,
        company=story.company,
        author=story.author,
        views=story.views,
        sort_time=(story.published_at or story.added_at).timestamp(),
    )


def _as_json(terms: Sequence[str]) -> str:
    return json.dumps(terms, ensure_ascii=False)


def _arrival(draft: Draft) -> str:
    if draft.state is StoryState.SUGGESTED:
        return "suggested"
    return "imported" if draft.origin is Origin.LISTING else "added"
