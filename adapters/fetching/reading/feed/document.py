"""What do the bytes at an address say: a feed, a site map, or a page that points to feeds?"""

import re
from datetime import datetime
from typing import Final

from adapters.fetching.reading.charset import text_of
from adapters.fetching.reading.feed.json_feed import read_json_feed
from adapters.fetching.reading.feed.pointing import pointers_on
from adapters.fetching.reading.feed.site_map import read_site_map, unpacked
from adapters.fetching.reading.feed.xml_feed import is_bomb, read_xml_feed
from adapters.fetching.reading.values import Unreadable
from bot.feeds.values import Maps, Pointers, ReadFeed
from bot.fetching import FetchProblem

FeedReading = ReadFeed | Maps | Pointers | Unreadable
_OTHER_FILES: Final = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"OggS", b"RIFF")
_FEED_ROOT: Final = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF|channel)[\s>]", re.IGNORECASE)
_MAP_ROOT: Final = re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_PAGE_ROOT: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_HEAD: Final = 4000


def read_document(content: bytes, *, link: str, charset: str | None, now: datetime) -> FeedReading:
    """What stands at `link`. `charset` is the header's label; `now` bounds what can be a date."""
    if content.startswith(_OTHER_FILES):
        return Unreadable(problem=FetchProblem.NOT_A_FEED)
    text = text_of(unpacked(content), charset).lstrip("\ufeff \t\r\n")
    if not text:
        return Unreadable(problem=FetchProblem.EMPTY)
    if text.startswith("{"):
        return read_json_feed(text, link=link, now=now) or Unreadable(problem=FetchProblem.NOT_A_FEED)
    return _of_markup(text, link, now) or Unreadable(problem=FetchProblem.NOT_A_FEED)


def _of_markup(text: str, link: str, now: datetime) -> FeedReading | None:
    head = text[:_HEAD]
    if is_bomb(text):
        return None
    if _MAP_ROOT.search(head):
        return read_site_map(text, link=link, now=now)
    feed, page = _FEED_ROOT.search(head), _PAGE_ROOT.search(head)
    if feed and not (page and page.start() < feed.start()):
        return read_xml_feed(text, link=link, now=now)
    return pointers_on(text, link=link)
