"""Feeds with something wrong: what an honest reader can read is read, the rest is refused."""

from datetime import UTC, datetime

from tests.wire.feeds.good_shapes import DATE, GUID, MORNING, PAGE, XML
from tests.wire.feeds.shapes import HTML, Shape, atom, item, rss, site_map
from tests.wire.fetching.shapes import page


def dated(written: str) -> bytes:
    return rss(item(f"{GUID}<pubDate>{written}</pubDate>"))


def korean_date(name: str, written: str, when: datetime | None = MORNING) -> Shape:
    flaws = () if when else ("NO_DATE",)
    return Shape(name=f"date: {name}", content=dated(written), expected={"published_at": when}, flaws=flaws)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>&c;</title></channel></rss>'
)
FILE = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<rss version="2.0"><channel><title>x</title><item><title>&x;</title></item></channel></rss>'
)

ODD_SHAPES = (
    korean_date("Java's Korean locale", "화, 03 2월 2026 09:30:00 +0900"),
    korean_date("morning and afternoon", "2026. 2. 3. 오전 9:30"),
    korean_date("in words", "2026년 2월 3일 09:30"),
    korean_date("a zone by name", "Tue, 03 Feb 2026 09:30:00 KST"),
    korean_date("no zone: Seoul", "2026-02-03 09:30:00"),
    korean_date("seconds since 1970", "1770078600"),
    korean_date("no date at all", "어제", None),
    Shape(
        name="date: years ahead, left out",
        content=dated("Tue, 03 Feb 2099 09:30:00 +0900"),
        expected={"published_at": None},
        flaws=("FUTURE_DATE",),
    ),
    Shape(
        name="date: some hours ahead, now",
        content=dated("Sun, 01 Mar 2026 20:00:00 +0900"),
        expected={"published_at": datetime(2026, 3, 1, tzinfo=UTC)},
    ),
    Shape(
        name="no ids, no dates",
        content=rss(item(), item(title="둘째", link="https://blog.example.com/2")),
        items=2,
        flaws=("NO_DATE", "NO_ID"),
    ),
    Shape(
        name="one id for all items",
        content=rss(item(GUID + DATE), item(GUID + DATE, title="둘째", link="https://blog.example.com/2")),
        items=2,
        expected={"id": None},
    ),
    Shape(
        name="every item links to the same page",
        content=rss(item("<guid>1</guid>" + DATE), item("<guid>2</guid>" + DATE, title="둘째")),
        items=2,
        expected={"link": None},
    ),
    Shape(
        name="an item twice",
        content=rss(item(GUID + DATE), item(GUID + DATE)),
        expected={"id": "42", "link": "https://blog.example.com/posts/cache"},
    ),
    Shape(
        name="no titles",
        content=rss(
            f"<item>{GUID}{DATE}<link>https://a.example/1</link><description>짧은 소식이에요</description></item>"
        ),
        expected={"title": "짧은 소식이에요"},
        flaws=("NO_TITLE",),
    ),
    Shape(
        name="HTML and entities in titles",
        content=rss(item(GUID + DATE, title="List&lt;String&gt; &amp;amp; &lt;b&gt;캐시&lt;/b&gt;")),
        expected={"title": "List<String> & 캐시"},
    ),
    Shape(name="empty items", content=rss("<item></item>", item(GUID + DATE)), flaws=("EMPTY_ITEM",)),
    Shape(
        name="cut off in the middle",
        content=rss(item(f"{GUID}{DATE}<content:encoded><![CDATA[{HTML}]]></content:encoded>"), item(title="둘"))[:-80],
        expected={"title": "캐시를 넣기 전에", "published_at": MORNING},
        flaws=("BROKEN_XML", "EMPTY_ITEM"),
    ),
    Shape(
        name="an ampersand nobody escaped",
        content=rss(item(GUID + DATE, title="Q&A: R&D 이야기")),
        expected={"title": "Q&A: R&D 이야기"},
        flaws=("BROKEN_XML",),
    ),
    Shape(
        name="a control character and white space before the declaration",
        content=b"\n\n " + rss(item(GUID + DATE, title="캐시\x0b이야기")),
        expected={"title": "캐시이야기"},
    ),
    Shape(
        name="an HTML entity XML does not know",
        content=rss(item(GUID + DATE, title="캐시&nbsp;이야기")),
        expected={"title": "캐시 이야기"},
        flaws=("BROKEN_XML",),
    ),
    Shape(
        name="scripts in the text go",
        content=rss(
            item(f"{GUID}{DATE}<content:encoded><![CDATA[<script>alert(1)</script>{HTML}]]></content:encoded>")
        ),
        expected={"is_whole": True},
    ),
    Shape(
        name="called text/html", content=rss(item(GUID + DATE)), headers=PAGE, expected={"title": "캐시를 넣기 전에"}
    ),
    Shape(name="entities out of entities (a bomb)", content=BOMB, headers=XML, problem="NOT_A_FEED"),
    Shape(name="an entity from a file", content=FILE, headers=XML, problem="NOT_A_FEED"),
    Shape(
        name="a page without feed and site map",
        content=page("<title>x</title>", "<p>x</p>"),
        path="/",
        headers=PAGE,
        problem="NOT_A_FEED",
    ),
    Shape(
        name="JSON that is no feed",
        content=b'{"ok": true}',
        headers={"Content-Type": "application/json"},
        problem="NOT_A_FEED",
    ),
    Shape(name="nothing", content=b"", problem="EMPTY"),
    Shape(name="a PDF", content=b"%PDF-1.7 x", headers={"Content-Type": "application/pdf"}, problem="NOT_A_FEED"),
    Shape(
        name="kept away by robots.txt",
        content=rss(item()),
        others={"/robots.txt": b"User-agent: storybot\nDisallow: /feed"},
        problem="ROBOTS",
    ),
    Shape(name="gone (410)", content=b"", status=410, problem="NOT_FOUND"),
    Shape(name="only for who logs in", content=b"", status=403, problem="FORBIDDEN"),
    Shape(
        name="a site map of one page with broken XML",
        content=site_map("<loc>http://blog.example.com/posts/a</loc>")[:-9],
        path="/sitemap.xml",
        headers=XML,
        expected={"link": "http://blog.example.com/posts/a"},
    ),
    Shape(
        name="Atom with unusable links",
        content=atom(
            '<entry><title>캐시</title><id>1</id><link href="javascript:alert(1)"/>'
            "<updated>2026-02-03T00:30:00Z</updated></entry>"
        ),
        headers=XML,
        expected={"link": None},
        flaws=("NO_LINK",),
    ),
)
