"""Stories that are probably one: how many planted copies are found, and what looking costs.

`python -m tests.bench.near_duplicates [--stories 100000] [--copies 2000] [--baseline 1500] [--seed N]`

A generated library gets copies of some of its stories, each changed in one way a copy is changed in real life, and it
is compared from nothing; then one more copy is added. Beside it in the same run: equality of titles over the same
library, and rapidfuzz over every pair of a sample, its time reckoned up to the whole library. `found` counts planted
pairs; a pair that was not planted counts against precision, although generated stories can be alike by chance.
"""

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from sqlite3 import Connection

from rapidfuzz import fuzz

from bot.curation.upkeep import BATCH
from bot.story import Draft, Story
from store.rows import to_columns
from store.search.engine import SearchEngine
from store.sqlite import SqliteStore
from tests.bench.synthetic import stories
from tests.bench.tables import table
from tests.support.building import MORNING

ACTOR = "bench:near-duplicates"
SAME_BODY = 80.0  # rapidfuzz ratio from which the baseline calls two texts one
_KIBIBYTE = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in
WAYS = (
    "1 % of the words changed, a longer title",
    "5 % of the words changed, a longer title",
    "10 % of the words changed, a longer title",
    "20 % of the words changed, a longer title",
    "another title and byline, a tracking link",
    "the first 30 % of the body, a longer title",
    "paragraphs in another order",
    "the same title, no body",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A copy, the story it is a copy of, and how it was changed."""

    original: int
    draft: Draft
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a way of looking found (pairs of places in the library), its seconds and those of the CPU."""

    pairs: frozenset[tuple[int, int]]
    seconds: float
    cpu_seconds: float = 0.0


def main() -> None:
    """Generate, look in each way, print the tables."""
    arguments = _arguments()
    random = Random(arguments.seed)
    drafts = list(_originals(arguments.stories - arguments.copies, arguments.seed))
    planted = [_copy(drafts, nth, random) for nth in range(arguments.copies)]
    library = [*drafts, *(one.draft for one in planted)]
    wanted = {(one.original, len(drafts) + nth): one.way for nth, one in enumerate(planted)}
    print(f"{len(library):,} stories, {len(planted):,} of them planted copies, seed {arguments.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="storybot-near-") as name:
        ours, latest, disk = asyncio.run(_looked(Path(name) / "library.db", library))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIBIBYTE
    titles = _equal_titles(library)
    _print_found(wanted, ours, titles)
    sample = [*range(arguments.baseline), *(number for pair in wanted for number in pair)][: arguments.baseline * 2]
    fuzzy, share = _every_pair(library, sorted(set(sample))[: arguments.baseline])
    _print_costs(ours, titles, fuzzy.seconds / share, latest, memory, disk, len(library))


def _originals(count: int, seed: int) -> Iterator[Draft]:
    for number, one in enumerate(stories(count, seed=seed, bodies=True)):
        link = f"https://blog{number % 500}.example/posts/{number}"
        yield Draft(title=one.title, body=one.body, link=link, tags=one.tags, company=one.company)


def _copy(drafts: Sequence[Draft], nth: int, random: Random) -> Planted:
    way = WAYS[nth % len(WAYS)]
    original = nth * (len(drafts) // 4001) % len(drafts) if len(drafts) > 4001 else nth % len(drafts)
    base = drafts[original]
    copy = replace(base, link=f"https://mirror{nth}.example/{nth}?utm_source=feed")
    words = base.body.split()
    match way.split():
        case [percent, "%", *_]:
            title = f"{base.title} {random.choice(words)}"
            copy = replace(copy, title=title, body=_edited(words, int(percent) / 100, drafts, random))
        case ["another", *_]:
            copy = replace(copy, title=f"[전재] {base.title[::-1]}", author="옮긴이", company="다른 회사")
        case ["the", "first", *_]:
            copy = replace(copy, title=f"{base.title} (요약)", body=" ".join(words[: max(30, len(words) * 3 // 10)]))
        case ["paragraphs", *_]:
            copy = replace(copy, body=" ".join([*words[len(words) // 2 :], *words[: len(words) // 2]]))
        case _:
            copy = replace(copy, body="")
    return Planted(original=original, draft=copy, way=way)


def _edited(words: Sequence[str], share: float, drafts: Sequence[Draft], random: Random) -> str:
    """The words with a share of them replaced by words of other stories."""
    others = random.choice(drafts).body.split()
    return " ".join(random.choice(others) if random.random() < share else word for word in words)


async def _looked(path: Path, library: Sequence[Draft]) -> tuple[Outcome, float, float]:
    """What the library finds from nothing, seconds for one more story, and bytes on disk for it."""
    store = await SqliteStore(path, SearchEngine()).open()
    try:
        await store.maintain(lambda connection: _insert(connection, library))
        before = await _size(store)
        start_at, cpu_at = time.perf_counter(), time.process_time()
        while await store.write(lambda one: one.look_for_duplicates(limit=BATCH, at=MORNING)):
            pass
        seconds, cpu = time.perf_counter() - start_at, time.process_time() - cpu_at
        disk = await _size(store) - before
        rows = await store.maintain(
            lambda connection: connection.execute("SELECT first, second FROM likeness").fetchall()
        )
        again = replace(library[7], link="https://again.example/")
        await store.write(lambda one: one.add(again, actor=ACTOR, at=MORNING))
        start_at = time.perf_counter()
        await store.write(lambda one: one.look_for_duplicates(limit=BATCH, at=MORNING))
        latest = time.perf_counter() - start_at
    finally:
        await store.close()
    return (
        Outcome(pairs=frozenset((one - 1, other - 1) for one, other in rows), seconds=seconds, cpu_seconds=cpu),
        latest,
        disk,
    )


def _insert(connection: Connection, library: Sequence[Draft]) -> None:
    """The stories as rows alone: what searching and answering keep of them plays no part here."""
    for number, draft in enumerate(library, start=1):
        columns = to_columns(_story(number, draft)) | {"number": number}
        connection.execute(
            f"INSERT INTO story ({', '.join(columns)}) VALUES ({', '.join(':' + name for name in columns)})", columns
        )


def _story(number: int, draft: Draft) -> Story:
    return Story(
        number=number,
        id=str(number),
        title=draft.title,
        body=draft.body,
        link=draft.link,
        source_link=None,
        company=draft.company,
        author=draft.author,
        tags=draft.tags,
        views=0,
        published_at=None,
        added_at=MORNING,
        updated_at=MORNING,
        added_by=ACTOR,
        state=draft.state,
        origin=draft.origin,
    )


async def _size(store: SqliteStore) -> float:
    pages = await store.maintain(
        lambda connection: [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")]
    )
    return float(pages[0] * pages[1])


def _equal_titles(library: Sequence[Draft]) -> Outcome:
    start = time.perf_counter()
    by_title: dict[str, list[int]] = defaultdict(list)
    for number, draft in enumerate(library):
        by_title[" ".join(draft.title.casefold().split())].append(number)
    pairs = {(one, other) for group in by_title.values() for one in group for other in group if one < other}
    return Outcome(pairs=frozenset(pairs), seconds=time.perf_counter() - start)


def _every_pair(library: Sequence[Draft], sample: Sequence[int]) -> tuple[Outcome, float]:
    """rapidfuzz over every pair of a sample, and which share of the library's pairs that is."""
    start = time.perf_counter()
    pairs = {
        (one, other)
        for place, one in enumerate(sample)
        for other in sample[place + 1 :]
        if fuzz.ratio(library[one].body, library[other].body, score_cutoff=SAME_BODY)
    }
    share = (len(sample) * (len(sample) - 1)) / (len(library) * (len(library) - 1))
    return Outcome(pairs=frozenset(pairs), seconds=time.perf_counter() - start), share


def _print_found(wanted: dict[tuple[int, int], str], ours: Outcome, titles: Outcome) -> None:
    rows = []
    for way in (*WAYS, "all"):
        planted = [pair for pair, how in wanted.items() if way in (how, "all")]
        rows.append(
            [way, f"{len(planted):,}", *(f"{_share(planted, one.pairs):.1%}" for one in (ours, titles))],
        )
    print(table(["planted copies", "pairs", "storybot found", "equal titles found"], rows))
    for name, one in (("storybot", ours), ("equal titles", titles)):
        print(
            f"precision of {name}: {len(one.pairs & wanted.keys()) / max(1, len(one.pairs)):.1%} of {len(one.pairs):,}"
        )


def _share(planted: Sequence[tuple[int, int]], found: frozenset[tuple[int, int]]) -> float:
    return sum(pair in found for pair in planted) / max(1, len(planted))


def _print_costs(
    ours: Outcome, titles: Outcome, fuzzy: float, latest: float, memory: float, disk: float, count: int
) -> None:
    rows = [
        ["seconds from nothing", f"{ours.seconds:,.1f}", f"{titles.seconds:,.1f}", f"{fuzzy:,.0f}"],
        ["CPU seconds from nothing", f"{ours.cpu_seconds:,.1f}", "", ""],
        ["milliseconds a story", f"{1000 * ours.seconds / count:.2f}", "", f"{1000 * fuzzy / count:,.0f}"],
        ["milliseconds for one new story", f"{1000 * latest:.1f}", "", f"{1000 * 2 * fuzzy / count:,.0f}"],
        ["peak memory, the generated stories included, MB", f"{memory / 1e6:,.0f}", "", ""],
        ["disk, MB", f"{disk / 1e6:,.1f}", "", ""],
    ]
    print(table(["", "storybot", "equal titles", "rapidfuzz, every pair (reckoned)"], rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=100_000, help="in all, the copies among them")
    parser.add_argument("--copies", type=int, default=2000)
    parser.add_argument("--baseline", type=int, default=1500, help="stories that rapidfuzz compares, each with each")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
