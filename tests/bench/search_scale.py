"""What the engine costs as the library grows, beside other engines over the same stories in the same run.

`python -m tests.bench.search_scale --stories 1000 10000 100000 1000000 [--seed N] [--bodies] [--kiwi]`

Every engine is built in one fresh process and queried in another, which imports nothing but that engine. Times of
searches are cpu milliseconds; behind a figure of another engine stands what storybot's is of it (under 1: storybot
costs less).
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.bench import synthetic
from tests.bench.files import BenchStory, write_stories
from tests.bench.key_strokes import STROKES_AT_MOST, typing
from tests.bench.scale_queries import FindQuery, find_queries, holds_what_was_typed, typing_sessions
from tests.bench.scoring import percentile
from tests.bench.systems import NAMES
from tests.bench.tables import table

ENGINE, SCAN = "storybot", "rapidfuzz scan"
SCANNED_AT_MOST = 100_000
SESSIONS, FINDS, TITLES, ADDED = 120, 280, 40, 20
SCAN_SHARE = 6  # a scan is slow: it answers one in so many queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The stories of one size and what is asked of every engine over them."""

    stories: Sequence[BenchStory]
    fresh: Sequence[BenchStory]
    sessions: Sequence[Sequence[str]]
    finds: Sequence[FindQuery]
    titles: Sequence[tuple[int, Sequence[str]]]
    kiwi: bool

    def rows(self, path: Path, share: int) -> dict[str, object]:
        """Return the sheet for a worker, with one in `share` of the queries; its stories lie at `path`."""
        first = len(self.stories)
        return {
            "stories": str(path),
            "kiwi": self.kiwi,
            "sessions": self.sessions[::share],
            "find": [query.text for query in self.finds[::share]],
            "titles": self.titles[::share],
            "fresh": [(first + place, _fields(story)) for place, story in enumerate(self.fresh)],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures of one engine at one size. Times in seconds where the name says so, else cpu milliseconds."""

    build_seconds: float
    disk_megabytes: float
    memory_megabytes: float
    cold_milliseconds: float
    complete: Sequence[float]
    complete_answered: float
    find: Sequence[float]
    find_answered: float
    answered_by_kind: dict[str, float]
    added: Sequence[float]
    among_25: Sequence[int]
    among_5: Sequence[int]


def main() -> None:
    """Measure every size in turn and print its table."""
    arguments = _arguments()
    growth = []
    for count in arguments.stories:
        sheet = make_sheet(count, seed=arguments.seed, bodies=arguments.bodies, kiwi=arguments.kiwi)
        measured = measure_all(sheet, [name for name in NAMES if not arguments.only or name in arguments.only])
        print_size(sheet, measured)
        growth.append((count, measured.get(ENGINE)))
    print_growth([(count, figures) for count, figures in growth if figures])


def make_sheet(count: int, *, seed: int, bodies: bool, kiwi: bool) -> Sheet:
    """Return the same stories and queries for the same arguments."""
    made = list(synthetic.stories(count + ADDED, seed=seed, bodies=bodies))
    stories, fresh, random = made[:count], made[count:], Random(seed)
    places = random.sample(range(count), min(TITLES, count))
    return Sheet(
        stories=stories,
        fresh=fresh,
        sessions=typing_sessions(random, stories, SESSIONS),
        finds=find_queries(random, stories, FINDS),
        titles=[(place, list(typing(stories[place].title))[:STROKES_AT_MOST]) for place in places],
        kiwi=kiwi,
    )


def measure_all(sheet: Sheet, names: Sequence[str]) -> dict[str, Measured]:
    """Return the figures of these engines over the sheet; a scan is left out where it would take too long."""
    with TemporaryDirectory(prefix="storybot-scale-") as directory:
        path = Path(directory) / "stories.jsonl"
        write_stories(path, sheet.stories)
        is_short = len(sheet.stories) <= SCANNED_AT_MOST
        return {name: measure(name, sheet, path) for name in names if name != SCAN or is_short}


def measure(name: str, sheet: Sheet, path: Path) -> Measured:
    """Build one engine in a fresh process, query it in another, and judge the answers."""
    share = SCAN_SHARE if name == SCAN else 1
    directory = path.with_name("index")
    directory.mkdir()
    sheet_path = path.with_name("sheet.json")
    sheet_path.write_text(json.dumps(sheet.rows(path, share), ensure_ascii=False), encoding="utf-8")
    built = _run("build", name, directory, sheet_path)
    size = sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())
    started = time.time()
    probed = _run("probe", name, directory, sheet_path)
    shutil.rmtree(directory)
    return _judge(sheet, share, built, probed, size, started)


def print_size(sheet: Sheet, measured: dict[str, Measured]) -> None:
    """Print the table of one size."""
    kind = "full stories" if sheet.stories[0].body else "titles"
    calls = sum(map(len, sheet.sessions))
    print(f"\n{len(sheet.stories):,} {kind}: {calls} completions, {len(sheet.finds)} finds", end="")
    print("" if SCAN in measured else f" (no {SCAN} above {SCANNED_AT_MOST:,}: seconds per query)")
    rows = [[head, *(_cell(figure, measured, name, form) for name in measured)] for head, form, figure in ROWS]
    rows += [
        [f"  {kind} %", *(f"{m.answered_by_kind[kind] * 100:.0f}" for m in measured.values())]
        for kind in next(iter(measured.values())).answered_by_kind
    ]
    print(table(["", *measured], rows), flush=True)


def print_growth(sizes: Sequence[tuple[int, Measured]]) -> None:
    """Print what the engine's figures are of those at the smallest size."""
    if len(sizes) < 2:
        return
    smallest = sizes[0][1]
    print(f"\n{ENGINE}, each size against {sizes[0][0]:,}")
    rows = [[head, *(f"{figure(m) / max(figure(smallest), 1e-9):.1f} ×" for _, m in sizes)] for head, figure in GROWING]
    print(table(["", *(f"{count:,}" for count, _ in sizes)], rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bodies", action="store_true", help="full stories instead of titles")
    parser.add_argument("--kiwi", action="store_true", help="with morphemes (slow to build)")
    parser.add_argument("--only", nargs="+", choices=list(NAMES), help="only these engines")
    return parser.parse_args()


def _fields(story: BenchStory) -> dict[str, object]:
    return {"id": story.id, "title": story.title, "body": story.body, "tags": story.tags, "company": story.company}


def _run(action: str, name: str, directory: Path, sheet: Path) -> dict[str, list]:  # type: ignore[type-arg] # JSON
    command = [sys.executable, "-m", "tests.bench.scale_worker", action, name, str(directory), str(sheet)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        raise SystemExit(f"{name} could not {action}:\n{done.stderr}")
    return json.loads(done.stdout)  # type: ignore[no-any-return] # the worker's shape is the contract


def _judge(sheet: Sheet, share: int, built: dict, probed: dict, size: int, started: float) -> Measured:  # type: ignore[type-arg] # JSON
    """Turn what the workers printed into figures: which answers hold what was meant."""
    every = [*sheet.stories, *sheet.fresh]
    completed = [
        (milliseconds, holds_what_was_typed(typed, [every[place].title for place in places]))
        for session, answers in zip(sheet.sessions[::share], probed["complete"], strict=True)
        for typed, (milliseconds, places) in zip(session, answers, strict=True)
    ]
    found = [
        (query.kind, milliseconds, query.is_answered_by([every[place] for place in places]))
        for query, (milliseconds, places) in zip(sheet.finds[::share], probed["find"], strict=True)
    ]
    return Measured(
        build_seconds=built["seconds"],
        disk_megabytes=size / 1e6,
        memory_megabytes=probed["memory"],
        cold_milliseconds=(probed["first_at"] - started) * 1000,
        complete=sorted(milliseconds for milliseconds, _ in completed),
        complete_answered=_share([right for _, right in completed]),
        find=sorted(milliseconds for _, milliseconds, _ in found),
        find_answered=_share([right for _, _, right in found]),
        answered_by_kind={
            kind: _share([right for other, _, right in found if other == kind])
            for kind in dict.fromkeys(query.kind for query in sheet.finds)
        },
        added=sorted(probed["added"]),
        among_25=sorted(long for long, _ in probed["strokes"]),
        among_5=sorted(short for _, short in probed["strokes"]),
    )


def _share(rights: Sequence[bool]) -> float:
    return sum(rights) / len(rights) if rights else 0.0


def _cell(figure: Callable[[Measured], float], measured: dict[str, Measured], name: str, form: str) -> str:
    value = figure(measured[name])
    if name == ENGINE or ENGINE not in measured or "%" in form or not value:
        return form.format(value)
    return f"{form.format(value)} ({figure(measured[ENGINE]) / value:.2f}×)"


Row = tuple[str, str, Callable[[Measured], float]]
ROWS: tuple[Row, ...] = (
    ("build, s", "{:.1f}", lambda m: m.build_seconds),
    ("on disk, MB", "{:.1f}", lambda m: m.disk_megabytes),
    ("resident memory, MB", "{:.0f}", lambda m: m.memory_megabytes),
    ("cold start to first suggestion, ms", "{:.0f}", lambda m: m.cold_milliseconds),
    ("complete p50, ms", "{:.3f}", lambda m: percentile(m.complete, 0.5)),
    ("complete p95, ms", "{:.3f}", lambda m: percentile(m.complete, 0.95)),
    ("complete p99, ms", "{:.3f}", lambda m: percentile(m.complete, 0.99)),
    ("complete gives what was typed", "{:.1%}", lambda m: m.complete_answered),
    ("find p50, ms", "{:.3f}", lambda m: percentile(m.find, 0.5)),
    ("find p95, ms", "{:.3f}", lambda m: percentile(m.find, 0.95)),
    ("find p99, ms", "{:.3f}", lambda m: percentile(m.find, 0.99)),
    ("one story added, ms", "{:.2f}", lambda m: percentile(m.added, 0.5)),
    ("keys until among 25, median", "{:.0f}", lambda m: percentile(m.among_25, 0.5)),
    ("keys until among 25, p90", "{:.0f}", lambda m: percentile(m.among_25, 0.9)),
    ("keys until among 5, median", "{:.0f}", lambda m: percentile(m.among_5, 0.5)),
    ("keys until among 5, p90", "{:.0f}", lambda m: percentile(m.among_5, 0.9)),
    ("find gives what was meant", "{:.1%}", lambda m: m.find_answered),
)
GROWING: tuple[tuple[str, Callable[[Measured], float]], ...] = (
    ("complete p50", lambda m: percentile(m.complete, 0.5)),
    ("complete p95", lambda m: percentile(m.complete, 0.95)),
    ("find p50", lambda m: percentile(m.find, 0.5)),
    ("find p95", lambda m: percentile(m.find, 0.95)),
    ("one story added", lambda m: percentile(m.added, 0.5)),
    ("resident memory", lambda m: m.memory_megabytes),
)

if __name__ == "__main__":
    main()
