"""docs/feed-shapes.md: every feed shape, found on a server, and what came out.

Written by `python -m tests.wire.feeds.table`.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.fetching.feeds import SafeFeeds
from bot.feeds.source import Discovered
from bot.fetching import FetchRefused
from tests.wire.feeds.good_shapes import GOOD_SHAPES
from tests.wire.feeds.odd_shapes import ODD_SHAPES
from tests.wire.feeds.shapes import Shape
from tests.wire.fetching.building import QUICK, loopback
from tests.wire.fetching.serving import Asked, Served, response, serving

PAGE = Path(__file__).parents[3] / "docs" / "feed-shapes.md"
SHAPES = (*GOOD_SHAPES, *ODD_SHAPES)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
_HEAD = """# Feed shapes

What is read behind the address of a feed or a blog. Every row is a feed written for the tests, given by a local server,
found and read as any feed is. Made by `python -m tests.wire.feeds.table`, checked by `tests/wire/feeds/test_table.py`.
Times are UTC; *text*: characters of the first item, and whether the rest is fetched from its page.

| feed | kind | items | first item | author | tags | date | text | remarks |
|---|---|---|---|---|---|---|---|---|
"""


async def outcomes(shapes: Sequence[Shape]) -> list[Discovered | FetchRefused]:
    """What each shape gives: the feed or the refusal."""
    current = shapes[0]

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        host, _, port = asked.headers["host"].rpartition(":")
        answers = {
            current.path: response(
                current.content.replace(b"PORT", port.encode()), status=current.status, headers=current.headers
            )
        }
        answers |= {
            path: response(
                content if content[:2] == b"\x1f\x8b" else content.replace(b"PORT", port.encode()),
                headers={"Content-Type": "text/plain"},
            )
            for path, content in current.others.items()
        }
        known = answers if host == current.host else {}
        writer.write(known.get(asked.target, response(status=404)))

    async def ask(shape: Shape, served: Served) -> Discovered | FetchRefused:
        nonlocal current
        current = shape
        robots.clear()
        try:
            return await source.discover(f"http://{shape.host}:{served.port}{shape.path}")
        except FetchRefused as refused:
            return refused

    async with serving(answering) as served, _source(served) as source:
        robots = source._visitor._robots._known
        return [await ask(shape, served) for shape in shapes]


def _source(served: Served) -> SafeFeeds:
    return SafeFeeds(
        allowed_private=frozenset({served.endpoint}),
        limits=QUICK,
        resolve=loopback,
        now=lambda: NOW,
        pause=timedelta(),
    )


def table(found: Sequence[Discovered | FetchRefused]) -> str:
    """The page of the documentation."""
    return _HEAD + "".join(f"{_row(shape, one)}\n" for shape, one in zip(SHAPES, found, strict=True))


def _row(shape: Shape, found: Discovered | FetchRefused) -> str:
    match found:
        case FetchRefused(problem=problem):
            cells = [f"*refused: {problem.name.lower().replace('_', ' ')}*", *[""] * 7]
        case Discovered(feed=feed):
            first = feed.entries[0] if feed.entries else None
            cells = [
                feed.kind.value,
                str(len(feed.entries)),
                (first.title or "(on its page)") if first else "–",
                (first.author if first else None) or "–",
                (", ".join(first.tags) if first else "") or "–",
                f"{first.published_at:%Y-%m-%d %H:%M}" if first and first.published_at else "–",
                (f"{len(first.body):,}" + ("" if first.is_whole else ", page")) if first else "–",
                ", ".join(flaw.value.replace("_", " ") for flaw in feed.flaws) or "–",
            ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (shape.name, *cells)) + " |"


if __name__ == "__main__":
    PAGE.write_text(table(asyncio.run(outcomes(SHAPES))), encoding="utf-8")
