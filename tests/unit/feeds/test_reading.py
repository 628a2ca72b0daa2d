"""What is read of a feed whose writer was careless, in a form that can be kept."""

from datetime import UTC, datetime

from adapters.fetching.reading.feed.document import read_document
from bot.feeds.values import ReadFeed


def read(*items: str) -> ReadFeed:
    """The feed with these items, at an https address."""
    found = read_document(
        f"<rss version='2.0'><channel><link>HTTP://Blog.example/</link>{''.join(items)}</channel></rss>".encode(),
        link="https://blog.example/feed",
        charset=None,
        now=datetime(2026, 3, 1, tzinfo=UTC),
    )
    assert isinstance(found, ReadFeed)
    return found


def test_the_scheme_of_an_address_is_read_in_lower_case() -> None:
    found = read("<item><title>a</title><link>HTTP://blog.example/1</link></item>")
    assert (found.home, found.entries[0].link) == ("http://Blog.example/", "http://blog.example/1")


def test_what_cannot_be_seen_is_no_title_author_or_tag() -> None:
    found = read(
        "<item><title>&#8203;</title><description>첫 문장</description><author>&#8203;</author>"
        "<category>&#12644;</category></item>",
        "<item><title>&#8203;</title><description>&#8203;</description></item>",
    )
    assert [(entry.title, entry.author, entry.tags) for entry in found.entries] == [("첫 문장", None, ())]
