"""Site maps (https://www.sitemaps.org/protocol.html): the posts of a blog without a feed, or the maps of an index."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from adapters.fetching.reading.feed.gathering import MOST_ENTRIES
from adapters.fetching.reading.feed.times import LONG_AGO, bounded, read_moment
from bot.feeds.values import Entry, FeedKind, Flaw, Maps, ReadFeed
from bot.links import canonical_link, is_link

_GZIP: Final = b"\x1f\x8b"
_UNPACKED: Final = 10 * 1024 * 1024
_MOST_MAPS: Final = 5
_MOST_PLACES: Final = 50_000  # what the protocol allows in one map
_POSTS: Final = re.compile(r"post|article|blog|entry|news", re.IGNORECASE)
_NO_POST: Final = re.compile(
    r"(?:tags?|categor(?:y|ies)|authors?|page|pages|about|contact|archives?|search|privacy|terms|login|series|users?|"
    r"feed|rss|product|태그|카테고리|guestbook|notice|소개)",
    re.IGNORECASE,
)
_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp4|css|js|xml|json|txt)$", re.IGNORECASE)


def unpacked(content: bytes) -> bytes:
    """A map as it is, or the beginning of what a packed one holds."""
    if not content.startswith(_GZIP):
        return content
    try:
        return zlib.decompressobj(32 + zlib.MAX_WBITS).decompress(content, _UNPACKED)
    except zlib.error:
        return b""


def read_site_map(text: str, *, link: str, now: datetime) -> ReadFeed | Maps | None:
    """The posts of a map as items without title, or the maps of an index; None where it is neither."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or not isinstance(root.tag, str):
        return None
    places = list(_places(root, link, now))
    match root.tag.rpartition("}")[2].lower():
        case "sitemapindex":
            latest = sorted(places, key=lambda place: place[1] or LONG_AGO, reverse=True)
            likely = sorted(latest, key=lambda place: not _POSTS.search(place[0]))
            return Maps(links=tuple(dict.fromkeys(address for address, _ in likely))[:_MOST_MAPS])
        case "urlset":
            return _feed(places, link)
        case _:
            return None


def _feed(places: list[tuple[str, datetime | None]], link: str) -> ReadFeed:
    posts = {canonical_link(address): when for address, when in places if _may_be_post(address)}
    posts.pop(canonical_link(link), None)
    dated = [when for when in posts.values() if when]
    if len(dated) == len(posts) and len(set(dated)) == 1:  # one time for all is when the map was made
        posts = dict.fromkeys(posts)
    latest = sorted(posts, key=lambda address: posts[address] or LONG_AGO, reverse=True)[:MOST_ENTRIES]
    flaws = [Flaw.TOO_MANY] if len(posts) > MOST_ENTRIES else []
    return ReadFeed(
        kind=FeedKind.SITEMAP,
        title=(urlsplit(link).hostname or "").removeprefix("www."),
        home=f"{urlsplit(link).scheme}://{urlsplit(link).netloc}/",
        entries=tuple(
            Entry(id=address, link=address, published_at=posts[address], is_whole=False) for address in latest
        ),
        flaws=tuple(flaws),
    )


def _places(root: etree._Element, link: str, now: datetime) -> Iterator[tuple[str, datetime | None]]:
    """The addresses of the same site with the times they changed."""
    site = _site(link)
    for place in islice(root, _MOST_PLACES):
        said = {str(one.tag).rpartition("}")[2]: (one.text or "").strip() for one in place.iterchildren("{*}*")}
        address = said.get("loc", "")
        if is_link(address) and _site(address) == site:
            yield address, bounded(read_moment(said.get("lastmod", ""), None), now)


def _may_be_post(address: str) -> bool:
    steps = [step for step in urlsplit(address).path.split("/") if step]
    if not steps or _FILE.search(steps[-1]):
        return False
    return not any(_NO_POST.fullmatch(step) for step in steps)


def _site(address: str) -> str:
    return (urlsplit(canonical_link(address)).hostname or "").removeprefix("www.")
