"""What is the page called, who wrote it, and for which company?"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from adapters.fetching.reading.linked_data import LinkedData
from adapters.fetching.reading.metas import Metas
from adapters.fetching.reading.tree import clean, every, has_class, is_aside, spaced_text_in, text_in

LONGEST_TITLE: Final = 500
_LONGEST_NAME: Final = 100
_LONGEST_BYLINE: Final = 40
_MOST_AUTHORS: Final = 3
_MOST_HEADINGS: Final = 50
_AUTHOR_CLASSES: Final = frozenset(
    {"author", "byline", "post-author", "author-name", "writer", "entry-author", "p-author", "username"}
)
_BAR: Final = r"(?:\||ㅣ|│|-|–|—|::|:|·|«|»|•)"
_BY: Final = re.compile(r"^(?:by|글쓴이|작성자|글|written by|posted by|저자)\s*[:：.]?\s+", re.IGNORECASE)
_PLATFORMS: Final = frozenset(
    {"medium", "velog", "brunch", "브런치", "브런치스토리", "brunch story", "tistory", "티스토리", "네이버 블로그",
     "naver blog", "네이버블로그 | 네이버 블로그", "github", "github pages", "wordpress", "wordpress.com", "notion",
     "linkedin", "substack", "hashnode", "dev community", "blogger", "youtube", "facebook", "twitter", "x", "blog",
     "블로그", "home", "tech", "untitled"}
)  # fmt: skip
_HOSTING: Final = (
    "tistory.com", "velog.io", "brunch.co.kr", "medium.com", "blog.naver.com", "github.io", "wordpress.com",
    "blogspot.com", "notion.site", "substack.com", "hashnode.dev", "dev.to", "gitlab.io", "netlify.app", "vercel.app",
)  # fmt: skip
_COMPANY_BLOG: Final = re.compile(
    r"(?i)(?:기술\s?블로그|테크\s?블로그|개발자?\s?블로그|엔지니어링(?:\s?블로그)?|"
    r"(?:tech|engineering|developers?|dev|technology|r&d)\s?(?:blog|팀\s?블로그)?|블로그|blog)$"
)
_STRONG_FORM: Final = re.compile(r"(?i)기술\s?블로그|테크\s?블로그|엔지니어링|\btech\b|\bengineering\b|\bdevelopers\b")
_PERSONAL: Final = re.compile(
    r"(?i)의\s.{0,20}(?:블로그|이야기|노트|일기|기록)|(?:'s|’s)\s|(?<!b)log$|(?<!블)로그$|일지$|일기$|개발자\s"
)


def title_of(root: HtmlElement, metas: Metas, data: LinkedData, site: str | None) -> str | None:
    """The page's title without the name of its site, None where it has none."""
    headings = [
        text for one in islice(every(root, "h1"), _MOST_HEADINGS) if not is_aside(one) and (text := text_in(one))
    ]
    lone = headings[0] if len(headings) == 1 else None
    document = next((text for one in every(root, "title") if _is_of_page(one) and (text := text_in(one))), None)
    if lone and document and not site and document != lone and _is_part(lone, document):
        document = lone
    candidates = (metas.first("og:title"), data.headline, metas.first("twitter:title", "dc.title"), document, lone)
    found = next((one for one in candidates if one), None)
    if not found:
        found = next(filter(None, (*headings, *map(text_in, islice(every(root, "h2", "h3"), _MOST_HEADINGS)))), None)
    return _without_site(found, site)[:LONGEST_TITLE] if found else None


def author_of(root: HtmlElement, metas: Metas, data: LinkedData) -> str | None:
    """Who wrote the page, None where it does not say; at most three names."""
    for names in (data.authors, _meta_authors(metas), _bylines(root)):
        found = tuple(dict.fromkeys(one for one in map(_as_name, names) if one))
        if found:
            return ", ".join(found[:_MOST_AUTHORS])[:_LONGEST_NAME]
    return None


def company_of(metas: Metas, data: LinkedData, host: str, author: str | None) -> str | None:
    """Whose blog it is, None for a person's. The site's name counts, but not that of a platform people write on."""
    if data.publisher and (found := _as_company(data.publisher, author)):
        is_own_name = clean(data.publisher) != site_of(metas)
        if is_own_name or _is_company_site(data.publisher, host):
            return found
    site = site_of(metas)
    return _as_company(site, author) if site and _is_company_site(site, host) else None


def site_of(metas: Metas) -> str | None:
    """What the site calls itself."""
    return metas.first("og:site_name", "application-name", "al:android:app_name")


def _is_of_page(title: HtmlElement) -> bool:
    """An SVG has titles too."""
    return next(title.iterancestors("svg"), None) is None


def _is_part(heading: str, document: str) -> bool:
    return document.startswith(heading) or document.endswith(heading)


def _without_site(title: str, site: str | None) -> str:
    if not site or title == site:
        return title
    name = re.escape(site)
    cut = re.sub(rf"(?i)\s*{_BAR}\s*{name}$|^{name}\s*{_BAR}\s+", "", title).strip()
    return cut or title


def _meta_authors(metas: Metas) -> Iterator[str]:
    yield from metas.every(
        "author", "article:author", "og:article:author", "og.article.author", "byl", "dc.creator", "parsely-author",
        "twitter:creator:name", "naverblog:nickname",
    )  # fmt: skip


def _bylines(root: HtmlElement) -> Iterator[str]:
    for one in every(root):
        if one.get("rel") == "author" or one.get("itemprop") == "author" or has_class(one, _AUTHOR_CLASSES):
            text = spaced_text_in(one, limit=2 * _LONGEST_BYLINE)
            if 0 < len(text) <= _LONGEST_BYLINE and not is_aside(one):
                yield text
                return


def _as_name(written: str) -> str | None:
    name = _BY.sub("", written).partition(" | ")[0].strip(" ,·|")
    is_address = "://" in name or name.startswith(("@", "www.")) or "/" in name
    return None if is_address or not name or name.isdigit() else name[:_LONGEST_NAME]


def _is_company_site(site: str, host: str) -> bool:
    if _PERSONAL.search(site):
        return False
    is_hosted = any(host == name or host.endswith(f".{name}") for name in _HOSTING)
    return bool(_STRONG_FORM.search(site)) or not is_hosted


def _as_company(site: str, author: str | None) -> str | None:
    name = site
    while (cut := _COMPANY_BLOG.sub("", name).strip(" -–—|·:,")) != name:
        name = cut
    is_platform = name.casefold() in _PLATFORMS or site.casefold() in _PLATFORMS
    is_person = author is not None and name.casefold() == author.casefold()
    return None if not name or is_platform or is_person or "://" in name else name[:_LONGEST_NAME]
