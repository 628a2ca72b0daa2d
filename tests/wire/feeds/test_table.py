"""Every feed shape through the whole source; docs/feed-shapes.md says what comes out."""

from bot.feeds.source import Discovered
from bot.fetching import FetchRefused
from tests.wire.feeds.shapes import Shape
from tests.wire.feeds.table import PAGE, SHAPES, outcomes, table


async def test_every_shape_is_read_or_refused_as_expected_and_the_table_says_so() -> None:
    found = await outcomes(SHAPES)
    wrong = [wrongs for shape, one in zip(SHAPES, found, strict=True) if (wrongs := _wrong(shape, one))]
    assert wrong == []
    assert len(SHAPES) >= 45
    assert PAGE.read_text(encoding="utf-8") == table(found), "run: python -m tests.wire.feeds.table"


def _wrong(shape: Shape, found: Discovered | FetchRefused) -> tuple[object, ...]:
    if isinstance(found, FetchRefused):
        return () if found.problem.name == shape.problem else (shape.name, found.problem.name)
    feed = found.feed
    first = feed.entries[0] if feed.entries else None
    got = {
        name: getattr(feed, name[5:]) if name.startswith("feed_") else getattr(first, name, "?")
        for name in shape.expected
    }
    flaws = {flaw.name for flaw in feed.flaws}
    is_right = (
        not shape.problem and len(feed.entries) == shape.items and got == shape.expected and flaws == set(shape.flaws)
    )
    return () if is_right else (shape.name, len(feed.entries), got, flaws)
