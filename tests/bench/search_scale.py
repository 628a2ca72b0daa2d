"""What the engine costs as the library grows, beside other engines over the same stories in the same run.

`python -m tests.bench.search_scale --stories 1000 10000 100000 1000000 [--seed N] [--bodies]`

Every engine is built in one fresh process and queried in another, which imports nothing but that engine. Times of
searches are cpu milliseconds; behind a figure of another engine stands what storybot's is of it (under 1: storybot
costs less).
"""

import argparse
from collections.abc import Callable, Sequence

from tests.bench.scale_measuring import SCAN, SCANNED_AT_MOST, Measured, Sheet, make_sheet, measure_all
from tests.bench.scoring import percentile
from tests.bench.systems import NAMES
from tests.bench.tables import table

ENGINE = "storybot"


def main() -> None:
    """Measure every size in turn and print its table."""
    arguments = _arguments()
    growth = []
    for count in arguments.stories:
        sheet = make_sheet(count, seed=arguments.seed, bodies=arguments.bodies)
        measured = measure_all(sheet, [name for name in NAMES if not arguments.only or name in arguments.only])
        print_size(sheet, measured)
        growth.append((count, measured.get(ENGINE)))
    print_growth([(count, figures) for count, figures in growth if figures])


def print_size(sheet: Sheet, measured: dict[str, Measured]) -> None:
    """Print the table of one size."""
    kind = "full stories" if sheet.stories[0].body else "titles"
    calls = sum(map(len, sheet.sessions))
    print(f"\n{len(sheet.stories):,} {kind}: {calls} completions, {len(sheet.finds)} finds", end="")
    is_long = len(sheet.stories) > SCANNED_AT_MOST
    print(f" (no {SCAN} above {SCANNED_AT_MOST:,}: about a second per query)" if is_long else "")
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
    parser.add_argument("--only", nargs="+", choices=list(NAMES), help="only these engines")
    return parser.parse_args()


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
