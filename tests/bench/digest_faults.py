"""Exactly once, whatever fails: the posting process is killed (SIGKILL) at every step of sending and at random moments,
or stopped while another takes over; answers are lost, connections cut, both platforms say 429 and 503. It comes back
now or days later by the test's clock.

`python -m tests.bench.digest_faults [--runs 500] [--seed 1] [--lanes 4] [--only STEP]`

The process runs the real store, poster and adapters over real HTTP to the local platforms; it is forked with everything
imported. Every run has fresh channels on both platforms and goes on until each date has come to its end in the outbox.
Judged by what stands in the channels: a date that a healthy process saw within the grace must stand there once, any
other once or, recorded as skipped or failed, not at all. Exit status 1 on any violation.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.digest.life import fork_server
from tests.bench.digest.plans import STEPS, Plan, plans
from tests.bench.digest.quiet import be_quiet
from tests.bench.digest.running import run_one
from tests.bench.digest.stage import staged
from tests.bench.digest.verdict import Tally
from tests.bench.tables import table

_SHOWN_FAULTS = 20
_TOLD_EVERY = 50


@dataclass(slots=True)
class Report:
    """What all runs came to: in all, by platform, by the step a run is about and by when the process came back."""

    runs: int = 0
    killed: int = 0
    total: Tally = field(default_factory=Tally)
    groups: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))

    def take(self, plan: Plan, tallies: dict[str, Tally], killed: int) -> None:
        """Count a run, whose tallies are by channel."""
        self.runs += 1
        self.killed += killed
        for channel, tally in tallies.items():
            self.total.add(tally)
            platform = channel.partition(":")[0]
            for group in (("platform", platform), ("step", plan.about.step), ("back", plan.about.back_after)):
                self.groups[group].add(tally)


def main() -> None:
    """Read the arguments, run, print, and fail where anything was doubled or lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lanes", type=int, default=4, help="runs at the same time")
    parser.add_argument("--only", choices=STEPS, help="only runs about this")
    arguments = parser.parse_args()
    be_quiet()
    chosen = [
        one
        for one in plans(100_000 if arguments.only else arguments.runs, arguments.seed)
        if not arguments.only or one.about.step == arguments.only
    ][: arguments.runs]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="storybot-faults-") as folder:
        report = asyncio.run(run(chosen, Path(folder), lanes=arguments.lanes))
    print("\n".join(lines(report)))
    print(f"{time.monotonic() - started:,.0f} s")
    sys.exit(1 if report.total.faults else 0)


async def run(chosen: Sequence[Plan], folder: Path, *, lanes: int) -> Report:
    """Do all runs, so many at the same time."""
    report, waiting, context = Report(), iter(chosen), fork_server()

    async def lane(number: int) -> None:
        place = folder / str(number)
        place.mkdir()
        async with staged(context, place) as stage:
            for plan in waiting:
                report.take(plan, *await run_one(stage, plan))
                if not report.runs % _TOLD_EVERY:
                    told = f"{report.runs} runs, {len(report.total.faults)} of them with faults"
                    print(told, file=sys.stderr, flush=True)

    async with asyncio.TaskGroup() as group:
        for number in range(lanes):
            group.create_task(lane(number))
    return report


def lines(report: Report) -> Iterator[str]:
    """The report as it is printed."""
    head = ["", "dates × channels", "sent exactly once", "skipped as configured", "doubled", "lost"]
    cells = [
        [f"{kind}: {name}", *(f"{one:,}" for one in (of.expected, of.sent, of.skipped, of.doubled, of.lost))]
        for (kind, name), of in sorted(report.groups.items())
    ]
    yield table(head, cells)
    yield from report.total.faults[:_SHOWN_FAULTS]
    total = report.total
    yield (
        f"runs {report.runs:,}, processes killed {report.killed:,}, dates×channels {total.expected:,}, "
        f"sent exactly once {total.sent:,}, doubled {total.doubled}, lost {total.lost}, "
        f"skipped as configured {total.skipped:,}"
    )


if __name__ == "__main__":
    main()
