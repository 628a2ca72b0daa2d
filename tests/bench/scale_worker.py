"""One fresh process of the scale run: builds one engine's index, or opens it and answers a sheet of queries.

`python -m tests.bench.scale_worker build|probe SYSTEM DIRECTORY SHEET` prints one JSON object; `search_scale` reads it.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.files import BenchStory, each_story
from tests.bench.systems import Opened, system

HITS, LONG_LIST, SHORT_LIST = 10, 25, 5


def main() -> None:
    """Do what the arguments say and print what was measured."""
    action, name, directory, sheet_path = sys.argv[1:5]
    sheet = json.loads(Path(sheet_path).read_text(encoding="utf-8"))
    measure = build if action == "build" else probe
    print(json.dumps(measure(name, Path(directory), sheet)))


def build(name: str, directory: Path, sheet: dict[str, object]) -> dict[str, object]:
    """Return how long it took to index the stories of the sheet, by the wall and in cpu seconds."""
    started, cpu = time.perf_counter(), time.process_time()
    system(name).build(directory, each_story(Path(str(sheet["stories"]))))
    return {"seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - cpu}


def probe(name: str, directory: Path, sheet: dict[str, object]) -> dict[str, object]:
    """Return when the first suggestion was there, all answers with their cpu milliseconds, memory and adding."""
    opened = system(name).open_at(directory)
    sessions, queries, titles, fresh = (_list(sheet, part) for part in ("sessions", "find", "titles", "fresh"))
    opened.complete(sessions[0][0], HITS)
    first_at = time.time()
    completed = [[_timed(opened.complete, typed) for typed in session] for session in sessions]
    found = [_timed(opened.find, text) for text in queries]
    memory = resident_megabytes()
    return {
        "first_at": first_at,
        "complete": completed,
        "find": found,
        "memory": memory,
        "strokes": [_strokes_until_shown(opened, place, typed) for place, typed in titles],
        "added": [_timed_adding(opened, place, BenchStory(**story)) for place, story in fresh],
    }


def resident_megabytes() -> float:
    """Return the resident memory of this process, in MB of 1,000,000 bytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kibibytes = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return kibibytes * 1024 / 1e6


def _timed(search: Callable[[str, int], Sequence[int]], text: str) -> tuple[float, list[int]]:
    started = time.process_time_ns()
    places = search(text, HITS)
    return (time.process_time_ns() - started) / 1e6, list(places)


def _timed_adding(opened: Opened, place: int, story: BenchStory) -> float:
    started = time.process_time_ns()
    opened.add(place, story)
    return (time.process_time_ns() - started) / 1e6


def _strokes_until_shown(opened: Opened, place: int, typing: Sequence[str]) -> tuple[int, int]:
    among_25 = among_5 = len(typing)
    for count, typed in enumerate(typing, start=1):
        places = list(opened.complete(typed, LONG_LIST))
        if place in places:
            among_25 = min(among_25, count)
        if place in places[:SHORT_LIST]:
            among_5 = count
            break
    return among_25, among_5


def _list(sheet: dict[str, object], part: str) -> list:  # type: ignore[type-arg] # JSON from the parent process
    return sheet[part]  # type: ignore[return-value] # the same


if __name__ == "__main__":
    main()
