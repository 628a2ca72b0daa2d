"""Feeds for tests: builders, and a source in memory that gives what it is told to."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot.feeds.feed import Feed
from bot.feeds.rounds import Follower
from bot.feeds.source import Discovered, Look
from bot.feeds.values import Entry, FeedKind, ReadFeed
from bot.fetching import FetchedPage, FetchProblem, FetchRefused
from store.sqlite import SqliteStore
from tests.support.building import MORNING, StandingClock

TEXT = "트래픽이 열 배로 늘던 날 데이터베이스가 먼저 멈췄어요. 원인은 같은 목록을 초마다 다시 읽는 조회였어요. " * 3


def feed(address: str = "https://blog.example.com/feed", **fields: object) -> Feed:
    """A feed on its way in."""
    made = Feed(
        address=address, name="가나 기술 블로그", kind=FeedKind.RSS, added_by="t:1", added_at=MORNING, next_at=MORNING
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def entry(number: int = 1, **fields: object) -> Entry:
    """An item with everything."""
    made = Entry(
        id=f"id-{number}",
        link=f"https://blog.example.com/posts/{number}",
        title=f"{number}번째 글",
        body=f"{number}. {TEXT}",
        tags=("Redis",),
        published_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def read(*entries: Entry, kind: FeedKind = FeedKind.RSS) -> ReadFeed:
    """A feed as it stands, its latest item first."""
    return ReadFeed(kind=kind, title="가나 기술 블로그", entries=tuple(reversed(entries)))


@dataclass
class Source:
    """A source in memory: `answers` are taken in turn, the last one stays; `pages` by link."""

    answers: list[Look | FetchRefused] = field(default_factory=list)
    pages: dict[str, FetchedPage] = field(default_factory=dict)
    asked: list[Feed] = field(default_factory=list)

    async def look(self, asked: Feed) -> Look:
        self.asked.append(asked)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchRefused):
            raise answer
        return answer

    async def discover(self, link: str) -> Discovered:
        look = await self.look(feed(link))
        if look.feed is None:
            raise FetchRefused(FetchProblem.NOT_A_FEED)
        return Discovered(address=look.address, feed=look.feed)

    async def page(self, link: str) -> FetchedPage:
        if link not in self.pages:
            raise FetchRefused(FetchProblem.NOT_FOUND, host="blog.example.com")
        return self.pages[link]


def look(*entries: Entry, address: str = "https://blog.example.com/feed", kind: FeedKind = FeedKind.RSS) -> Look:
    """A look that found these items."""
    return Look(feed=read(*entries, kind=kind), address=address, etag='"1"')


def follower(store: SqliteStore, source: Source, clock: StandingClock) -> Follower:
    """Follows the feeds of a store from a source in memory."""
    return Follower(store=store, source=source, now=clock, random=Random(7))
