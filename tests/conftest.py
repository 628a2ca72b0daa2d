"""Fixtures of the whole suite."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.app import App
from store.sqlite import IN_MEMORY, SqliteStore
from tests.support.building import SHARED, StandingClock, app_over, opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use the development files are left out where these are absent, and say so."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the development files (../shared) are not here"))


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Whoever configures logging leaves it as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture(params=["memory", "file"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """Every implementation of the store."""
    async with opened(IN_MEMORY if request.param == "memory" else tmp_path / "library.db") as one:
        yield one


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
async def app(clock: StandingClock) -> AsyncIterator[App]:
    """The bot over a library in memory."""
    async with opened() as one:
        yield app_over(one, clock)
