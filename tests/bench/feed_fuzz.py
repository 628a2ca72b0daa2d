"""Does anything in a feed crash or hang its reading? Feeds, lists, site maps, pages and robots.txt, broken at random.

`python -m tests.bench.feed_fuzz [--examples 5000] [--seed N]`: so many examples of each, made of whole documents that
are cut, doubled, mixed and salted with bytes, and of fragments in any order; what takes longer than a second counts as
slow and is printed.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from adapters.fetching.feed_frames import feed_frame, feed_from
from adapters.fetching.frames import LENGTHS
from adapters.fetching.reading.feed.document import FeedReading, read_document
from adapters.fetching.reading.feed.times import read_moment
from adapters.fetching.robots import rules_of
from bot.feeds.opml import read_opml, write_opml
from bot.feeds.taking import item_key
from bot.feeds.values import Entry, Maps, Pointers, ReadFeed
from bot.importing.text import text_fault
from bot.links import is_link
from tests.support.feeding import feed
from tests.wire.feeds.good_shapes import GOOD_SHAPES
from tests.wire.feeds.odd_shapes import ODD_SHAPES

LINK: Final = "https://blog.example.com/feed"
NOW: Final = datetime(2026, 3, 1, tzinfo=UTC)
SLOW_SECONDS: Final = 1.0
_WHOLE: Final = tuple(
    content for shape in (*GOOD_SHAPES, *ODD_SHAPES) for content in (shape.content, *shape.others.values()) if content
)
_FRAGMENTS: Final = tuple(
    one.encode()
    for one in (
        "<rss version='2.0'>", "<channel>", "<item>", "</item>", "</channel>", "</rss>", "<title>",
        "</title>", "<link>",
        "</link>", "<guid>", "<guid isPermaLink='false'>", "</guid>", "<pubDate>", "</pubDate>", "<description>",
        "</description>", "<![CDATA[", "]]>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>",
        "<content type='xhtml'>", "<content type='html' src='x'>", "</content>", "<id>", "<updated>", "&amp;", "&#0;",
        "&#x110000;", "&nbsp;", "&lol;", "&", "<", "<!--", "-->", "<?xml version='1.0' encoding='euc-kr'?>", "<?x",
        "<!DOCTYPE rss [", "<!ENTITY a 'b'>", "]>", "<urlset>", "<url>", "<loc>", "</loc>", "<lastmod>",
        "<sitemapindex>",
        "<opml>", "<outline xmlUrl='http://a.example/x' text='", "'/>", "http://a.example/", "//[::1",
        "http://[", "..",
        "<link rel=alternate type=application/rss+xml href='", "<a href=/rss>", "<html>",
        "<base href='http://b.example'>",
        "2026-02-30", "오후 13:99", "월, 99 99월 9999 99:99:99 +9999", "Mon, 02 Mar 99999 00:00:00 GMT",
        "99999999999999",
        '{"items": [', '{"id": 1, "url": "x", "content_html": "', '"}', "]}", '"title": ', "null", "[[[[",
        "\ud55c\uae00",
        "User-agent: *\n", "Disallow: /%zz\n", "Crawl-delay: 1e999\n", "Crawl-delay: 5\n", "Sitemap: http://[\n",
        "<b><i>" * 200, "한글 " * 500,
    )
)  # fmt: skip
_SALT: Final = st.one_of(st.binary(max_size=12), st.sampled_from(_FRAGMENTS))


@st.composite
def _broken(draw: st.DrawFn) -> bytes:
    """A whole document with a few places cut, doubled or salted."""
    content = bytearray(draw(st.sampled_from(_WHOLE)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 200)))
        content[start:end] = draw(st.sampled_from((b"", bytes(content[start:end]) * 2))) + draw(_SALT)
    return bytes(content)


CONTENTS: Final = st.one_of(_broken(), st.lists(_SALT, max_size=30).map(b"".join), st.binary(max_size=200))
DATES: Final = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [*":-/.,+TZ화년월일", "2026", "오전", "오후", "AM", "13", "02", "9", "0900", "KST", "GMT", "Feb"]
        ),
        max_size=14,
    ).map(" ".join),
)


def check_document(content: bytes) -> None:
    """A document ends as a reading that can be sent on and stored."""
    reading = read_document(content, link=LINK, charset=None, now=NOW)
    frame = feed_frame(reading)
    head, body = LENGTHS.unpack(frame[: LENGTHS.size])
    start = LENGTHS.size + head
    assert feed_from(frame[LENGTHS.size : start], frame[start : start + body].decode()) == reading
    _assert_sound(reading)


def check_list(content: bytes) -> None:
    """A list of feeds ends as addresses that can be written again."""
    listed = read_opml(content)
    for one in listed.feeds if listed else ():
        assert is_link(one.address)
        again = read_opml(write_opml([feed(one.address, name=one.name or "x", home=one.home)], title="x").encode())
        assert again is not None
        assert [each.address for each in again.feeds] == [one.address]


def check_robots(content: bytes) -> None:
    """Rules allow or forbid, whatever stands in them."""
    rules = rules_of(content.decode("utf-8", "replace"))
    assert rules.allow(LINK) in {True, False}
    assert 0 <= rules.pause.total_seconds() <= 10


def check_date(written: str) -> None:
    """A date is a time or none."""
    when = read_moment(written, None)
    assert when is None or when.tzinfo is UTC


def _assert_sound(reading: FeedReading) -> None:
    match reading:
        case ReadFeed(entries=entries):
            for entry in entries:
                _assert_sound_entry(entry)
        case Maps(links=links) | Pointers(links=links):
            assert all(map(is_link, links))


def _assert_sound_entry(entry: Entry) -> None:
    assert entry.link is None or is_link(entry.link)
    assert len(entry.title) <= 500
    assert 0 < len(item_key(entry)) <= 500
    assert not [text for text in (entry.title, entry.body, entry.author or "", *entry.tags) if text_fault(text)]
    assert entry.published_at is None or entry.published_at <= NOW


@dataclass(slots=True)
class Tally:
    """How many examples ran, how long the longest took, and those that were slow."""

    count: int = 0
    longest: float = 0.0
    slow: list[object] = field(default_factory=list)


def run(check: Callable[..., None], strategy: st.SearchStrategy[object], examples: int, seed: int) -> Tally:
    """Run so many examples; the first that fails is shrunk and raised."""
    tally = Tally()

    def timed(example: object) -> None:
        started = time.perf_counter()
        check(example)
        spent = time.perf_counter() - started
        tally.count += 1
        tally.longest = max(tally.longest, spent)
        if spent > SLOW_SECONDS:
            tally.slow.append(example)

    bounded = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    seeded(seed)(bounded(given(strategy)(timed)))()
    return tally


CHECKS: Final = {
    "feeds, site maps, pages": (check_document, CONTENTS),
    "OPML": (check_list, CONTENTS),
    "robots.txt": (check_robots, CONTENTS),
    "dates": (check_date, DATES),
}


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for name, (check, strategy) in CHECKS.items():
        started = time.perf_counter()
        tally = run(check, strategy, arguments.examples, arguments.seed)
        sys.stdout.write(
            f"{name}: {tally.count:,} examples in {time.perf_counter() - started:.0f} s, no crash, "
            f"longest {tally.longest * 1000:.0f} ms, {len(tally.slow)} over {SLOW_SECONDS:.0f} s\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
