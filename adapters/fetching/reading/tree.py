"""The tree of a page, and short ways to ask it. The HTML parser knows no entities of a page's own and loads nothing."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from bot.importing.text import one_line

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")  # no XML tree may hold them
_UNUSABLE: Final = re.compile("[\x00\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")  # also bidi overrides: they lie
_ASIDE: Final = frozenset({"nav", "aside", "footer", "noscript", "template", "script", "style"})


def parse(text: str) -> HtmlElement | None:
    """The root element, None where there is no markup. Nesting past 255 levels is cut by the parser."""
    if "<" not in text:
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    root = html.document_fromstring(
        _CONTROLS.sub("", text).encode("utf-8", "replace"), parser=parser, ensure_head_body=True
    )
    return root if isinstance(root, HtmlElement) else None


def every(root: HtmlElement, *tags: str) -> Iterator[HtmlElement]:
    """The elements called `tags`, all without any, in order of the page. Linear where XPath sorts what it finds."""
    return (one for one in root.iter(*tags) if isinstance(one, HtmlElement))


def attribute(element: HtmlElement, name: str) -> str:
    """An attribute as a clean line, "" where there is none."""
    return clean(str(element.get(name, "")))


def has_class(element: HtmlElement, names: frozenset[str]) -> bool:
    """Whether one of the element's classes is one of `names`."""
    written = element.get("class")
    return bool(written) and not names.isdisjoint(str(written).split())


def text_in(element: HtmlElement, *, limit: int = 2000) -> str:
    """The text of an element on one line, letters of a word that is partly marked together; cut after `limit`."""
    return clean("".join(_texts(element, limit)))


def spaced_text_in(element: HtmlElement, *, limit: int = 2000) -> str:
    """The text of an element on one line, a space between its parts: `조회수 77 댓글 3`, not `조회수77댓글3`."""
    return clean(" ".join(_texts(element, limit)))


def length_in(element: HtmlElement) -> int:
    """How many characters of text an element has, white space folded."""
    length = element.xpath("string-length(normalize-space(.))")
    return int(length) if isinstance(length, float) else 0


def is_aside(element: HtmlElement) -> bool:
    """Does the element stand beside the page's own text: navigation, a side bar, the foot?"""
    return element.tag in _ASIDE or any(above.tag in _ASIDE for above in element.iterancestors())


def clean(text: str) -> str:
    """Text fit for a one-line field."""
    return one_line(_UNUSABLE.sub("", text))


def storable(text: str) -> str:
    """Text without what cannot be stored or shown; lines stay."""
    return _UNUSABLE.sub("", text)


def _texts(element: HtmlElement, limit: int) -> Iterator[str]:
    for text in element.itertext():
        yield str(text)[:limit]
        limit -= len(text)
        if limit <= 0:
            return
