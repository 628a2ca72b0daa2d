"""What does following feeds cost? A full round and a conditional one, beside a plain loop without a store.

`python -m tests.bench.feed_rounds [--feeds 1000] [--items 20] [--body 3000]`: a local aiohttp server in a process of
its own gives every feed under a host of its own, with ETags; loopback is opened to the product as in the tests. Ours
asks each host for robots.txt, reads in the reading process, and takes stories into a library in a file. The baseline
asks one feed after another with one aiohttp session and feedparser, and keeps nothing.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import feedparser
from aiohttp import ClientSession, TCPConnector, web
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.fetching.feeds import SafeFeeds
from bot.feeds.feed import Feed
from bot.feeds.rounds import Follower, Report
from bot.feeds.values import FeedKind
from bot.logs import configure_logging
from bot.ports import Library
from store.sqlite import SqliteStore
from tests.bench.synthetic import stories
from tests.bench.tables import table
from tests.support.building import MORNING, StandingClock, opened

PROJECT = Path(__file__).parents[2]
_KIBIBYTE = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
)


def main() -> None:
    """Serve, measure ours and the baseline one after the other, print."""
    arguments = _arguments()
    if arguments.part:
        parts = {"serve": _serve, "ours": _ours, "plain": _plain}
        asyncio.run(parts[arguments.part](arguments))
        return
    with tempfile.TemporaryDirectory(prefix="storybot-feeds-") as folder:
        server = subprocess.Popen(_command(arguments, "serve"), cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            arguments.port = int(server.stdout.readline())
            load = os.getloadavg()[0]
            ours = _measured(arguments, "ours", Path(folder) / "library.db")
            plain = _measured(arguments, "plain", Path(folder) / "none")
        finally:
            server.kill()
            server.wait()
    print(f"{arguments.feeds:,} feeds of {arguments.items} items, {arguments.body:,} characters each; load {load:.1f}")
    _print(ours, plain)


def _print(ours: dict[str, float], plain: dict[str, float]) -> None:
    rows = [
        ("full round, minutes", "{:.2f}", "full"),
        ("feeds a second", "{:.1f}", "full_rate"),
        ("conditional round, minutes", "{:.2f}", "conditional"),
        ("conditional feeds a second", "{:.1f}", "conditional_rate"),
        ("CPU seconds, both rounds", "{:,.0f}", "cpu"),
        ("CPU seconds of the reading process", "{:,.0f}", "reader_cpu"),
        ("requests, full", "{:,.0f}", "full_requests"),
        ("requests, conditional", "{:,.0f}", "conditional_requests"),
        ("answers 304, conditional", "{:,.0f}", "unchanged"),
        ("items read or taken", "{:,.0f}", "items"),
        ("peak memory, MB", "{:,.0f}", "memory"),
        ("peak memory of the reading process, MB", "{:,.0f}", "reader_memory"),
    ]
    shown = [
        [name, *(form.format(cost[key]) if key in cost else "–" for cost in (ours, plain))] for name, form, key in rows
    ]
    sys.stdout.write(table(["", "storybot", "aiohttp + feedparser"], shown) + "\n")


async def _ours(arguments: argparse.Namespace) -> None:
    configure_logging("error", "console", sys.stderr)
    clock = StandingClock()
    source = SafeFeeds(allowed_private=frozenset({f"127.0.0.1:{arguments.port}"}), resolve=_loopback, now=clock)
    async with opened(arguments.db) as store, source:
        await store.write(lambda library: _add(library, arguments))
        follower = Follower(store=store, source=source, now=clock, random=Random(1))
        full, full_report = await _round(follower)
        full_requests = await _requests(arguments)
        clock.forward(hours=3)
        conditional, report = await _round(follower)
        conditional_requests = await _requests(arguments)
        taken = await _count(store)
    if full_report.failed or report.failed or taken != arguments.feeds * arguments.items:
        raise SystemExit(f"the rounds did not do their work: {full_report} {report} {taken} stories")
    found = _figures(arguments, full, conditional)
    found |= {
        "full_requests": full_requests["all"],
        "conditional_requests": conditional_requests["all"],
        "unchanged": conditional_requests["304"],
        "items": taken,
        "cpu": _cpu(resource.RUSAGE_SELF),
        "memory": _peak(resource.RUSAGE_SELF),
        "reader_cpu": _cpu(resource.RUSAGE_CHILDREN),
        "reader_memory": _peak(resource.RUSAGE_CHILDREN),
    }
    sys.stdout.write(json.dumps(found) + "\n")


async def _plain(arguments: argparse.Namespace) -> None:
    tags: dict[str, str] = {}
    items = 0
    spent = []
    requests = []
    async with ClientSession(connector=TCPConnector(resolver=_Loopback())) as session:
        for _ in range(2):
            started = time.perf_counter()
            for number in range(arguments.feeds):
                link = _address(number, arguments.port)
                headers = {"If-None-Match": tags[link]} if link in tags else {}
                async with session.get(link, headers=headers) as response:
                    if response.status == 200:
                        tags[link] = response.headers["ETag"]
                        items += len(feedparser.parse(BytesIO(await response.read())).entries)
            spent.append(time.perf_counter() - started)
            requests.append(await _requests(arguments))
    found = _figures(arguments, *spent)
    found |= {
        "full_requests": requests[0]["all"],
        "conditional_requests": requests[1]["all"],
        "unchanged": requests[1]["304"],
        "items": items,
        "cpu": _cpu(resource.RUSAGE_SELF),
        "memory": _peak(resource.RUSAGE_SELF),
    }
    sys.stdout.write(json.dumps(found) + "\n")


async def _round(follower: Follower) -> tuple[float, Report]:
    started = time.perf_counter()
    report = await follower.round(limit=1_000_000)
    return time.perf_counter() - started, report


def _figures(arguments: argparse.Namespace, full: float, conditional: float) -> dict[str, float]:
    return {
        "full": full / 60,
        "full_rate": arguments.feeds / full,
        "conditional": conditional / 60,
        "conditional_rate": arguments.feeds / conditional,
    }


async def _serve(arguments: argparse.Namespace) -> None:
    """Give the feeds until killed; `/requests` tells what was asked since it was last asked."""
    counts: Counter[str] = Counter()
    made = list(stories(arguments.items * 50, seed=1, bodies=True))
    text = " ".join(story.body for story in made)

    async def feed(request: web.Request) -> web.Response:
        counts["all"] += 1
        if request.headers.get("If-None-Match") == '"1"':
            counts["304"] += 1
            return web.Response(status=304, headers={"ETag": '"1"'})
        number = int((request.url.host or "f0").split(".")[0][1:])
        return web.Response(body=_feed(number, arguments, text), headers={"ETag": '"1"'}, content_type="text/xml")

    async def other(_: web.Request) -> web.Response:
        counts["all"] += 1
        return web.Response(status=404)

    async def asked(_: web.Request) -> web.Response:
        found = {"all": counts["all"], "304": counts["304"]}
        counts.clear()
        return web.json_response(found)

    app = web.Application()
    app.add_routes([web.get("/feed", feed), web.get("/requests", asked), web.get("/{tail:.*}", other)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def _feed(number: int, arguments: argparse.Namespace, text: str) -> bytes:
    random = Random(number)
    items = []
    for place in range(arguments.items):
        start = random.randrange(max(1, len(text) - arguments.body))
        body = text[start : start + arguments.body].replace("]]>", "").replace("<", "&lt;")
        paragraphs = "".join(f"<p>{body[at : at + 300]}</p>" for at in range(0, len(body), 300))
        items.append(
            f"<item><title>{body[:40].strip() or number} {number}-{place}</title>"
            f"<link>http://f{number}.bench.example/posts/{place}</link>"
            f"<guid isPermaLink='false'>{number}-{place}</guid>"
            f"<pubDate>Mon, {1 + place % 28:02} Dec 2025 09:00:00 +0900</pubDate><category>tag{place}</category>"
            f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>"
        )
    head = f"<channel><title>feed {number}</title><link>http://f{number}.bench.example/</link>"
    return f"{_HEAD}{head}{''.join(items)}</channel></rss>".encode()


def _add(library: Library, arguments: argparse.Namespace) -> None:
    for number in range(arguments.feeds):
        address = _address(number, arguments.port)
        library.add_feed(
            Feed(
                address=address,
                name=urlsplit(address).hostname or address,
                kind=FeedKind.RSS,
                added_by="bench:1",
                added_at=MORNING,
                next_at=MORNING,
            )
        )


def _address(number: int, port: int) -> str:
    return f"http://f{number}.bench.example:{port}/feed"


async def _requests(arguments: argparse.Namespace) -> dict[str, int]:
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{arguments.port}/requests") as response:
        found: dict[str, int] = await response.json()
        return found


async def _count(store: SqliteStore) -> int:
    return await store.read(lambda library: library.count())


async def _loopback(_host: str, _port: int) -> Sequence[str]:
    return ("127.0.0.1",)


class _Loopback(AbstractResolver):
    """Every name is this machine."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=2, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is held."""


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss * _KIBIBYTE / 1e6


def _measured(arguments: argparse.Namespace, part: str, db: Path) -> dict[str, float]:
    command = [*_command(arguments, part), "--port", str(arguments.port), "--db", str(db)]
    printed = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=True).stdout
    found: dict[str, float] = json.loads(printed.splitlines()[-1])
    return found


def _command(arguments: argparse.Namespace, part: str) -> list[str]:
    sizes = ["--feeds", str(arguments.feeds), "--items", str(arguments.items), "--body", str(arguments.body)]
    return [sys.executable, "-m", "tests.bench.feed_rounds", "--part", part, *sizes]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--body", type=int, default=3000)
    parser.add_argument("--part", choices=("serve", "ours", "plain"), help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--db", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
