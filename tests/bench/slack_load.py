"""Many people type `/story` in Slack at the same moment: how soon is each acknowledged and answered, is any lost?

`python -m tests.bench.slack_load [--stories 100000] [--commands 200] [--rounds 3] [--mode socket] [--library FILE]`

The bot is the real adapter over a library file, in a process of its own; the local Slack of the tests drives it from
here and checks every message it gets, which costs about as much again. FILE is kept and used again when it holds enough
stories.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import get_args

import structlog

from adapters.slack.adapter import SlackAdapter
from bot.app import App
from bot.story import Draft
from store.sqlite import SqliteStore
from tests.bench.scoring import percentile
from tests.bench.synthetic import stories
from tests.bench.tables import table
from tests.support.building import MORNING, SEOUL, StandingClock, opened
from tests.support.slack_server import Delivery, SlackServer
from tests.wire.slack.running import Mode, listening, quick

PUT_AT_ONCE = 2_000
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One moment: the seconds to each acknowledgement and answer, and how many commands got none."""

    acks: Sequence[float]
    answers: Sequence[float]
    lost: int


def main() -> None:
    """Measure and print."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    arguments = _arguments()
    if arguments.bot:
        asyncio.run(_serve(arguments.library, arguments.bot, arguments.mode))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.library or Path(folder) / "library.db"
        rounds = asyncio.run(measure(path, arguments))
    heads = ["", "ack p50", "ack p99", "answer p50", "answer p99", "lost"]
    print(f"{arguments.commands} commands at once, {arguments.stories:,} stories, {arguments.mode}; milliseconds")
    print(table(heads, [_row(f"round {number}", one) for number, one in enumerate(rounds, start=1)]))


async def measure(path: Path, arguments: argparse.Namespace) -> list[Round]:
    """The rounds over a library at `path`, which is filled first where it holds too little."""
    async with opened(path) as store:
        titles = await _filled(store, arguments.stories)
    async with SlackServer() as slack, _bot(path, slack, arguments.mode):
        random = Random(arguments.seed)
        queries = [_query(random, titles) for _ in range(arguments.commands * arguments.rounds)]
        await _asked(slack, queries[:1])  # the person is known from here on, as in a working day
        every = iter(queries)
        return [await _asked(slack, list(islice(every, arguments.commands))) for _ in range(arguments.rounds)]


@asynccontextmanager
async def _bot(path: Path, slack: SlackServer, mode: Mode) -> AsyncIterator[None]:
    command = (sys.executable, "-m", "tests.bench.slack_load", "--bot", slack.api_url, "--library", str(path))
    process = await asyncio.create_subprocess_exec(
        *command, "--mode", mode, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    if process.stdin is None or process.stdout is None:
        raise AssertionError("the bot has no pipes")
    address = (await process.stdout.readline()).decode().strip()
    if address.startswith("http"):
        slack.request_url = address
    try:
        yield
    finally:
        process.stdin.close()
        await process.wait()


async def _serve(path: Path, api_url: str, mode: Mode) -> None:
    """The bot by itself: says where it listens, or that it is connected, and ends with its standard input."""
    slack = SlackServer()
    settings = replace(quick(slack, mode), api_url=api_url, timeout_seconds=PATIENCE_SECONDS)
    async with opened(path) as store:
        app = App(store=store, now=StandingClock(), zone=SEOUL, random=Random(1), shares=True)
        async with listening(SlackAdapter(app, settings), slack):
            print(slack.request_url or "connected", flush=True)
            await asyncio.to_thread(sys.stdin.read)


async def _asked(slack: SlackServer, queries: Sequence[str]) -> Round:
    deliveries = await asyncio.gather(*(slack.command(query) for query in queries))
    answers = await asyncio.gather(*(_answered(slack, one) for one in deliveries))
    await slack.settled(timeout=PATIENCE_SECONDS)
    once = [len(slack.replies_to(one)) == 1 for one in deliveries]
    return Round(
        acks=[one.ack_seconds for one in deliveries if one.ack_seconds is not None],
        answers=[seconds for seconds in answers if seconds is not None],
        lost=sum(not is_once for is_once in once) + sum(not one.acked for one in deliveries),
    )


async def _answered(slack: SlackServer, delivery: Delivery) -> float | None:
    try:
        reply = await slack.reply_to(delivery, timeout=PATIENCE_SECONDS)
    except AssertionError:
        return None
    return reply.at - delivery.sent_at


async def _filled(store: SqliteStore, count: int) -> list[str]:
    """Titles of a library that holds at least `count` stories."""
    every = stories(count, seed=1)
    started = time.perf_counter()
    if await store.read(lambda library: library.count()) < count:
        while batch := [_draft(story.title, story.id, story.tags) for story in islice(every, PUT_AT_ONCE)]:
            await store.write(
                lambda library, batch=batch: [library.add(one, actor="bench:load", at=MORNING) for one in batch]
            )
        print(f"{count:,} stories put in within {time.perf_counter() - started:.0f} s")
    page = await store.read(lambda library: library.page(limit=1_000))
    return [story.title for story in page.stories]


def _draft(title: str, number: str, tags: Sequence[str]) -> Draft:
    return Draft(title=title, id=f"load:{number}", tags=tuple(tags), link=f"https://load.example/{number}")


def _query(random: Random, titles: Sequence[str]) -> str:
    """Two or three words of a title, as people search."""
    words = random.choice(titles).split()
    return " ".join(random.sample(words, min(len(words), random.choice((1, 2, 3)))))


def _row(name: str, one: Round) -> list[str]:
    figures = [percentile(sorted(values), share) * 1000 for values in (one.acks, one.answers) for share in (0.5, 0.99)]
    return [name, *(f"{figure:.0f}" for figure in figures), str(one.lost)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--commands", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mode", choices=get_args(Mode), default="socket")
    parser.add_argument("--library", type=Path, help="a file to keep the library in")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bot", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
