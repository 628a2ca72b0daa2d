"""What a page's JSON-LD says about its article (schema.org). Broken or boundless JSON says nothing."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from lxml.html import HtmlElement

from adapters.fetching.reading.tree import attribute, clean, every
from bot.importing.tags import split_tags

_ARTICLES: Final = frozenset(
    {"Article", "BlogPosting", "NewsArticle", "TechArticle", "SocialMediaPosting", "Report", "ScholarlyArticle"}
)
_READ_ACTIONS: Final = re.compile(r"(?:View|Watch|Read)Action$")
_WRAPPING: Final = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>)\s*$"
)
_MOST_SCRIPTS: Final = 10
_LONGEST_SCRIPT: Final = 300_000
_MOST_NODES: Final = 300
_MEDIUM_TAG: Final = "Tag:"  # Medium mixes tags with other facts: Tag:AWS, Lite:true


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The article as JSON-LD describes it; `publisher` only where it is an organisation."""

    is_article: bool = False
    headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    keywords: tuple[str, ...] = ()
    image: str | None = None
    language: str | None = None
    views: str | None = None


def linked_data(root: HtmlElement) -> LinkedData:
    """The first article of the page's JSON-LD; without one, an empty value."""
    for script in islice(filter(_is_linked_data, every(root, "script")), _MOST_SCRIPTS):
        for node in _nodes(_loaded(script.text or "")):
            if _types(node) & _ARTICLES:
                return _described(node)
    return LinkedData()


def _is_linked_data(script: HtmlElement) -> bool:
    return attribute(script, "type").lower() == "application/ld+json"


def _loaded(text: str) -> object:
    if len(text) > _LONGEST_SCRIPT:
        return None
    try:
        loaded: object = json.loads(_WRAPPING.sub("", _WRAPPING.sub("", text)).strip(), strict=False)
    except (ValueError, RecursionError):
        return None
    return loaded


def _nodes(loaded: object) -> Iterator[dict[str, Any]]:
    """Every object that may be the article: the value itself, items of a list, of `@graph`, of `mainEntity`."""
    waiting = [loaded]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:_MOST_NODES]
        elif isinstance(one, dict):
            yield one
            waiting += [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one]


def _types(node: dict[str, Any]) -> frozenset[str]:
    return frozenset(str(one).rpartition("/")[2] for one in _listed(node.get("@type")))


def _described(node: dict[str, Any]) -> LinkedData:
    authors = (_name(one) for key in ("author", "creator") for one in _listed(node.get(key)))
    return LinkedData(
        is_article=True,
        headline=_text(node.get("headline")) or _text(node.get("name")),
        authors=tuple(dict.fromkeys(one for one in authors if one)),
        publisher=_publisher(node.get("publisher")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        keywords=_keywords(node.get("keywords")),
        image=_image(node.get("image")),
        language=_text(node.get("inLanguage")),
        views=next(_views(node.get("interactionStatistic")), None),
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str | None:
    return (clean(value) or None) if isinstance(value, str) else None


def _name(value: object) -> str | None:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _publisher(value: object) -> str | None:
    one = next(iter(_listed(value)), None)
    is_person = isinstance(one, dict) and "Person" in _types(one)
    return None if is_person else _name(one)


def _keywords(value: object) -> tuple[str, ...]:
    named = [_name(one) for one in _listed(value)]
    pieces = [piece for one in named if one for piece in (split_tags(one) if "," in one else [one])]
    marked = [one.removeprefix(_MEDIUM_TAG) for one in pieces if one.startswith(_MEDIUM_TAG)]
    return tuple(marked or pieces)


def _image(value: object) -> str | None:
    one = next(iter(_listed(value)), None)
    return _text(one.get("url")) if isinstance(one, dict) else _text(one)


def _views(value: object) -> Iterator[str]:
    for one in _listed(value):
        if isinstance(one, dict) and _READ_ACTIONS.search(str(_action(one.get("interactionType")))):
            yield str(one.get("userInteractionCount"))


def _action(value: object) -> object:
    return value.get("@type") if isinstance(value, dict) else value
