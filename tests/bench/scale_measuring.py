"""Measuring one size of the scale run: every engine built in one fresh process, queried in another, and judged."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.bench import synthetic
from tests.bench.files import BenchStory, write_stories
from tests.bench.key_strokes import STROKES_AT_MOST, typing
from tests.bench.scale_queries import FindQuery, find_queries, holds_what_was_typed, typing_sessions

SCAN, SCANNED_AT_MOST = "rapidfuzz scan", 100_000
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

    def rows(self, path: Path, share: int) -> dict[str, object]:
        """Return the sheet for a worker, with one in `share` of the queries; its stories lie at `path`."""
        first = len(self.stories)
        return {
            "stories": str(path),
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


def make_sheet(count: int, *, seed: int, bodies: bool) -> Sheet:
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
