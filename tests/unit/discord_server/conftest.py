"""The server under test, its own answers held to Discord's description too."""

from collections.abc import AsyncIterator

import pytest

from tests.support.discord_server import DiscordServer
from tests.unit.discord_server.small_bot import SmallBot, online


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(check_answers=True) as one:
        yield one
    assert one.platform.own_faults == []


@pytest.fixture
async def bot(server: DiscordServer) -> AsyncIterator[SmallBot]:
    async with online(server) as one:
        yield one
