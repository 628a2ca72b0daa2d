"""Which feed does a typed address mean? The feed there, one its page points to, or the site map of its site."""

import dataclasses
from typing import Final
from urllib.parse import urljoin

from adapters.fetching.getting import Answer
from adapters.fetching.reading.feed.document import FeedReading
from adapters.fetching.reading.values import Unreadable
from adapters.fetching.targets import target_of
from adapters.fetching.visiting import Visitor
from bot.feeds.source import Discovered
from bot.feeds.values import FeedKind, Maps, Pointers, ReadFeed
from bot.fetching import FetchProblem, FetchRefused

_MOST_TRIED: Final = 10  # addresses looked at to find one feed
_MAPS: Final = ("/sitemap.xml", "/sitemap_index.xml")
_FOR_NOW: Final = frozenset({FetchProblem.BUSY, FetchProblem.TIMEOUT, FetchProblem.UNREACHABLE})


async def discover(visitor: Visitor, link: str) -> Discovered:
    """The feed behind a typed address. Raises FetchRefused: why that cannot be read, or NOT_A_FEED."""
    answer, reading = await _visited(visitor, link)
    match reading:
        case ReadFeed() | Maps():
            return Discovered(address=answer.link, feed=await visitor.feed(reading, answer.link))
        case Pointers():
            return await _pointed_to(visitor, answer.link, reading)
        case Unreadable(problem=problem):
            raise FetchRefused(problem, host=target_of(answer.link).host)


async def _pointed_to(visitor: Visitor, link: str, page: Pointers) -> Discovered:
    """The first feed with items of those a page points to; else the site map; else a feed that is empty still."""
    empty = None
    for address in page.links[:_MOST_TRIED]:
        found = await _tried(visitor, address)
        if found is not None and found.feed.entries:
            return dataclasses.replace(found, feed=_named(found.feed, page.title))
        empty = empty or found
    best = await _mapped(visitor, link) or empty
    if best is None:
        raise FetchRefused(FetchProblem.NOT_A_FEED, host=target_of(link).host)
    return dataclasses.replace(best, feed=_named(best.feed, page.title))


async def _mapped(visitor: Visitor, link: str) -> Discovered | None:
    rules = await visitor.rules(link)
    for address in dict.fromkeys((*rules.maps, *(urljoin(link, path) for path in _MAPS))):
        found = await _tried(visitor, address)
        if found is not None and found.kind is FeedKind.SITEMAP and found.feed.entries:
            return found
    return None


async def _tried(visitor: Visitor, address: str) -> Discovered | None:
    """What is read at an address, None where no feed stands there. Raises FetchRefused where that may change soon."""
    try:
        answer, reading = await _visited(visitor, address)
        if isinstance(reading, Pointers | Unreadable):
            return None
        return Discovered(address=answer.link, feed=await visitor.feed(reading, answer.link))
    except FetchRefused as refused:
        if refused.problem in _FOR_NOW:
            raise
        return None


async def _visited(visitor: Visitor, link: str) -> tuple[Answer, FeedReading]:
    async with visitor.turn(link):
        answer = await visitor.get(link)
    return answer, await visitor.read(answer)


def _named(read: ReadFeed, title: str) -> ReadFeed:
    """A site map has no title of its own, some feeds neither: the page's stands for it."""
    is_named = bool(read.title) and read.kind is not FeedKind.SITEMAP
    return read if is_named or not title else dataclasses.replace(read, title=title)
