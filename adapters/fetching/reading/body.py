"""The page's own text. Where the box of the article is known by name it is taken whole, else trafilatura finds it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from adapters.fetching.reading.markdown import is_layout, to_markdown
from adapters.fetching.reading.tree import every, has_class, length_in, storable
from bot.importing.limits import MAX_BODY
from bot.importing.text import many_lines

# How blogs name the box of an article, the surest first: Tistory, NAVER blog, brunch, NAVER D2, velog, WordPress,
# Ghost, Docusaurus and GitHub, then names that many use.
_BOXES: Final = tuple(
    map(
        frozenset,
        (
            {"tt_article_useless_p_margin"},
            {"se-main-container"},
            {"wrap_body"},
            {"con_view"},
            {"atom-one", "atom-one-dark"},
            {"wp-block-post-content", "entry-content"},
            {"gh-content", "kg-post"},
            {"theme-doc-markdown", "markdown-body"},
            {"e-content", "post-content", "post-body", "article-content", "article-body", "post__content"},
            {"article_view", "contents_style", "post_content", "blog-content", "notion-page-content"},
        ),
    )
)
_BESIDE_TAGS: Final = frozenset(
    {"script", "style", "noscript", "nav", "aside", "footer", "form", "button", "iframe", "template", "svg"}
)
_BESIDE_CLASSES: Final = frozenset(
    {"comments", "comment", "comment-list", "share", "sns", "social", "related", "related-posts", "sharedaddy",
     "jp-relatedposts", "another_category", "container_postbtn", "toc", "table-of-contents", "sidebar", "adsbygoogle",
     "revenue_unit_wrap", "author-bio", "newsletter", "breadcrumb", "breadcrumbs", "post-nav", "pagination",
     "post-tags", "tags", "article_tag", "post-meta", "entry-meta", "meta", "anchor", "headerlink",
     "screen-reader-text", "visually-hidden", "sr-only", "skip-link", "cookie-banner"}
)  # fmt: skip
_GUTTERS: Final = frozenset({"gutter", "lineno", "linenos", "line-numbers-rows", "rouge-gutter"})
_CODE: Final = ("pre", "code", "figure")  # there a class `comment` is a colour
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FEWEST: Final = 40  # characters that make a text
_MOST_LINKED: Final = 0.6  # of a text in links: more is a menu
_LEAST_SHARE: Final = 0.6  # of the text of all articles in one: less is a list of teasers
_MOST_GENERAL: Final = 200  # articles on one page that are compared
_MOST_ELEMENTS: Final = 4000  # of a page that trafilatura is given
_HEADING: Final = re.compile(r"#{1,6} (.*)\n*")


def body_of(root: HtmlElement, title: str | None) -> str:
    """The page's own text, "" where it has none; a heading that only repeats the title is left out."""
    trimmed = deepcopy(root)
    _trim(trimmed)
    box = next(_boxes(trimmed), None)
    body = to_markdown(box) if box is not None else _found(trimmed)
    body = _without_title(many_lines(storable(body)).strip(), title)
    return body[:MAX_BODY].rstrip()


def visible_text(root: HtmlElement) -> str:
    """Everything a page shows, as text with line breaks."""
    trimmed = deepcopy(root)
    _drop(list(every(trimmed, "script", "style", "noscript", "template", "head")))
    return storable(to_markdown(trimmed))


def _trim(root: HtmlElement) -> None:
    _drop([one for one in every(root) if _is_beside(one)])
    _drop([one for one in every(root, "header") if _is_head_of_text(one)])


def _is_beside(element: HtmlElement) -> bool:
    if element.tag in _BESIDE_TAGS or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    if style and _UNSEEN.search(str(style)):
        return True
    if has_class(element, _GUTTERS):
        return True
    return has_class(element, _BESIDE_CLASSES) and next(element.iterancestors(*_CODE), None) is None


def _is_head_of_text(header: HtmlElement) -> bool:
    """Does it hold the title or date of the text, which are told apart from it?"""
    is_inside = next(header.iterancestors("article", "main"), None) is not None
    return is_inside and next(header.iterdescendants("h1", "time"), None) is not None


def _drop(unwanted: list[HtmlElement]) -> None:
    for element in unwanted:
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()


def _boxes(root: HtmlElement) -> Iterator[HtmlElement]:
    classed = [one for one in every(root) if one.get("class") or one.get("itemprop") or one.get("id")]
    named = ([one for one in classed if has_class(one, names)] for names in _BOXES)
    marked = [one for one in classed if one.get("itemprop") == "articleBody" or one.get("id") == "postViewArea"]
    for found in (*named, marked):
        longest = max(found, key=length_in, default=None)
        if longest is not None and _is_text(longest):
            yield longest
    for tag in ("article", "main"):
        lengths = [(length_in(one), one) for one in islice(every(root, tag), _MOST_GENERAL)]
        length, best = max(lengths, key=lambda pair: pair[0], default=(0, None))
        if best is not None and length >= _LEAST_SHARE * sum(size for size, _ in lengths) and _is_text(best):
            yield best


def _is_text(element: HtmlElement) -> bool:
    length = length_in(element)
    return length >= _FEWEST and sum(map(length_in, every(element, "a"))) <= _MOST_LINKED * length


def _found(root: HtmlElement) -> str:
    from trafilatura import extract  # noqa: PLC0415 - loaded only where a page needs it

    if sum(1 for _ in every(root)) > _MOST_ELEMENTS:  # its time grows faster than the page
        return to_markdown(root)
    _flatten(root)
    try:
        return extract(root, output_format="markdown", fast=True, favor_recall=True, include_comments=False) or ""
    except ValueError:  # a control character written as a reference
        return to_markdown(root)


def _flatten(root: HtmlElement) -> None:
    """Make boxes of the tables that old pages are laid out with: to trafilatura a table is data."""
    for table in list(every(root, "table")):
        if is_layout(table):
            for part in (table, *table.iter("tbody", "thead", "tr", "td", "th")):
                part.tag = "div"


def _without_title(body: str, title: str | None) -> str:
    heading = _HEADING.match(body)
    return body[heading.end() :] if heading and title and heading[1].strip() == title else body
