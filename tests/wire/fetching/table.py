"""docs/page-shapes.md: every page shape, fetched from a server, and what came out.

Written by `python -m tests.wire.fetching.table`.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from adapters.fetching.fetcher import SafeFetcher
from bot.fetching import FetchedPage, FetchRefused
from tests.wire.fetching.blog_shapes import BLOG_SHAPES
from tests.wire.fetching.building import QUICK, fetcher
from tests.wire.fetching.odd_shapes import ODD_SHAPES
from tests.wire.fetching.serving import Asked, Served, response, serving
from tests.wire.fetching.shapes import Shape

PAGE = Path(__file__).parents[3] / "docs" / "page-shapes.md"
SHAPES = (*BLOG_SHAPES, *ODD_SHAPES)
_HEAD = """# Page shapes

What is read from a page by its link. Every row is a page written for the tests, given by a local server, and fetched
and read as any page is. Made by `python -m tests.wire.fetching.table`, checked by `tests/wire/fetching/test_table.py`.
Times are UTC; *text* counts the characters of the body, a number in brackets its headings, lists, fences and tables.

| page | title | company | author | tags | date | views | lang | text |
|---|---|---|---|---|---|---|---|---|
"""


async def outcomes(shapes: Sequence[Shape]) -> list[FetchedPage | FetchRefused]:
    """What each shape gives: the page or the refusal."""
    known = {(shape.host, shape.path): shape for shape in SHAPES}
    current = shapes[0]

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        host = asked.headers["host"].rpartition(":")[0]
        is_asked_for = (host, asked.target) == (current.host, current.path)
        shape = current if is_asked_for else known.get((host, asked.target), current)
        writer.write(response(shape.content, status=shape.status, headers=shape.headers))

    async def ask(shape: Shape) -> FetchedPage | FetchRefused:
        nonlocal current
        current = shape
        return await _outcome(one, served, shape)

    async with serving(answering) as served, fetcher(served, limits=replace(QUICK, redirects=3)) as one:
        return [await ask(shape) for shape in shapes]


async def _outcome(one: SafeFetcher, served: Served, shape: Shape) -> FetchedPage | FetchRefused:
    try:
        return await one.fetch(f"http://{shape.host}:{served.port}{shape.path}")
    except FetchRefused as refused:
        return refused


def table(found: Sequence[FetchedPage | FetchRefused]) -> str:
    """The page of the documentation."""
    return _HEAD + "".join(f"{_row(shape, one)}\n" for shape, one in zip(SHAPES, found, strict=True))


def _row(shape: Shape, found: FetchedPage | FetchRefused) -> str:
    match found:
        case FetchRefused(problem=problem):
            cells = [f"*refused: {problem.name.lower().replace('_', ' ')}*", *[""] * 7]
        case FetchedPage():
            cells = [
                _short(found.title),
                found.company or "–",
                found.author or "–",
                ", ".join(found.tags) or "–",
                f"{found.published_at:%Y-%m-%d %H:%M}" if found.published_at else "–",
                f"{found.views:,}" if found.views is not None else "–",
                found.language or "–",
                _text(found),
            ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (shape.name, *cells)) + " |"


def _short(title: str) -> str:
    return title if len(title) <= 32 else f"{title[:31]}…"


def _text(found: FetchedPage) -> str:
    if found.posts:
        return f"{len(found.posts)} whole posts"
    if found.list_of_links:
        return f"{len(found.list_of_links)} links to posts"
    lines = found.body.split("\n")
    built = sum(line.startswith(("#", "- ", "1. ", "|---", "> ")) for line in lines) + found.body.count("```") // 2
    return f"{len(found.body):,}" + (f" ({built})" if built else "")


if __name__ == "__main__":
    PAGE.write_text(table(asyncio.run(outcomes(SHAPES))), encoding="utf-8")
