"""The stage of a run: a local Slack and a local Discord behind wires, a shared clock, channels, a library file.

A stage serves many runs, one after the other: each has channels of its own, which are taken away afterwards.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.digest.target import Target
from tests.bench.digest.life import Addresses, Life, live
from tests.bench.digest.wire import Wire
from tests.support.building import SEOUL, add, draft, opened
from tests.support.discord_server import Channel, ChannelKind, DiscordServer
from tests.support.discord_server import setting as discord_setting
from tests.support.slack_server import BOT, MEMBER, SlackServer
from tests.support.slack_server.people import Channel as SlackChannel

STORIES = 24
_LONGEST_LIFE = 40.0  # seconds; a process that hangs fails its run


@dataclass(slots=True)
class SharedClock:
    """The wall's clock and an offset that every process of a run sees."""

    offset: Any

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.offset.value)

    def put(self, at: datetime) -> None:
        """It is `at` now."""
        self.offset.value = (at - datetime.now(UTC)).total_seconds()

    def forward(self, span: timedelta) -> None:
        """Time passes."""
        self.offset.value += span.total_seconds()


@dataclass(slots=True, kw_only=True)
class Stage:
    """Servers, wires, clock; `now` of the platforms is the run's clock, ahead of it by `skew`."""

    context: ForkServerContext
    folder: Path
    clock: SharedClock
    slack: SlackServer
    discord: DiscordServer
    wires: dict[str, Wire] = field(default_factory=dict)
    process: ForkServerProcess | None = None
    skew: timedelta = timedelta()

    @property
    def addresses(self) -> Addresses:
        """Where a bot finds the platforms: their wires."""
        return Addresses(
            slack_api=self.wires["slack"].url(self.slack.api_url),
            slack_token=self.slack.bot_token,
            discord_api=self.wires["discord"].url(self.discord.api_url),
            discord_gateway=self.discord.gateway_url,
            discord_token=self.discord.token,
        )

    def platform_time(self) -> datetime:
        """What the platforms' clocks show."""
        return self.clock() + self.skew

    def platform_seconds(self) -> float:
        """The same in seconds of the epoch."""
        return self.platform_time().timestamp()

    def start(self, life: Life) -> ForkServerProcess:
        """A process that lives this life."""
        self.process = self.context.Process(target=live, args=(life, self.clock.offset), daemon=True)
        self.process.start()
        return self.process

    async def end_of(self, process: ForkServerProcess) -> int | None:
        """The exit status of a process once it has ended; it is killed, and None given, when it hangs."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_LIFE):
                await _ended(process)
            process.join()
            return process.exitcode
        process.kill()
        process.join()
        return None

    async def kill(self) -> None:
        """SIGKILL for the process that lives, if one does."""
        if self.process is not None:
            self.process.kill()
            await _ended(self.process)

    def library(self, name: str) -> Path:
        """A fresh copy of the library of some stories, and no target."""
        return Path(shutil.copy(self.folder / "template.db", self.folder / f"{name}.db"))

    @asynccontextmanager
    async def channels(self, name: str, each: int) -> AsyncIterator[tuple[str, ...]]:
        """Keys of fresh channels, so many on each platform."""
        slack = [SlackChannel(id=f"C{name}{place}".upper(), name=name, members={BOT, MEMBER}) for place in range(each)]
        world, guild = self.discord.platform.world, self.discord.guild
        first = discord_setting.GENERAL + 1000
        discord = [Channel(first + place, ChannelKind.TEXT, f"{name}-{place}", guild) for place in range(each)]
        for one in slack:
            self.slack.workspace.add_channel(one)
        for channel in discord:
            world.add_channel(channel)
        try:
            yield (*(f"slack:{one.id}" for one in slack), *(f"discord:{one.id}" for one in discord))
        finally:
            for one in slack:
                self.slack.workspace.channels.pop(one.id)
                self.slack.workspace.messages.pop(one.id, None)
            for channel in discord:
                world.channels.pop(channel.id)
                guild.channels.pop(channel.id)
            self.discord.platform.calls.clear()
            self.discord.forget_nonces()

    def shown(self, channel: str) -> list[str]:
        """The texts that the bot posted in a channel."""
        platform, _, number = channel.partition(":")
        if platform == "slack":
            return [one.shows for one in self.slack.posted(number)]
        me = self.discord.bot
        return [one.text for one in self.discord.platform.world.channels[int(number)].shown if one.author is me]

    async def chatter(self, channel: str, count: int) -> None:
        """People write in the channel."""
        platform, _, number = channel.partition(":")
        for place in range(count):
            if platform == "slack":
                self.slack.put(f"이야기 {place}", channel=number)
            else:
                where = self.discord.platform.world.channels[int(number)]
                await self.discord.message(f"이야기 {place}", channel=where, at=self.discord.platform.now())


@asynccontextmanager
async def staged(context: ForkServerContext, folder: Path, *, stories: int = STORIES) -> AsyncIterator[Stage]:
    """A stage with its library's template made."""
    clock = SharedClock(context.Value("d", 0.0, lock=False))
    async with AsyncExitStack() as stack:
        slack = SlackServer()
        discord = DiscordServer(now=lambda: clock() + stage.skew, check_schema=False)
        stage = Stage(context=context, folder=folder, clock=clock, slack=slack, discord=discord)
        slack.workspace.now = stage.platform_seconds
        await stack.enter_async_context(slack)
        await stack.enter_async_context(discord)
        for name, url in (("slack", slack.api_url), ("discord", discord.api_url)):
            stage.wires[name] = await stack.enter_async_context(await Wire(stage.kill).towards(url))
        await _make_template(folder / "template.db", stories)
        yield stage


async def set_targets(db: Path, channels: tuple[str, ...], since: datetime, zone: ZoneInfo = SEOUL) -> None:
    """A daily schedule at nine for each channel."""
    async with opened(db) as store:
        for channel in channels:
            target = Target(channel=channel, zone=zone, since=since)
            await store.write(lambda library, target=target: library.set_target(target, actor="test:a", at=since))


def owners(db: Path) -> list[str]:
    """Which process made each post."""
    with closing(sqlite3.connect(db)) as connection:
        return [owner for (owner,) in connection.execute("SELECT owner FROM digest_post ORDER BY owner")]


def rows(db: Path) -> Iterator[tuple[str, date, str, str]]:
    """The outbox as another process sees it: channel, day, state, the title of the story."""
    with closing(sqlite3.connect(db)) as connection:
        found = connection.execute(
            "SELECT channel, day, p.state, coalesce(title, '') FROM digest_post p LEFT JOIN story ON number = p.story"
        ).fetchall()
    for channel, day, state, title in found:
        yield channel, date.fromisoformat(day), state, title


async def _make_template(path: Path, stories: int) -> None:
    at = datetime(2025, 12, 1, tzinfo=UTC)
    async with opened(path) as store:
        titles = [f"{number}번째 이야기" for number in range(100, 100 + stories)]
        await add(store, *(draft(title, link=f"https://a.example/{title[:3]}") for title in titles), at=at)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def _ended(process: ForkServerProcess) -> None:
    while process.exitcode is None:
        await asyncio.sleep(0.003)
