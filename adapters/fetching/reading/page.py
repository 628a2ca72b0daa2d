"""Everything one page says of itself, put together."""

import re
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement

from adapters.fetching.reading import body, counting, dating, listing, naming, tagging
from adapters.fetching.reading.charset import text_of
from adapters.fetching.reading.linked_data import linked_data
from adapters.fetching.reading.metas import Metas
from adapters.fetching.reading.tree import attribute, clean, every, is_aside, length_in, parse
from adapters.fetching.reading.values import MovedTo, Reading, Unreadable
from adapters.fetching.targets import target_of
from bot.fetching import FetchedPage, FetchProblem, FetchRefused
from bot.links import canonical_link, is_link

_OTHER_FILES: Final = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"OggS", b"RIFF")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_REFRESH: Final = re.compile(r"\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
_SOON: Final = 5  # seconds within which a refresh is a redirect
_FEWEST_COUNTS: Final = 2  # words for a view count that a page of whole posts has at least
_SHORT: Final = 200  # characters of a page that has nothing of its own
_TITLE_FROM_TEXT: Final = 80
_SHORTEST_TITLE: Final = 2
_LETTERS: Final = re.compile(r"[^\W\d_]")
_HANGUL: Final = re.compile(r"[가-힣]")
_KANA: Final = re.compile(r"[ぁ-ヿ]")
_MOSTLY: Final = 0.3


def read_page(content: bytes, *, link: str, charset: str | None, now: datetime) -> Reading:
    """What the bytes found at `link` say. `charset` is the header's label, `now` bounds what can be a date."""
    if content.startswith(_OTHER_FILES) or (b"\0" in content[:1024] and not content.startswith(_UTF16)):
        return Unreadable(problem=FetchProblem.NOT_A_PAGE)
    text = text_of(content, charset)
    if not text.strip():
        return Unreadable(problem=FetchProblem.EMPTY)
    try:
        root = parse(text)
    except ParserError:
        return Unreadable(problem=FetchProblem.EMPTY)
    if root is None:
        return Unreadable(problem=FetchProblem.NOT_A_PAGE)
    return _moved(root, link) or _page(root, link, now, may_list=text.count("조회") >= _FEWEST_COUNTS)


def _page(root: HtmlElement, link: str, now: datetime, *, may_list: bool) -> Reading:
    metas, data = Metas(root), linked_data(root)
    site = naming.site_of(metas)
    title = naming.title_of(root, metas, data, site)
    posts = listing.posts_on(body.visible_text(root)) if may_list else ()
    links = () if posts else listing.links_of(root, metas, data, link=link)
    text = "" if posts or links else body.body_of(root, title)
    text = text or metas.first("og:description", "description", "twitter:description") or ""
    title = title or _first_words(text)
    if title is None:
        return Unreadable(problem=FetchProblem.EMPTY)
    host = urlsplit(link).hostname or ""
    author = naming.author_of(root, metas, data)
    company = naming.company_of(metas, data, host, author)
    return FetchedPage(
        link=_canonical(root, metas, link),
        title=title,
        body=text,
        company=company,
        author=author,
        tags=tagging.tags_of(root, metas, data, body=text, known=(site, company)),
        published_at=None if posts or links else dating.published_at(root, metas, data, link=link, now=now),
        language=_language(root, metas, data.language, title + text),
        image=_image(link, metas.first("og:image:secure_url", "og:image", "twitter:image") or data.image),
        views=None if posts or links else counting.views_of(root, data),
        list_of_links=links,
        posts=posts,
    )


def _moved(root: HtmlElement, link: str) -> MovedTo | None:
    """Where a page sends everybody: a refresh at once, or the one frame of NAVER blog."""
    metas = (
        one for one in every(root, "meta") if attribute(one, "http-equiv").lower() == "refresh" and not is_aside(one)
    )
    refresh = next((match for one in metas if (match := _REFRESH.match(attribute(one, "content")))), None)
    frames = (one for one in every(root, "iframe", "frame") if "mainFrame" in {one.get("id"), one.get("name")})
    frame = next((address for one in frames if (address := attribute(one, "src"))), None)
    is_bare = sum(map(length_in, every(root, "body"))) < _SHORT
    if not is_bare:
        return None
    if refresh and int(refresh[1]) <= _SOON:
        return _elsewhere(link, refresh[2])
    moved = _elsewhere(link, frame) if frame else None
    return moved if moved and _site(moved.link) == _site(link) else None


def _elsewhere(link: str, written: str) -> MovedTo | None:
    try:
        target = target_of(urljoin(link, written)).link
    except (FetchRefused, ValueError):
        return None
    return MovedTo(link=target) if target != target_of(link).link else None


def _canonical(root: HtmlElement, metas: Metas, link: str) -> str:
    """The address the page gives itself if it is of the same site and no mere home page, else where it was found."""
    here = canonical_link(link)
    links = (attribute(one, "href") for one in every(root, "link") if attribute(one, "rel").lower() == "canonical")
    written = (*filter(None, links), *metas.every("og:url", "dg:plink"))
    for one in written:
        try:
            there = urljoin(link, one)
            if not is_link(there) or _site(there) != _site(link):
                continue
            target_of(there)
        except (FetchRefused, ValueError):
            continue
        named = canonical_link(there)
        is_home = urlsplit(named).path == "" and not urlsplit(named).query
        if not is_home or urlsplit(here).path == "":
            return named
    return here


def _site(link: str) -> str:
    """The host behind a link, `www.` and mobile prefixes aside. Not wider: neighbours share `tistory.com`."""
    return (urlsplit(canonical_link(link)).hostname or "").removeprefix("www.")


def _image(link: str, written: str | None) -> str | None:
    if not written:
        return None
    try:
        address = urljoin(link, written)
        return target_of(address).link if is_link(address) else None
    except (FetchRefused, ValueError):
        return None


def _language(root: HtmlElement, metas: Metas, stated: str | None, text: str) -> str | None:
    """The letters of the text decide before what the page says: half of Korean blogs call themselves English."""
    letters, hangul, kana = (len(kind.findall(text[:5000])) for kind in (_LETTERS, _HANGUL, _KANA))
    if hangul > _MOSTLY * letters:
        return "ko"
    if kana > _MOSTLY * letters:
        return "ja"
    said = stated or str(root.get("lang") or "") or metas.first("og:locale", "language") or ""
    code = re.split(r"[-_]", clean(said).lower())[0]
    is_untrue = code == "ko" and letters > 0 and hangul == 0
    return code if re.fullmatch(r"[a-z]{2}", code) and not is_untrue else None


def _first_words(text: str) -> str | None:
    line = next((one.lstrip("#->| ").strip() for one in text.split("\n") if one.strip("`#->| ")), "")
    return line[:_TITLE_FROM_TEXT].strip() if len(line) >= _SHORTEST_TITLE else None
