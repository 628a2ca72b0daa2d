"""What tests are made of: stories, people, a clock that stands where it is put, a library opened and closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.actor import Actor, Role
from bot.app import App
from bot.story import Draft, Story
from store.search.engine import SearchEngine
from store.sqlite import IN_MEMORY, SqliteStore

SHARED = Path(__file__).parents[2].parent / "shared"
SEOUL = ZoneInfo("Asia/Seoul")
ADMIN = Actor(key="test:admin", name="관리자", role=Role.ADMIN)
MEMBER = Actor(key="test:member", name="회원", role=Role.MEMBER)
STRANGER = Actor(key="test:stranger", name="손님")
MORNING = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # 09:00 in Seoul


@dataclass(slots=True)
class StandingClock:
    """A clock that moves only when told to."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


def draft(title: str = "모니터링 입문", **fields: object) -> Draft:
    """A story on its way in."""
    return replace(Draft(title=title, body="지표와 로그를 함께 봅니다."), **fields)  # type: ignore[arg-type]


@asynccontextmanager
async def opened(path: Path = IN_MEMORY) -> AsyncIterator[SqliteStore]:
    """A library in memory or at `path`."""
    store = await SqliteStore(path, SearchEngine()).open()
    try:
        yield store
    finally:
        await store.close()


def app_over(store: SqliteStore, clock: StandingClock | None = None) -> App:
    """The bot over a store, at a standing clock."""
    return App(store=store, now=clock or StandingClock(), zone=SEOUL, random=Random(7))


async def add(store: SqliteStore, *drafts: Draft, at: datetime = MORNING) -> list[Story]:
    """Stories put in as an admin would."""
    return await store.write(lambda library: [library.add(one, actor=ADMIN.key, at=at) for one in drafts])
