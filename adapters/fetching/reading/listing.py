"""Is the page a list of posts? Either whole posts, each under its view count as in the seed, or links to posts."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from adapters.fetching.reading.linked_data import LinkedData
from adapters.fetching.reading.metas import Metas
from adapters.fetching.reading.tree import attribute, every, is_aside, text_in
from bot.importing import Item, listing
from bot.importing.lines import Line
from bot.links import canonical_link, is_link
from bot.story import Draft

_FEWEST_POSTS: Final = 2
_FEWEST_LINKS: Final = 4
_MOST_LINKS: Final = 200
_SHORTEST_TITLE: Final = 4
_ADDRESS_OF_A_POST: Final = re.compile(r"/.+")
_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_TITLES: Final = (*_HEADINGS, "strong")
_MOST_ELEMENTS: Final = 3000


def posts_on(text: str) -> tuple[Draft, ...]:
    """The whole posts of a page's visible text, none where fewer than two stand on it."""
    lines = (Line(number=number, text=line) for number, line in enumerate(text.split("\n"), start=1))
    items = tuple(one for one in listing.parse_listing(lines) if isinstance(one, Item))
    return tuple(one.draft for one in items) if len(items) >= _FEWEST_POSTS else ()


def links_of(root: HtmlElement, metas: Metas, data: LinkedData, *, link: str) -> tuple[str, ...]:
    """The posts a listing page points to, in its order; none where the page says that it is an article itself."""
    if data.is_article or metas.first("og:type") == "article" or metas.first("article:published_time"):
        return ()
    found = tuple(dict.fromkeys(_post_links(root, link)))
    return found[:_MOST_LINKS] if len(found) >= _FEWEST_LINKS and _is_mostly_links(root) else ()


def _post_links(root: HtmlElement, link: str) -> Iterator[str]:
    """Headings that link to another page of the site."""
    host = urlsplit(link).hostname
    here = canonical_link(link)
    for element in _titles(root):
        try:
            address = urljoin(link, attribute(element, "href"))
            if is_aside(element) or not is_link(address) or urlsplit(address).hostname != host:
                continue
        except ValueError:
            continue
        canonical = canonical_link(address)
        is_post = _ADDRESS_OF_A_POST.fullmatch(urlsplit(canonical).path) and canonical != here
        if is_post and len(text_in(element)) >= _SHORTEST_TITLE:
            yield canonical


def _titles(root: HtmlElement) -> Iterator[HtmlElement]:
    """Links around a heading, and links in one."""
    for link in islice(every(root, "a"), _MOST_ELEMENTS):
        is_around = next(link.iterdescendants(*_TITLES), None) is not None
        if link.get("href") and (is_around or next(link.iterancestors(*_TITLES), None) is not None):
            yield link


def _is_mostly_links(root: HtmlElement) -> bool:
    """Are there at least half as many teasers as headings? A text has headings of its own."""
    headings = sum(not is_aside(one) for one in islice(every(root, *_HEADINGS), _MOST_ELEMENTS))
    return sum(1 for _ in _titles(root)) * 2 >= headings
