"""Two processes on one library: 30 days, 50 channels, both looking at the clock at the same moments.

`python -m tests.bench.digest_processes [--days 30] [--channels 50]`

Each has its own store on the one file, its own connections to the local Slack and Discord (half of the channels each),
the real poster and adapters. Their clocks step together. Every day both look when nothing is due, twice when everything
is, and once more after the lease; on the first days each in turn is ahead of the other. Counted is what stands in the
channels; exit status 1 unless it is one a day each.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from bot.digest.outbox import LEASE
from tests.bench.digest.life import Life, fork_server, serve
from tests.bench.digest.plans import due_at
from tests.bench.digest.stage import Stage, owners, rows, set_targets, staged
from tests.support.building import SEOUL

FIRST = date(2026, 2, 20)
PROCESSES = 2
LOOKS = (timedelta(seconds=-30), timedelta(seconds=2), timedelta(seconds=22), LEASE + timedelta(minutes=1))


@dataclass(slots=True)
class Result:
    """What came of it: how many posts each process made, what was expected, doubled and lost."""

    expected: int = 0
    sent: int = 0
    doubled: int = 0
    lost: int = 0
    by_owner: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def main() -> None:
    """Run, print, fail on any difference."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--channels", type=int, default=50)
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="storybot-processes-") as folder:
        result = asyncio.run(run(Path(folder), days=arguments.days, channels=arguments.channels))
    print("\n".join(lines(result)))
    print(f"{time.monotonic() - started:,.0f} s")
    sys.exit(1 if result.faults else 0)


async def run(folder: Path, *, days: int, channels: int) -> Result:
    """Let both processes post day by day, then count."""
    async with staged(fork_server(), folder, stories=days + 5) as stage, stage.channels("two", channels // 2) as keys:
        db, log = stage.library("two"), folder / "log"
        start = due_at(FIRST, SEOUL)
        stage.clock.put(start - timedelta(hours=1))
        await set_targets(db, keys, start - timedelta(minutes=30))
        life = Life(db=db, addresses=stage.addresses, log=log)
        async with _serving(stage, life) as looks:
            for ahead in range(days):
                for since in LOOKS:
                    stage.clock.put(due_at(FIRST + timedelta(days=ahead), SEOUL) + since)
                    for first in looks[ahead : ahead + 1]:
                        await asyncio.to_thread(_look, first)
                    await asyncio.gather(*(asyncio.to_thread(_look, look) for look in looks))
                stage.discord.forget_nonces()
        return _counted(stage, db, keys, [FIRST + timedelta(days=ahead) for ahead in range(days)])


def lines(result: Result) -> Iterator[str]:
    """The counts as they are printed."""
    yield from result.faults[:20]
    shares = ", ".join(f"{count:,}" for count in result.by_owner.values())
    yield (
        f"dates×channels {result.expected:,}, sent exactly once {result.sent:,}, doubled {result.doubled}, "
        f"lost {result.lost}; by process {shares}"
    )


@asynccontextmanager
async def _serving(stage: Stage, life: Life) -> AsyncIterator[list[Connection]]:
    """The processes, connected and waiting to be told to look."""
    context, ends, processes = stage.context, [], []
    for number in range(PROCESSES):
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve, args=(life, stage.clock.offset, theirs, f"process {number}"), daemon=True
        )
        process.start()
        ends.append(ours)
        processes.append(process)
    try:
        await asyncio.gather(*(asyncio.to_thread(end.recv) for end in ends))
        yield ends
    finally:
        for process in processes:
            process.kill()
            await stage.end_of(process)


def _look(end: Connection) -> None:
    end.send("look")
    end.recv()


def _counted(stage: Stage, db: Path, channels: Sequence[str], days: Sequence[date]) -> Result:
    result = Result()
    kept = {(channel, day): (state, title) for channel, day, state, title in rows(db)}
    for channel in channels:
        shown = stage.shown(channel)
        titles = Counter(title for title in (kept.get((channel, day), ("", "?"))[1] for day in days))
        for day in days:
            state, title = kept.get((channel, day), ("missing", "?"))
            standing = sum(title in text for text in shown)
            result.expected += 1
            result.sent += state == "sent" and standing == 1
            result.doubled += standing > titles[title]
            result.lost += standing == 0
            if standing != 1 or state != "sent":
                result.faults.append(f"{channel} {day}: {state}, stands there {standing} times")
        if len(shown) != len(days):
            result.faults.append(f"{channel}: {len(shown)} posts on {len(days)} days")
    result.by_owner.update(owners(db))
    return result


if __name__ == "__main__":
    main()
