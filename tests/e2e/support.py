"""Driving the installed `storybot` command as its users do: as a process of its own, in an empty folder."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
STORYBOT = Path(sys.executable).with_name("storybot")
PATIENCE = 60  # seconds until a process that hangs fails its test
_LEFT_OUT = ("STORYBOT_", "PYTEST_", "PYTHON", "LC_", "LANG")  # as for a person who has set nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a finished process left behind."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The command in one folder, on one library."""

    folder: Path
    db: Path

    def run(self, *arguments: str | Path, **options: str | bytes) -> Ran:
        """Run one command to its end."""
        return run(*arguments, "--db", self.db, folder=self.folder, **options)

    def json(self, *arguments: str | Path) -> dict:
        """What one successful command prints for scripts."""
        return json_of(self.run(*arguments, "--json"))

    def stories(self) -> list[dict]:
        """What the library file holds, read past the command, which takes a second to start."""
        with closing(sqlite3.connect(self.db)) as connection:
            connection.row_factory = sqlite3.Row
            rows = [dict(row) for row in connection.execute("SELECT * FROM story ORDER BY number")]
        return [{**row, "tags": json.loads(row["tags"])} for row in rows]

    def chat(self, *lines: str, options: Sequence[str] = ("--no-samples",)) -> Ran:
        """Send lines through a pipe."""
        return self.run("chat", *options, stdin="".join(f"{line}\n" for line in lines).encode())


def run(
    *arguments: str | Path,
    folder: Path,
    stdin: bytes = b"",
    command: Path = STORYBOT,
    encoding: str = "utf-8",
    measured: bool = False,
    **variables: str,
) -> Ran:
    """Run the command to its end; whatever happens, no traceback may reach a person."""
    ended = subprocess.run(
        [command, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=environment(measured=measured, **variables),
        timeout=PATIENCE,
        check=False,
    )
    ran = Ran(status=ended.returncode, out=ended.stdout.decode(encoding), err=ended.stderr.decode(encoding, "replace"))
    assert "Traceback" not in ran.err, ran.err
    return ran


def json_of(ran: Ran) -> dict:
    """The one JSON object that a successful command printed."""
    assert ran.status == 0, ran.err or ran.out
    return json.loads(ran.out)


def environment(*, measured: bool = False, **variables: str) -> Mapping[str, str]:
    """The environment without our settings in it; unless `measured`, also without the measuring of coverage."""
    left_out = _LEFT_OUT if measured else (*_LEFT_OUT, "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {**kept, "LC_ALL": "C.UTF-8", **variables}


def side_by_side(*calls: Callable[[], T]) -> list[T]:
    """The results of calls run two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return [one.result() for one in [pool.submit(call) for call in calls]]


@contextmanager
def started(*arguments: str | Path, folder: Path, measured: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """A process left running; killed by its id if it still runs at the end."""
    with subprocess.Popen(
        [STORYBOT, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(measured=measured),
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def write_lines(path: Path, *records: Mapping[str, object]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path
