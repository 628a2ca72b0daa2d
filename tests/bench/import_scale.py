"""What an import costs: the real command on generated stories, beside plain sqlite-utils with FTS5 in the same run.

`python -m tests.bench.import_scale [--stories 100000] [--seed N]`

Each runs in a process of its own, from reading the file of JSON Lines to a closed database. The baseline does what a
script of ten lines would do: no drafts, no audit, no tags of their own, no other stories to compare with; it shows what
SQLite and its index alone cost on this machine.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from tests.bench.files import BenchStory, write_stories
from tests.bench.synthetic import stories
from tests.bench.tables import table

BODY_CHARACTERS = 600  # at most
PROJECT = Path(__file__).parents[2]
STORYBOT = Path(sys.executable).with_name("storybot")
BASELINE = "--baseline"
_KIBIBYTE = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in
_OURS = ("STORYBOT_", "PYTHON", "COVERAGE_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one import took: wall and CPU seconds, peak resident bytes, bytes on disk, and what it printed."""

    seconds: float
    cpu_seconds: float
    memory: int
    disk: int
    printed: str


def main() -> None:
    """Generate, import both ways, print the table."""
    arguments = _arguments()
    if arguments.baseline:
        _insert_plainly(*arguments.baseline)
        return
    with tempfile.TemporaryDirectory(prefix="storybot-import-") as name:
        folder = Path(name)
        source = folder / "stories.jsonl"
        write_stories(source, _generated(arguments.stories, arguments.seed))
        print(f"{arguments.stories:,} stories, {_megabytes(source.stat().st_size)} MB of JSON Lines", flush=True)
        ours = _measure([str(STORYBOT), "import", str(source), "--json"], folder / "storybot.db", "--db")
        again = _measure([str(STORYBOT), "import", str(source), "--json"], folder / "storybot.db", "--db")
        plain = _measure([sys.executable, "-m", "tests.bench.import_scale", BASELINE, str(source)], folder / "plain.db")
    _check(ours, again, arguments.stories)
    print_costs(arguments.stories, ours=ours, again=again, plain=plain)


def print_costs(count: int, *, ours: Cost, again: Cost, plain: Cost) -> None:
    """Print the costs side by side, with what ours are of the baseline's."""
    head = ["", "storybot", "imported again", "sqlite-utils + FTS5", "storybot / plain"]
    rows = [
        ("seconds", "{:,.1f}", lambda cost: cost.seconds),
        ("CPU seconds", "{:,.1f}", lambda cost: cost.cpu_seconds),
        ("stories a second", "{:,.0f}", lambda cost: count / cost.seconds),
        ("peak resident memory, MB", "{:,.0f}", lambda cost: cost.memory / 1e6),
        ("database, MB", "{:,.1f}", lambda cost: cost.disk / 1e6),
        ("bytes a story", "{:,.0f}", lambda cost: cost.disk / count),
    ]
    print(
        table(
            head,
            [
                [
                    name,
                    *(form.format(figure(cost)) for cost in (ours, again, plain)),
                    f"{figure(ours) / figure(plain):.2f}",
                ]
                for name, form, figure in rows
            ],
        )
    )


def _measure(command: Sequence[str], db: Path, *option: str) -> Cost:
    """Run a command to its end; raises when it fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    started = time.perf_counter()
    with subprocess.Popen([*command, *option, str(db)], cwd=PROJECT, env=clean, stdout=subprocess.PIPE) as process:
        printed = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Cost(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss * _KIBIBYTE,
        disk=sum(part.stat().st_size for part in db.parent.glob(f"{db.name}*")),
        printed=printed.decode(),
    )


def _insert_plainly(source: str, db: str) -> None:
    with closing(Database(db)) as database:
        database.enable_wal()
        with Path(source).open(encoding="utf-8") as lines:
            database["story"].insert_all(map(json.loads, lines), pk="id")
        database["story"].enable_fts(["title", "tags", "company", "body"], create_triggers=True)


def _generated(count: int, seed: int) -> Iterator[BenchStory]:
    for story in stories(count, seed=seed, bodies=True):
        yield replace(story, id=f"bench:{story.id}", body=story.body[:BODY_CHARACTERS])


def _check(ours: Cost, again: Cost, count: int) -> None:
    """Refuse to print figures of an import that did not do its work."""
    first, second = json.loads(ours.printed), json.loads(again.printed)
    if first != {"new": count, "updated": 0, "unchanged": 0, "refused": []}:
        raise SystemExit(f"the import did not take every story: {ours.printed[:500]}")
    if second != {"new": 0, "updated": 0, "unchanged": count, "refused": []}:
        raise SystemExit(f"importing again changed something: {again.printed[:500]}")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(BASELINE, nargs=2, metavar=("SOURCE", "DB"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
