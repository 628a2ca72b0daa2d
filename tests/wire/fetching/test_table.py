"""Every page shape through the whole fetcher; docs/page-shapes.md says what comes out."""

from bot.fetching import FetchedPage, FetchRefused
from tests.wire.fetching.table import PAGE, SHAPES, outcomes, table


async def test_every_shape_is_read_or_refused_as_expected_and_the_table_says_so() -> None:
    found = await outcomes(SHAPES)
    wrong = []
    for shape, one in zip(SHAPES, found, strict=True):
        problem = one.problem.name if isinstance(one, FetchRefused) else ""
        expected = {
            name: value for name, value in shape.expected.items() if name not in {"link", "list_of_links", "image"}
        }
        got = {name: getattr(one, name) for name in expected} if isinstance(one, FetchedPage) else {}
        if problem != shape.problem or (not problem and got != expected):
            wrong.append((shape.name, problem, got))
    assert wrong == []
    assert len(SHAPES) >= 60
    assert PAGE.read_text(encoding="utf-8") == table(found), "run: python -m tests.wire.fetching.table"
