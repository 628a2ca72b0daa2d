"""How soon does Discord hear from the bot under load? First responses to commands and key presses on a large library.

`python -m tests.bench.discord_load [--stories 100000] [--commands 200] [--keys 1000] [--keys-a-second 100]`: all the
commands arrive at once, then the key presses at their rate. discord.py, the bot, the library and the local Discord
share one process and one core, so the figures are an upper bound. An answer after 3 s counts as lost, as at Discord.
"""

import argparse
import asyncio
import dataclasses
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import quantiles

from adapters.discord.adapter import DiscordAdapter, DiscordSettings
from bot.logs import configure_logging
from bot.story import Draft
from store.sqlite import SqliteStore
from tests.bench.synthetic import stories
from tests.support.building import ADMIN, MORNING, StandingClock, app_over, opened
from tests.support.discord_server import DiscordServer, Interaction

_PATIENCE_SECONDS = 3.0
_AT_ONCE = 1000


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--commands", type=int, default=200)
    parser.add_argument("--keys", type=int, default=1000)
    parser.add_argument("--keys-a-second", type=int, default=100)
    parser.add_argument("--library", type=Path, help="keep the library here and use it again")
    configure_logging("error", "console", sys.stderr)
    asyncio.run(measure(parser.parse_args()))


async def measure(arguments: argparse.Namespace) -> None:
    """Build the library, put the load on, print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.library or Path(folder) / "library.db"
        async with DiscordServer(check_schema=False) as server, opened(path) as store:
            with server.pointed_at():
                titles = await _filled(store, arguments.stories)
                app = dataclasses.replace(app_over(store, StandingClock()), shares=True)
                key = f"discord:commands:{server.application_id}:everywhere"  # noted by an earlier run, elsewhere
                await store.write(lambda library: library.note(key, "", at=MORNING))
                adapter = DiscordAdapter(app, _settings(server), now=StandingClock())
                await adapter.start()
                try:
                    await server.connected()
                    await server.message_of(await server.slash("story", {"query": titles[0]}), within=60)
                    _print("commands at once", await _commands(server, titles, arguments.commands))
                    _print("key presses", await _keys(server, titles, arguments.keys, arguments.keys_a_second))
                finally:
                    await adapter.close()


async def _commands(server: DiscordServer, titles: Sequence[str], count: int) -> list[Interaction]:
    random = Random(1)
    sent = []
    for _ in range(count):
        words = random.choice(titles).split()
        sent.append(await server.slash("story", {"query": " ".join(words[: random.randint(1, 3)])}))
    await _settled(sent)
    return sent


async def _keys(server: DiscordServer, titles: Sequence[str], count: int, a_second: int) -> list[Interaction]:
    sent = []
    started = time.perf_counter()
    for number, typed in enumerate(_strokes(titles, count)):
        await asyncio.sleep(max(0.0, started + number / a_second - time.perf_counter()))
        sent.append(await server.autocomplete("story", {"query": typed}))
    await _settled(sent)
    return sent


def _strokes(titles: Sequence[str], count: int) -> Iterator[str]:
    """What stands in the field at each key press of people who type titles."""
    random = Random(2)
    while True:
        title = random.choice(titles)[:8]
        for end in range(1, len(title) + 1):
            if count == 0:
                return
            count -= 1
            yield title[:end]


async def _settled(sent: Sequence[Interaction]) -> None:
    deadline = time.perf_counter() + 60
    while any(one.response is None for one in sent) and time.perf_counter() < deadline:
        await asyncio.sleep(0.05)


def _print(what: str, sent: Sequence[Interaction]) -> None:
    spans = sorted(one.response.after for one in sent if one.response)
    lost = sum(1 for one in sent if one.response is None or one.response.after > _PATIENCE_SECONDS)
    cuts = quantiles(spans, n=100)
    sys.stdout.write(
        f"{what}: {len(sent)} sent, {lost} lost, first response p50 {cuts[49] * 1000:.0f} ms, "
        f"p99 {cuts[98] * 1000:.0f} ms, longest {spans[-1] * 1000:.0f} ms\n"
    )


async def _filled(store: SqliteStore, count: int) -> list[str]:
    """The titles of a library with so many stories, filled unless it is already."""
    drafts = [Draft(title=one.title, body=one.body, company=one.company, tags=one.tags) for one in stories(count)]
    there = await store.read(lambda library: library.count())
    started = time.perf_counter()
    for start in range(there, count, _AT_ONCE):
        some = drafts[start : start + _AT_ONCE]
        await store.write(lambda library, some=some: [library.add(one, actor=ADMIN.key, at=MORNING) for one in some])
    sys.stdout.write(
        f"{count} stories, filled in {time.perf_counter() - started:.0f} s; load average {os.getloadavg()[0]:.1f}\n"
    )
    return [one.title for one in drafts]


def _settings(server: DiscordServer) -> DiscordSettings:
    return DiscordSettings(token=server.token, api_url=server.api_url, gateway_url=server.gateway_url)


if __name__ == "__main__":
    main()
