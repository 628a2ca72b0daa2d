"""Fixtures of the Slack wire tests."""

from collections.abc import AsyncIterator

import pytest

from tests.wire.slack.running import Mode, Running, running


@pytest.fixture(params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> Mode:
    """Each transport."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
async def bot(mode: Mode) -> AsyncIterator[Running]:
    """The bot over each transport."""
    async with running(mode) as one:
        yield one


@pytest.fixture
async def socket_bot() -> AsyncIterator[Running]:
    """The bot over Socket Mode."""
    async with running() as one:
        yield one
