"""Which tags does the page carry? Its own, never those of a side bar or the whole site unless nothing else is there."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from adapters.fetching.reading.linked_data import LinkedData
from adapters.fetching.reading.metas import Metas
from adapters.fetching.reading.tree import attribute, every, has_class, is_aside, text_in
from bot.importing.hashtags import split_hashtags
from bot.importing.tags import tidy_tags

_LONGEST: Final = 50
_MOST: Final = 20
_ALL_TOGETHER: Final = 400  # a form has 500 characters for them
_TAG_LINK: Final = re.compile(r"/(?:tags?|keyword|label|topics?)/[^/]+/?$|[?&]tag=", re.IGNORECASE)
_COUNT: Final = re.compile(r"\s*[(\[]\d+[)\]]$")
_MOST_LINKS: Final = 2000
_NEAR: Final = 4  # levels between a tag and the box of tags
_BOXES: Final = frozenset(
    {"tags", "post-tags", "tag-list", "article_tag", "entry-tags", "wrap_keyword", "list_keyword", "tagging"}
)


def tags_of(
    root: HtmlElement, metas: Metas, data: LinkedData, *, body: str, known: Iterable[str | None]
) -> tuple[str, ...]:
    """The page's tags, each once; `known` names (site, company) are no tags."""
    unwanted = {one.casefold() for one in known if one}
    sources: tuple[Iterable[str], ...] = (
        metas.every("article:tag", "og:article:tag", "parsely-tags"),
        data.keywords,
        _linked(root),
        split_hashtags(body)[1],
        (piece for line in metas.every("keywords", "news_keywords") for piece in re.split(r"[,;，、]", line)),
    )
    for source in sources:
        tags = tuple(
            tag for tag in tidy_tags(_named(source)) if tag.casefold() not in unwanted and len(tag) <= _LONGEST
        )
        if tags:
            return _fitting(tags)
    return ()


def _named(source: Iterable[str]) -> Iterator[str]:
    for text in source:
        for piece in text.split(",") if "," in text else (text,):
            yield _COUNT.sub("", piece)


def _linked(root: HtmlElement) -> Iterator[str]:
    """Links marked as tags, by `rel`, by where they lead, or by the box they stand in."""
    for link in islice(every(root, "a"), _MOST_LINKS):
        is_tag = "tag" in attribute(link, "rel").split() or _TAG_LINK.search(attribute(link, "href"))
        if (is_tag or any(has_class(above, _BOXES) for above in islice(link.iterancestors(), _NEAR))) and not is_aside(
            link
        ):
            yield text_in(link)


def _fitting(tags: tuple[str, ...]) -> tuple[str, ...]:
    kept: list[str] = []
    for tag in tags[:_MOST]:
        if sum(map(len, kept)) + len(tag) <= _ALL_TOGETHER:
            kept.append(tag)
    return tuple(kept)
