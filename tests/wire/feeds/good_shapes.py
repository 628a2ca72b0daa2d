"""Feeds as services and generators write them."""

import gzip
import json
from datetime import UTC, datetime

from tests.wire.feeds.shapes import HTML, TEXT, Shape, atom, item, rss, site_map
from tests.wire.fetching.shapes import CACHE, page

XML = {"Content-Type": "text/xml"}
PAGE = {"Content-Type": "text/html; charset=utf-8"}
MORNING = datetime(2026, 2, 3, 0, 30, tzinfo=UTC)
GUID = '<guid isPermaLink="false">42</guid>'
DATE = "<pubDate>Tue, 03 Feb 2026 09:30:00 +0900</pubDate>"

GOOD_SHAPES = (
    Shape(
        name="RSS 2.0 with full content (WordPress)",
        content=rss(
            item(
                f"{GUID}{DATE}<dc:creator>민수</dc:creator><category>Redis</category><category>캐시</category>"
                f"<description>요약</description><content:encoded><![CDATA[{HTML}"
                '<p>The post <a href="#">캐시</a> appeared first on <a href="#">가나</a>.</p>]]></content:encoded>'
            ),
            head="<title>가나 기술 블로그</title><link>https://blog.example.com/</link><ttl>60</ttl>",
        ),
        expected={
            "title": "캐시를 넣기 전에",
            "author": "민수",
            "tags": ("Redis", "캐시"),
            "published_at": MORNING,
            "is_whole": True,
            "feed_title": "가나 기술 블로그",
        },
    ),
    Shape(
        name="RSS 2.0 with the text as description (velog)",
        content=rss(item(f"{GUID}{DATE}<description><![CDATA[{HTML * 4}]]></description>")),
        host="v2.velog.io",
        path="/rss/minsu",
        expected={"is_whole": True, "published_at": MORNING},
    ),
    Shape(
        name="RSS 2.0 with a cut summary (Tistory)",
        content=rss(item(f"{GUID}{DATE}<author>민수</author><description>{CACHE[:60]}…</description>")),
        host="dev-minsu.tistory.com",
        path="/rss",
        expected={"is_whole": False, "author": "민수"},
    ),
    Shape(
        name="RSS 2.0 (Medium), tracking parameters in links",
        content=rss(
            item(
                f"<guid>https://medium.com/p/1a2b</guid>{DATE}<content:encoded><![CDATA[{HTML}"
                '<img src="https://medium.com/_/stat?x=1" width="1" height="1">]]></content:encoded>',
                link="https://medium.com/@gana/cache-1a2b?source=rss------2",
            )
        ),
        host="medium.com",
        path="/feed/@gana",
        expected={"is_whole": True, "id": "https://medium.com/p/1a2b"},
    ),
    Shape(
        name="RSS 2.0 through FeedBurner, original link",
        content=rss(
            item(
                f"{GUID}<feedburner:origLink>https://blog.example.com/posts/real</feedburner:origLink>",
                link="http://feedproxy.example.com/~r/x/1",
            )
        ),
        expected={"link": "https://blog.example.com/posts/real"},
        flaws=("NO_DATE",),
    ),
    Shape(
        name="RSS 1.0 (RDF)",
        content=(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://blog.example.com/">'
            "<title>가나</title></channel>"
            '<item rdf:about="https://blog.example.com/1"><title>첫 글</title><link>https://blog.example.com/1</link>'
            "<dc:date>2026-02-03T09:30:00+09:00</dc:date><dc:subject>Redis</dc:subject></item></rdf:RDF>"
        ).encode(),
        headers={"Content-Type": "application/rdf+xml"},
        expected={"title": "첫 글", "published_at": MORNING, "tags": ("Redis",)},
    ),
    Shape(
        name="RSS 0.91 with its DTD",
        content=(
            b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
            b'"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Old</title>'
            b"<item><title>First</title><link>https://blog.example.com/1</link></item></channel></rss>"
        ),
        headers=XML,
        expected={"title": "First"},
        flaws=("NO_DATE", "NO_ID"),
    ),
    Shape(
        name="Atom 1.0 (Jekyll, Blogger)",
        content=atom(
            '<entry><title type="html">캐시를 &amp;lt;넣기&amp;gt; 전에</title><id>tag:blog.example.com,2026:1</id>'
            '<link rel="alternate" href="https://blog.example.com/posts/cache"/><author><name>민수</name></author>'
            '<published>2026-02-03T00:30:00Z</published><updated>2026-02-09T00:00:00Z</updated><category term="Redis"/>'
            f'<content type="html"><![CDATA[{HTML}]]></content></entry>'
        ),
        headers={"Content-Type": "application/atom+xml"},
        expected={"title": "캐시를 <넣기> 전에", "author": "민수", "published_at": MORNING, "is_whole": True},
    ),
    Shape(
        name="Atom with relative links and xhtml",
        content=atom(
            '<entry><title>캐시</title><id>1</id><link href="posts/cache"/><updated>2026-02-03T00:30:00Z</updated>'
            f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content></entry>'
        ),
        path="/blog/atom.xml",
        headers=XML,
        expected={"is_whole": True, "published_at": MORNING},
    ),
    Shape(
        name="Atom, a title that is plain text with tags in it",
        content=atom(
            '<entry><title type="text">&lt;b&gt;를 쓰지 않는 까닭</title><id>1</id><link href="https://blog.example.com/1"/>'
            "<updated>2026-02-03T00:30:00Z</updated></entry>"
        ),
        headers=XML,
        expected={"title": "<b>를 쓰지 않는 까닭"},
    ),
    Shape(
        name="JSON Feed 1.1",
        content=json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "가나",
                "home_page_url": "https://blog.example.com/",
                "items": [
                    {
                        "id": 7,
                        "url": "/posts/cache",
                        "title": "캐시를 넣기 전에",
                        "content_html": HTML,
                        "date_published": "2026-02-03T09:30:00+09:00",
                        "tags": ["Redis"],
                        "authors": [{"name": "민수"}],
                    }
                ],
            }
        ).encode(),
        path="/feed.json",
        headers={"Content-Type": "application/feed+json"},
        expected={"id": "7", "author": "민수", "tags": ("Redis",), "published_at": MORNING, "is_whole": True},
    ),
    Shape(
        name="EUC-KR, named in the XML declaration",
        content=rss(item(f"{GUID}{DATE}"), encoding="euc-kr"),
        headers={"Content-Type": "text/xml"},
        expected={"title": "캐시를 넣기 전에", "feed_title": "가나 기술 블로그"},
    ),
    Shape(
        name="CP949 that calls itself UTF-8",
        content=rss(item(f"{GUID}{DATE}")).decode().encode("cp949"),
        expected={"title": "캐시를 넣기 전에"},
    ),
    Shape(
        name="a page that names its feed",
        content=page(
            '<link rel="alternate" type="application/rss+xml" title="댓글" href="/comments/feed">'
            '<link rel="alternate" type="application/rss+xml" href="/rss.xml"><title>가나</title>',
            "<p>첫 화면</p>",
        ),
        path="/",
        headers=PAGE,
        others={"/rss.xml": rss(item(GUID + DATE)), "/comments/feed": rss(item(GUID, title="댓글"))},
        expected={"title": "캐시를 넣기 전에"},
    ),
    Shape(
        name="a page that names none, the feed at a common place",
        content=page("<title>가나</title>", "<p>첫 화면</p>"),
        path="/",
        headers=PAGE,
        others={
            "/atom.xml": atom("<entry><title>캐시</title><id>1</id><updated>2026-02-03T00:30:00Z</updated></entry>")
        },
        expected={"title": "캐시", "published_at": MORNING},
        flaws=("NO_LINK",),
    ),
    Shape(
        name="a blog without a feed, its site map named in robots.txt",
        content=page("<title>가나 블로그</title>", "<p>첫 화면</p>"),
        path="/",
        headers=PAGE,
        others={
            "/robots.txt": b"User-agent: *\nSitemap: http://blog.example.com:PORT/maps/posts.xml\n",
            "/maps/posts.xml": site_map(
                "<loc>http://blog.example.com:PORT/posts/a</loc><lastmod>2026-02-03</lastmod>",
                "<loc>http://blog.example.com:PORT/posts/b</loc><lastmod>2026-02-01</lastmod>",
                "<loc>http://blog.example.com:PORT/tags/redis</loc>",
                "<loc>http://blog.example.com:PORT/about</loc>",
                "<loc>http://elsewhere.example/posts/c</loc>",
            ),
        },
        items=2,
        expected={"title": "", "is_whole": False, "feed_title": "가나 블로그"},
    ),
    Shape(
        name="an index of site maps, one of them packed",
        content=site_map(
            "<loc>http://blog.example.com:PORT/map-pages.xml</loc>",
            "<loc>http://blog.example.com:PORT/map-posts.xml.gz</loc>",
            root="sitemapindex",
            one="sitemap",
        ),
        path="/sitemap.xml",
        headers=XML,
        others={
            "/map-pages.xml": site_map("<loc>http://blog.example.com:PORT/about</loc>"),
            "/map-posts.xml.gz": gzip.compress(site_map("<loc>http://blog.example.com/posts/a</loc>"), mtime=0),
        },
        expected={"link": "http://blog.example.com/posts/a"},
    ),
    Shape(name="a feed without items", content=rss(), items=0),
)
