"""The real adapter against the local Slack, over either transport, with a small library and quick settings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Literal

from aiohttp import web

from adapters.slack.adapter import SlackAdapter, SlackSettings
from bot.app import App
from bot.fetching import FetchedPage, FetchProblem, FetchRefused
from bot.story import Story
from store.sqlite import IN_MEMORY, SqliteStore
from tests.support.building import SEOUL, StandingClock, add, draft, opened
from tests.support.slack_server import SlackServer

Mode = Literal["socket", "http"]
STORIES = (
    draft(
        "쿠버네티스 도입기",
        body="쿠버네티스를 도입하면서 배포 시간을 절반으로 줄였습니다. 처음에는 장애가 잦았습니다.",
        link="https://blog.example/kubernetes",
        company="두레",
        tags=("Kubernetes", "배포"),
    ),
    draft("모니터링 입문", link="https://blog.example/monitoring", tags=("모니터링",)),
    *(draft(f"배포 자동화 이야기 {number}", link=f"https://blog.example/deploy/{number}") for number in range(1, 9)),
)


@dataclass(slots=True)
class Running:
    """The adapter at work, the Slack it is connected to and the library behind it."""

    slack: SlackServer
    adapter: SlackAdapter
    store: SqliteStore
    stories: list[Story]
    clock: StandingClock

    async def numbered(self, title: str) -> Story:
        """The story with this title."""
        found = await self.store.read(lambda library: library.page(limit=50))
        return next(story for story in found.stories if story.title == title)


class Pages:
    """A fetcher over pages that are written down; everything else is not found."""

    def __init__(self, *pages: FetchedPage) -> None:
        self.pages = {page.link: page for page in pages}
        self.asked: list[str] = []

    async def fetch(self, link: str) -> FetchedPage:
        """The page written down for a link."""
        self.asked.append(link)
        if link not in self.pages:
            raise FetchRefused(FetchProblem.NOT_FOUND, host="blog.example")
        return self.pages[link]


def quick(slack: SlackServer, mode: Mode, **changes: object) -> SlackSettings:
    """Settings of a bot that loses no time between tries and posts."""
    settings = SlackSettings(
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        signing_secret=slack.signing_secret,
        mode=mode,
        api_url=slack.api_url,
        timeout_seconds=3,
        backoff_seconds=0.01,
        seconds_between_posts=0.01,
        ping_seconds=0.2,
        closing_seconds=2,
    )
    return replace(settings, **changes)  # type: ignore[arg-type]


@asynccontextmanager
async def running(
    mode: Mode = "socket",
    *,
    slack: SlackServer | None = None,
    pages: Pages | None = None,
    path: Path = IN_MEMORY,
    clock: StandingClock | None = None,
    **changes: object,
) -> AsyncIterator[Running]:
    """The bot connected and ready; with `slack` one that goes on, otherwise a fresh one, ended afterwards."""
    if slack is None:
        async with (
            SlackServer() as fresh,
            running(mode, slack=fresh, pages=pages, path=path, clock=clock, **changes) as bot,
        ):
            yield bot
        return
    clock = clock or StandingClock()
    async with opened(path) as store:
        known = await store.read(lambda library: library.page(limit=50))
        stories = list(known.stories) or await add(store, *STORIES)
        app = App(store=store, now=clock, zone=SEOUL, random=Random(7), shares=True)
        adapter = SlackAdapter(app, quick(slack, mode, **changes), fetcher=pages, now=clock)
        async with listening(adapter, slack):
            yield Running(slack, adapter, store, stories, clock)


async def ready(adapter: SlackAdapter, *, is_so: bool = True) -> None:
    """Returns when the adapter is ready, or no longer is."""
    async with asyncio.timeout(5):
        while adapter.is_ready() is not is_so:
            await asyncio.sleep(0.005)


@asynccontextmanager
async def listening(adapter: SlackAdapter, slack: SlackServer) -> AsyncIterator[None]:
    """The adapter started, behind a web server where it wants one, and closed."""
    app = web.Application()
    app.add_routes(adapter.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    if adapter.routes():
        slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        await adapter.start()
        await ready(adapter)
        yield
    finally:
        await adapter.close()
        await runner.cleanup()
