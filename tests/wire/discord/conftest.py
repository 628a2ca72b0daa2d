"""The bot in a local Discord: real discord.py, real store, nothing patched."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from adapters.discord.adapter import DiscordAdapter, DiscordSettings
from bot.fetching import PageFetcher
from store.sqlite import SqliteStore
from tests.support.building import StandingClock, add, app_over, draft, opened
from tests.support.discord_server import DiscordServer


def settings_for(server: DiscordServer, **changes: object) -> DiscordSettings:
    """The settings of a bot in this server; impatient, so that nothing in a test waits for long."""
    settings = DiscordSettings(
        token=server.token,
        api_url=server.api_url,
        gateway_url=server.gateway_url,
        retry_seconds=0.02,
        identify_seconds=0.05,
        timeout_seconds=5.0,
    )
    return dataclasses.replace(settings, **changes)  # type: ignore[arg-type]


async def eventually(is_so: Callable[[], object], *, within: float = 5.0) -> None:
    """Wait for what happens inside the bot, where no event tells."""
    async with asyncio.timeout(within):
        while not is_so():
            await asyncio.sleep(0.005)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A Discord with a library of three stories, and the way to start the bot in it."""

    server: DiscordServer
    store: SqliteStore
    clock: StandingClock

    @asynccontextmanager
    async def bot(self, *, fetcher: PageFetcher | None = None, **changes: object) -> AsyncIterator[DiscordAdapter]:
        """The bot, connected."""
        app = dataclasses.replace(app_over(self.store, self.clock), shares=True)
        adapter = DiscordAdapter(app, settings_for(self.server, **changes), fetcher=fetcher, now=self.clock)
        await adapter.start()
        try:
            await eventually(adapter.is_ready)
            yield adapter
        finally:
            await adapter.close()


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Discord and a library; what the bot sent must have been clean in the end."""
    async with DiscordServer() as server, opened() as store:
        with server.pointed_at():
            await add(
                store,
                draft("모니터링 입문", link="https://a.example/monitoring", company="가나", tags=("관측",)),
                draft("쿠버네티스 모니터링 실전", link="https://a.example/k8s", body="파드와 노드의 지표를 모읍니다."),
                draft("캐시 스탬피드 막기", link="https://b.example/cache", company="다라"),
            )
            yield Stage(server=server, store=store, clock=StandingClock())
        server.assert_clean()
