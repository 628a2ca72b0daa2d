"""A round killed at any moment: going on afterwards leaves every item once."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from bot.feeds.feed import Feed
from tests.support.building import MORNING, StandingClock, opened
from tests.support.feeding import Source, entry, feed, follower, look

FEEDS, ITEMS, KILLS = 12, 8, 2
PROJECT = Path(__file__).parents[3]
_ROUND = """
import asyncio, pathlib, sys
from tests.wire.feeds.test_kill import one_round
asyncio.run(one_round(pathlib.Path(sys.argv[1]), told=lambda _: print(flush=True)))
"""


class Many(Source):
    """Gives each feed items of its own."""

    async def look(self, asked: object) -> object:  # type: ignore[override]
        number = getattr(asked, "number", 0)
        items = [
            entry(one, id=f"{number}-{one}", link=f"https://{number}.example/{one}", title=f"{number}의 {one}번째")
            for one in range(ITEMS)
        ]
        return look(*items, address=getattr(asked, "address", ""))


async def one_round(path: Path, told: Callable[[Feed], None] = lambda _: None) -> None:
    async with opened(path) as store:
        await follower(store, Many(), StandingClock()).round(told=told)


async def test_a_round_that_is_killed_again_and_again_ends_with_every_item_once(tmp_path: Path) -> None:
    path, random = tmp_path / "library.db", Random(1)
    async with opened(path) as store:
        for number in range(1, FEEDS + 1):
            one = feed(f"https://{number}.example/feed", next_at=MORNING)
            await store.write(lambda library, one=one: library.add_feed(one))
    for _ in range(KILLS):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _ROUND, str(path), cwd=PROJECT, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        await process.stdout.readline()  # the first feed is done
        await asyncio.sleep(random.uniform(0, 0.03))
        process.kill()
        await process.communicate()
    await one_round(path)
    async with opened(path) as store:
        stories = await store.read(lambda library: library.every(after=0, limit=1000))
        begun = [one.begun for one in await store.read(lambda library: library.feeds())]
    assert len(stories) == len({story.title for story in stories}) == FEEDS * ITEMS
    assert begun == [True] * FEEDS
