"""A feed as a server gives it, and what is expected of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.wire.fetching.shapes import CACHE, LESSON, RESULT

RSS = {"Content-Type": "application/rss+xml; charset=utf-8"}
TEXT = f"{CACHE} {RESULT} {LESSON}"
HTML = (
    f"<h2>무엇이 느렸나</h2><p>{CACHE}</p><ul><li>{RESULT}</li></ul>"
    f"<pre><code>redis.get(key)</code></pre><p>{LESSON}</p>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """`path` is asked of `host` with `content` as answer, `others` are answers of the same host.

    `expected` are fields of the first item and, under `feed_…`, of the feed; `flaws` by name; `problem` the refusal.
    """

    name: str
    content: bytes
    host: str = "blog.example.com"
    path: str = "/feed"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: RSS)
    others: Mapping[str, bytes] = field(default_factory=dict)
    items: int = 1
    expected: Mapping[str, object] = field(default_factory=dict)
    flaws: tuple[str, ...] = ()
    problem: str = ""


def rss(
    *items: str,
    head: str = "<title>가나 기술 블로그</title><link>https://blog.example.com/</link>",
    encoding: str = "utf-8",
) -> bytes:
    """A whole RSS 2.0 feed."""
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    )
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = f'{declaration}<rss version="2.0" {spaces}><channel>{head}{"".join(items)}</channel></rss>'
    return text.encode("cp949" if encoding == "euc-kr" else encoding)


def item(
    inside: str = "", *, title: str = "캐시를 넣기 전에", link: str = "https://blog.example.com/posts/cache"
) -> str:
    """An item with title and link, and whatever else."""
    return f"<item><title>{title}</title><link>{link}</link>{inside}</item>"


def atom(*entries: str, head: str = "<title>가나 기술 블로그</title>") -> bytes:
    """A whole Atom feed."""
    declaration = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{declaration}<feed xmlns="http://www.w3.org/2005/Atom">{head}{"".join(entries)}</feed>'.encode()


def site_map(*places: str, root: str = "urlset", one: str = "url") -> bytes:
    """A site map of `<loc>…` pieces."""
    inside = "".join(f"<{one}>{place}</{one}>" for place in places)
    return (
        f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</{root}>'.encode()
    )
