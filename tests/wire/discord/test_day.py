"""A member's and an admin's day in Discord, with a restart in the middle, as docs/discord-day.md tells it."""

from pathlib import Path

from tests.support.building import StandingClock, opened
from tests.support.discord_server import DiscordServer
from tests.wire.discord.conftest import Stage
from tests.wire.discord.days import PAGE, the_day


async def test_the_day_goes_as_the_documentation_tells_it(tmp_path: Path) -> None:
    async with DiscordServer() as server, opened(tmp_path / "library.db") as store:
        with server.pointed_at():
            page = await the_day(Stage(server=server, store=store, clock=StandingClock()))
        server.assert_clean()
    assert page == PAGE.read_text(encoding="utf-8"), "run: python -m tests.wire.discord.days"
