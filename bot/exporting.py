"""The whole library as JSON Lines, page by page, so that nobody waits for all of it."""

from collections.abc import AsyncIterator
from functools import partial

from bot.importing import to_json_line
from bot.ports import Library, Store
from bot.story import Story

_AT_ONCE = 500


async def exported(store: Store) -> AsyncIterator[bytes]:
    """Every story, hidden ones included, as a line that can be imported again."""
    after = 0
    while stories := await store.read(partial(_page, after=after)):
        for story in stories:
            yield to_json_line(story).encode() + b"\n"
        after = stories[-1].number


def _page(library: Library, *, after: int) -> tuple[Story, ...]:
    return library.every(after=after, limit=_AT_ONCE)
