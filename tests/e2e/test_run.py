"""`storybot run` as an operator starts it: a process of its own between a local Slack and a local Discord."""

import asyncio
import signal
import socket
import sqlite3
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp

from bot.digest.target import Target
from tests.e2e.support import STORYBOT, environment, run
from tests.support.building import add, draft, opened
from tests.support.discord_server import DiscordServer
from tests.support.slack_server import GENERAL, SlackServer

PATIENCE = 40.0


def test_without_tokens_the_operator_is_told_what_to_do(tmp_path: Path):
    ran = run("run", folder=tmp_path)
    assert ran.status == 2
    assert "storybot chat" in ran.err


async def test_both_platforms_are_served_by_one_process_that_ends_cleanly(tmp_path: Path):
    async with SlackServer() as slack, DiscordServer() as discord:
        db = tmp_path / "library.db"
        async with opened(db) as store:
            await add(store, draft("쿠버네티스 도입기", link="https://blog.example/k8s"))
        async with _running(tmp_path, db, slack, discord) as (process, address):
            await _ready(address)
            asked = await slack.command("쿠버네티스")
            assert "쿠버네티스 도입기" in (await slack.reply_to(asked)).shows
            found = await discord.slash("story", {"검색어": "znqjspxltm"}, user=discord.member, channel=discord.general)
            assert "자판 교정: 쿠버네티스" in (await discord.message_of(found)).text
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


async def test_a_process_killed_again_and_again_posts_the_daily_story_once_a_channel(tmp_path: Path):
    async with SlackServer() as slack, DiscordServer() as discord:
        db = tmp_path / "library.db"
        channels = (f"slack:{GENERAL}", f"discord:{discord.general.id}")
        await _scheduled(db, channels)
        for seconds in (0.0, 0.1, 0.4):
            async with _running(tmp_path, db, slack, discord) as (process, _):
                await _until(lambda: bool(_rows(db)))
                await asyncio.sleep(seconds)
                process.kill()
                await process.wait()
            _let_leases_end(db)
        async with _running(tmp_path, db, slack, discord):
            await _until(lambda: [state for _, state in _rows(db)] == ["sent", "sent"])
        assert len([one for one in slack.posted(GENERAL) if "오늘의 글" in one.text]) == 1
        assert len([one for one in discord.general.shown if "오늘의 글" in one.text]) == 1
        slack.assert_clean()
        discord.assert_clean()


async def _scheduled(db: Path, channels: tuple[str, ...]) -> None:
    now = datetime.now(UTC)
    async with opened(db) as store:
        await add(store, *(draft(f"글 {number}", link=f"https://a.example/{number}") for number in range(5)), at=now)  # type: ignore[arg-type]
        for channel in channels:
            target = Target(
                channel=channel,
                zone=ZoneInfo("UTC"),
                since=now - timedelta(hours=1),
                at=(now - timedelta(minutes=5)).time().replace(second=0, microsecond=0),
            )
            await store.write(lambda library, target=target: library.set_target(target, actor="test:a", at=now))


@asynccontextmanager
async def _running(
    folder: Path, db: Path, slack: SlackServer, discord: DiscordServer
) -> AsyncIterator[tuple[Process, str]]:
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        STORYBOT, "run", "--db", db, cwd=folder, env=_environment(slack, discord, port), stdout=PIPE, stderr=PIPE
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


def _environment(slack: SlackServer, discord: DiscordServer, port: int) -> Mapping[str, str]:
    return environment(
        STORYBOT_SLACK_BOT_TOKEN=slack.bot_token,
        STORYBOT_SLACK_APP_TOKEN=slack.app_token,
        STORYBOT_SLACK_SIGNING_SECRET=slack.signing_secret,
        STORYBOT_SLACK_API_URL=slack.api_url,
        STORYBOT_DISCORD_TOKEN=discord.token,
        STORYBOT_DISCORD_API_URL=discord.api_url,
        STORYBOT_DISCORD_GATEWAY_URL=discord.gateway_url,
        STORYBOT_LISTEN_PORT=str(port),
        STORYBOT_LINK_CHECK="off",  # no test leaves this machine
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def _ready(address: str) -> None:
    async with aiohttp.ClientSession() as session:

        async def is_ready() -> bool:
            with suppress(aiohttp.ClientError):
                async with session.get(f"{address}/readyz") as answer:
                    return answer.status == 200
            return False

        async with asyncio.timeout(PATIENCE):
            while not await is_ready():
                await asyncio.sleep(0.05)
        async with session.get(f"{address}/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"alive": True})


def _rows(db: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute("SELECT channel, state FROM digest_post ORDER BY channel").fetchall()


def _let_leases_end(db: Path) -> None:
    """As if the time of a lease had gone by."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("UPDATE digest_post SET lease_until = due_at WHERE state = 'claimed'")


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await asyncio.sleep(0.05)
