"""What a look at the clock costs: 1,000 channels all due at once over 100,000 stories, and none due.

`python -m tests.bench.digest_tick [--channels 1000] [--stories 100000] [--seed 1]`

The real poster and store post into memory; the library is generated, with openings, saves, votes and four weeks of
posts behind every channel. A fifth of the channels take only some tags. Beside it, over the same file: a choice as the
poster makes it but with the candidates read afresh for each channel, and a random pick by SQL, which balances nothing.
Every figure comes from a process of its own. Rows are written straight into the tables, the search index stays empty.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from bot.digest.choice import RECENT_DAYS, Pool, choose
from bot.digest.outbox import Post, PostState
from bot.digest.posting import Poster, claim
from bot.digest.target import Target
from bot.ports import Library, Store
from tests.bench import synthetic
from tests.bench.digest.quiet import be_quiet
from tests.bench.tables import table
from tests.support.building import SEOUL, StandingClock, opened
from tests.support.messaging import Channel

T = TypeVar("T")
DAY = date(2026, 3, 2)
DUE = datetime(2026, 3, 2, tzinfo=UTC)  # 09:00 in Seoul
SECONDS_BETWEEN = 20
_AFRESH, _RANDOM = 10, 50  # channels a baseline is measured with
_KIBIBYTE = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in


@dataclass(slots=True)
class TimedStore:
    """A store that keeps how long each claim took, inside its transaction, in milliseconds."""

    store: Store
    claims: list[float] = field(default_factory=list)

    async def read(self, work: Callable[[Library], T]) -> T:
        return await self.store.read(work)

    async def write(self, work: Callable[[Library], T]) -> T:
        if getattr(work, "func", None) is not claim:
            return await self.store.write(work)

        def timed(library: Library) -> T:
            started = time.perf_counter()
            try:
                return work(library)
            finally:
                self.claims.append((time.perf_counter() - started) * 1000)

        return await self.store.write(timed)


def main() -> None:
    """Generate, measure each way in a process of its own, print the table."""
    arguments = _arguments()
    if arguments.measure:
        be_quiet()
        print(json.dumps(asyncio.run(MEASURES[arguments.measure](arguments.db, arguments.channels))))
        return
    with tempfile.TemporaryDirectory(prefix="storybot-tick-") as folder:
        db = Path(folder) / "library.db"
        started = time.perf_counter()
        asyncio.run(make_library(db, arguments.channels, arguments.stories, arguments.seed))
        print(
            f"{arguments.stories:,} stories, {arguments.channels:,} channels, {RECENT_DAYS} days of posts behind each; "
            f"made in {time.perf_counter() - started:,.0f} s",
            flush=True,
        )
        found = {name: _measured(name, db, arguments.channels) for name in MEASURES}
    print("\n".join(lines(found, arguments.channels)))


async def make_library(db: Path, channels: int, count: int, seed: int) -> None:
    """The library file, with the clock at an hour before the posts are due."""
    async with opened(db) as store:
        await store.maintain(lambda connection: _insert_stories(connection, count, seed))
        await store.write(lambda library: _schedule(library, channels, count, seed))


async def nothing_due(db: Path, channels: int) -> dict[str, Any]:
    """A look at the clock at which no channel is due."""
    return await _ticked(db, DUE - timedelta(hours=1), expected=0)


async def all_due(db: Path, channels: int) -> dict[str, Any]:
    """A look at the clock at which every channel is due; then one more, at which all is done."""
    found = await _ticked(db, DUE + timedelta(seconds=5), expected=channels)
    again = await _ticked(db, DUE + timedelta(seconds=25), expected=0)
    return found | {"again": again["seconds"]}


async def read_afresh(db: Path, channels: int) -> dict[str, Any]:
    """The same choice with all candidates read for each channel."""

    def chosen(library: Library, target: Target) -> object:
        pool = Pool(library.candidates(), DAY)
        lately = library.lately(target.channel, DAY, days=RECENT_DAYS)
        return choose(pool, DAY, lately, had=library.had(target.channel))

    return await _each(db, _AFRESH, chosen)


async def drawn_by_sql(db: Path, channels: int) -> dict[str, Any]:
    """A random story that the channel has not had, the way a script would do it."""

    def drawn(library: Any, target: Target) -> object:
        return library._connection.execute(
            """SELECT number FROM story WHERE state = 'live' AND number NOT IN
               (SELECT story FROM digest_post WHERE channel = ? AND story IS NOT NULL)
               ORDER BY random() LIMIT 1""",
            (target.channel,),
        ).fetchone()

    return await _each(db, _RANDOM, drawn)


MEASURES: Mapping[str, Callable[[Path, int], Any]] = {
    "nothing due": nothing_due,
    "all read afresh, each channel": read_afresh,
    "drawn at random by SQL": drawn_by_sql,
    "all due": all_due,  # last: it changes the file
}


def lines(found: Mapping[str, Mapping[str, Any]], channels: int) -> Iterator[str]:
    """The figures side by side."""
    head = [
        "a look at the clock",
        "channels",
        "seconds",
        "CPU seconds",
        "ms a channel: mean",
        "choice: p50",
        "p99",
        "peak memory, MB",
    ]
    rows = []
    for name, one in found.items():
        each = sorted(one["each"])
        mean = one["seconds"] / max(one["channels"], 1) * 1000
        cells = [f"{mean:,.2f}", f"{_at(each, 0.5):,.2f}", f"{_at(each, 0.99):,.2f}"] if each else ["-", "-", "-"]
        rows.append(
            [
                name,
                f"{one['channels']:,}",
                f"{one['seconds']:,.3f}",
                f"{one['cpu']:,.3f}",
                *cells,
                f"{one['memory'] / 1e6:,.0f}",
            ]
        )
    yield table(head, rows)
    ours, afresh, drawn = (found[name] for name in ("all due", *list(MEASURES)[1:3]))
    yield f"a second look right after: {ours['again']:,.3f} s"
    for name, one in (("read afresh", afresh), ("drawn by SQL", drawn)):
        whole = one["cpu"] / one["channels"] * channels
        yield f"{channels:,} channels {name}: about {whole:,.0f} CPU seconds, {whole / ours['cpu']:,.1f} times ours"
    yield f"the poster looks every {SECONDS_BETWEEN} s; a look that takes longer delays the next one"


async def _ticked(db: Path, at: datetime, *, expected: int) -> dict[str, Any]:
    async with opened(db) as store:
        timed, messenger = TimedStore(store), Channel()
        poster = Poster(
            store=timed,  # type: ignore[arg-type] # passes every unit of work on
            messengers={"slack": messenger},
            now=StandingClock(at=at),
            owner="bench",
        )
        started, cpu = time.perf_counter(), time.process_time()
        await poster.tick()
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    if len(messenger.posted) != expected:
        raise SystemExit(f"{len(messenger.posted)} posts went out instead of {expected}")
    return {"channels": expected, "seconds": seconds, "cpu": cpu, "each": timed.claims, "memory": _peak()}


async def _each(db: Path, channels: int, work: Callable[[Any, Target], object]) -> dict[str, Any]:
    """How long `work` takes for each of the first channels."""
    each: list[float] = []
    async with opened(db) as store:
        targets = await store.read(lambda library: library.targets())
        cpu = time.process_time()
        for target in targets[:channels]:
            started = time.perf_counter()
            await store.read(partial(work, target=target))
            each.append((time.perf_counter() - started) * 1000)
    return {
        "channels": channels,
        "seconds": sum(each) / 1000,
        "cpu": time.process_time() - cpu,
        "each": each,
        "memory": _peak(),
    }


def _measured(name: str, db: Path, channels: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.digest_tick", "--measure", name, "--db", str(db)]
    done = subprocess.run([*command, "--channels", str(channels)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def _insert_stories(connection: Any, count: int, seed: int) -> None:
    random, at = Random(seed), datetime(2026, 2, 1, tzinfo=UTC)
    for number, story in enumerate(synthetic.stories(count, seed=seed), start=1):
        added = at - timedelta(days=random.expovariate(1 / 400), seconds=number % 86_400)
        when = added.isoformat(timespec="microseconds")
        body = "지표와 로그를 함께 봅니다. 알림은 적을수록 좋습니다."
        tags = json.dumps(list(dict.fromkeys(story.tags)), ensure_ascii=False)
        views = int(random.paretovariate(1.2) * 10)
        connection.execute(
            """INSERT INTO story (number, id, title, title_key, body, company, tags, views, published_at, added_at,
                                  updated_at, added_by, state, origin)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'test:a', 'live', 'listing')""",
            (number, f"b:{number}", story.title, story.title, body, story.company, tags, views, when, when, when),
        )
        for tag in dict.fromkeys(story.tags):
            connection.execute("INSERT INTO story_tag VALUES (?, ?, ?)", (number, tag.casefold(), tag))
    for table_, share, values in (
        ("opening (story, day, times)", 5, lambda number: (number, "2026-02-20", random.randint(1, 9))),
        ("saved (story, actor, at)", 20, lambda number: (number, "slack:U1", f"{at.isoformat()}")),
        ("vote (story, actor, likes, at)", 20, lambda number: (number, "slack:U1", number % 3 and 1, at.isoformat())),
    ):
        rows = [values(number) for number in random.sample(range(1, count + 1), count // share)]
        marks = ", ".join("?" * len(rows[0])) if rows else ""
        connection.executemany(f"INSERT INTO {table_} VALUES ({marks})", rows)


def _schedule(library: Library, channels: int, count: int, seed: int) -> None:
    random, since = Random(seed), DUE - timedelta(days=RECENT_DAYS, hours=2)
    common = [tag for story in synthetic.stories(50, seed=seed) for tag in story.tags]
    for place in range(channels):
        channel = f"slack:C{place:05}"
        tags = (common[place % 10],) if not place % 5 else ()
        library.set_target(Target(channel=channel, zone=SEOUL, since=since, tags=tags), actor="test:a", at=since)
        had = random.sample(range(1, count + 1), RECENT_DAYS)
        for back, number in enumerate(had, start=1):
            at = DUE - timedelta(days=back)
            day = DAY - timedelta(days=back)
            sent = Post(
                channel=channel, day=day, state=PostState.SENT, due_at=at, at=at, story=number, stories=(number,)
            )
            library.put_post(sent)


def _peak() -> int:
    """The most resident memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIBIBYTE


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--channels", type=int, default=1_000)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measure", choices=list(MEASURES), help=argparse.SUPPRESS)
    parser.add_argument("--db", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
