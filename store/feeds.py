"""What the library keeps of feeds and their items. Transactions are the caller's."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.feeds.feed import Feed, FeedItem, FeedState, WantedPage
from bot.feeds.values import FeedKind
from bot.links import link_key
from bot.story import StoryState
from store.rows import to_time

_COLUMNS = (
    "number, address, name, kind, home, company, state, takes, includes, excludes, only_new, added_by, added_at, etag, "
    "modified, interval_seconds, next_at, begun, looked_at, failures, failing_since, problem, facts"
)
_FEED = ", ".join(f"feed.{name}" for name in _COLUMNS.split(", "))
_ITEM = "key, story, print, brought, first, page, tries"


class Feeds:
    """The part of `bot.ports.Library` about feeds."""

    _connection: sqlite3.Connection

    def feeds(self) -> tuple[Feed, ...]:
        return tuple(map(_to_feed, self._connection.execute(f"SELECT {_COLUMNS} FROM feed ORDER BY number")))

    def feed(self, number: int) -> Feed | None:
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM feed WHERE number = ?", (number,)).fetchone()
        return _to_feed(row) if row else None

    def feed_at(self, address: str) -> Feed | None:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM feed WHERE address_key = ?", (link_key(address),)
        ).fetchone()
        return _to_feed(row) if row else None

    def add_feed(self, feed: Feed) -> Feed:
        columns = {name: value for name, value in _columns(feed).items() if name != "number"}
        self._connection.execute(
            f"""INSERT INTO feed ({", ".join(columns)}) VALUES ({", ".join(f":{name}" for name in columns)})
                ON CONFLICT (address_key) DO NOTHING""",
            columns,
        )
        return self.feed_at(feed.address) or feed

    def put_feed(self, feed: Feed) -> None:
        columns = _columns(feed)
        other = self.feed_at(feed.address)
        if other is not None and other.number != feed.number:
            del columns["address"], columns["address_key"]
        self._connection.execute(
            f"UPDATE feed SET {', '.join(f'{name} = :{name}' for name in columns)} WHERE number = :number", columns
        )

    def remove_feed(self, number: int) -> bool:
        return self._connection.execute("DELETE FROM feed WHERE number = ?", (number,)).rowcount > 0

    def due_feeds(self, now: datetime, *, limit: int) -> tuple[Feed, ...]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM feed WHERE state = 'on' AND next_at <= ? ORDER BY next_at, number LIMIT ?",
            (to_time(now), limit),
        )
        return tuple(map(_to_feed, rows))

    def feed_items(self, feed: int, keys: Sequence[str]) -> Mapping[str, FeedItem]:
        rows = self._connection.execute(
            f"SELECT {_ITEM} FROM feed_item WHERE feed = ? AND key IN (SELECT value FROM json_each(?))",
            (feed, json.dumps(list(keys))),
        )
        return {item.key: item for item in map(_to_item, rows)}

    def put_feed_item(self, feed: int, item: FeedItem) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO feed_item (feed, {_ITEM}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (feed, item.key, item.story, item.print, item.brought, item.first, item.page, item.tries),
        )

    def wanted_pages(self, *, limit: int) -> tuple[WantedPage, ...]:
        rows = self._connection.execute(
            f"""SELECT {_ITEM}, {_FEED} FROM feed_item JOIN feed ON feed.number = feed_item.feed
                WHERE page <> '' AND feed.state = 'on' ORDER BY tries, feed.number, key LIMIT ?""",
            (limit,),
        )
        width = len(_ITEM.split(","))
        return tuple(WantedPage(item=_to_item(row[:width]), feed=_to_feed(row[width:])) for row in map(tuple, rows))

    def feed_stories(self) -> Mapping[int, int]:
        return dict(self._connection.execute("SELECT feed, count(*) FROM feed_item WHERE brought = 1 GROUP BY feed"))

    def keep_quiet(self, story: int) -> None:
        self._connection.execute("INSERT OR IGNORE INTO quiet (story) VALUES (?)", (story,))


def _columns(feed: Feed) -> dict[str, Any]:
    return {
        "number": feed.number,
        "address": feed.address,
        "address_key": link_key(feed.address),
        "name": feed.name,
        "kind": feed.kind.value,
        "home": feed.home,
        "company": feed.company,
        "state": feed.state.value,
        "takes": feed.takes.value,
        "includes": json.dumps(feed.includes, ensure_ascii=False),
        "excludes": json.dumps(feed.excludes, ensure_ascii=False),
        "only_new": feed.only_new,
        "added_by": feed.added_by,
        "added_at": to_time(feed.added_at),
        "etag": feed.etag,
        "modified": feed.modified,
        "interval_seconds": feed.interval.total_seconds(),
        "next_at": to_time(feed.next_at),
        "begun": feed.begun,
        "looked_at": to_time(feed.looked_at) if feed.looked_at else None,
        "failures": feed.failures,
        "failing_since": to_time(feed.failing_since) if feed.failing_since else None,
        "problem": feed.problem,
        "facts": json.dumps(dict(feed.facts), ensure_ascii=False),
    }


def _to_feed(row: Sequence[Any]) -> Feed:
    said = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Feed(
        **{name: said[name] for name in ("number", "address", "name", "home", "company", "added_by")},
        **{name: said[name] for name in ("etag", "modified", "failures", "problem")},
        kind=FeedKind(said["kind"]),
        state=FeedState(said["state"]),
        takes=StoryState(said["takes"]),
        includes=tuple(json.loads(said["includes"])),
        excludes=tuple(json.loads(said["excludes"])),
        only_new=bool(said["only_new"]),
        facts=json.loads(said["facts"]),
        added_at=datetime.fromisoformat(said["added_at"]),
        interval=timedelta(seconds=said["interval_seconds"]),
        next_at=datetime.fromisoformat(said["next_at"]),
        begun=bool(said["begun"]),
        looked_at=_time(said["looked_at"]),
        failing_since=_time(said["failing_since"]),
    )


def _to_item(row: Sequence[Any]) -> FeedItem:
    key, story, fingerprint, brought, first, page, tries = row
    return FeedItem(
        key=key,
        story=story,
        print=fingerprint,
        brought=bool(brought),
        first=bool(first),
        page=page,
        tries=tries,
    )


def _time(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
