"""Which feeds does a page point to? `link rel=alternate` first, then links that look like one, then common places."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement

from adapters.fetching.reading.feed.text import NAME_LIMIT, address_of, line_of
from adapters.fetching.reading.tree import attribute, every, parse, text_in
from bot.feeds.values import Pointers

_KINDS: Final = re.compile(
    r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|x-rss\+xml)|text/(?:xml|rss\+xml)|application/json",
    re.IGNORECASE,
)
_LOOKS_LIKE_ONE: Final = re.compile(r"(?:^|[/._-])(?:rss|atom|feed)(?:\.(?:xml|json|php))?/?$|[?&]feed=", re.IGNORECASE)
_COMMENTS: Final = re.compile(r"comment|댓글|/wp-json/|oembed", re.IGNORECASE)
_COMMON: Final = ("/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
_MOST: Final = 12
_MOST_LINKS: Final = 3000
_VELOG: Final = re.compile(r"/@([\w.-]{1,60})")
_NAVER: Final = re.compile(r"/([a-z0-9_-]{3,30})(?:/|$)", re.IGNORECASE)


def pointers_on(text: str, *, link: str) -> Pointers | None:
    """What a page points to, None where the text is no page."""
    try:
        root = parse(text)
    except ParserError:
        return None
    if root is None:
        return None
    title = next((text_in(one) for one in every(root, "title")), "")
    found = (*_declared(root, link), *_linked(root, link), *_by_kind(link), *(urljoin(link, path) for path in _COMMON))
    likely = sorted(dict.fromkeys(found), key=lambda one: bool(_COMMENTS.search(one)))
    return Pointers(title=line_of(title, limit=NAME_LIMIT), links=tuple(likely)[:_MOST])


def _declared(root: HtmlElement, link: str) -> Iterator[str]:
    places = [
        one
        for one in islice(every(root, "link"), _MOST_LINKS)
        if "alternate" in attribute(one, "rel").lower().split() and _KINDS.fullmatch(attribute(one, "type"))
    ]
    places.sort(key=lambda one: bool(_COMMENTS.search(attribute(one, "title"))))
    yield from filter(None, (address_of(link, attribute(one, "href")) for one in places))


def _linked(root: HtmlElement, link: str) -> Iterator[str]:
    host = urlsplit(link).hostname
    for one in islice(every(root, "a"), _MOST_LINKS):
        address = address_of(link, attribute(one, "href"))
        if address and _LOOKS_LIKE_ONE.search(address) and urlsplit(address).hostname == host:
            yield address


def _by_kind(link: str) -> Iterator[str]:
    """Where services keep the feed of a blog whose pages do not say."""
    parts = urlsplit(link)
    host = parts.hostname or ""
    if host == "velog.io" and (person := _VELOG.match(parts.path)):
        yield f"https://v2.velog.io/rss/{person[1]}"
    if host in {"blog.naver.com", "m.blog.naver.com"} and (person := _NAVER.match(parts.path)):
        yield f"https://rss.blog.naver.com/{person[1]}.xml"
    if host == "medium.com" and len(parts.path) > 1:
        yield f"https://medium.com/feed/{parts.path.split('/')[1]}"
