"""Lists of feeds as other programs keep them: OPML (http://opml.org/spec2.opml) in and out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from bot.feeds.feed import NAME_LIMIT, Feed
from bot.importing.text import one_line
from bot.links import as_link

LARGEST: Final = 5 * 1024 * 1024
MOST_FEEDS: Final = 5000
_ADDRESS: Final = ("xmlurl", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed of a list; `home` is its page."""

    address: str
    name: str
    home: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """The feeds of a file, each address once, and how many entries name no address that can be used."""

    feeds: tuple[Outline, ...]
    unusable: int = 0


def read_opml(content: bytes) -> FeedList | None:
    """The feeds of a file, in whatever folders; None where it is no OPML. Broken XML is read as far as it goes."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content[:LARGEST], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or not isinstance(root.tag, str) or root.tag.rpartition("}")[2].lower() != "opml":
        return None
    found: dict[str, Outline] = {}
    unusable = 0
    for said in _outlines(root):
        written = next((said[name].strip() for name in _ADDRESS if said.get(name)), "")
        address = as_link(written)
        if address is None:
            unusable += bool(written)
            continue
        if len(found) < MOST_FEEDS:
            found.setdefault(address, _outline(address, said))
    return FeedList(feeds=tuple(found.values()), unusable=unusable)


def write_opml(feeds: Iterable[Feed], *, title: str) -> str:
    """The feeds as a file that any feed reader takes."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(title)}</title></head>",
        "  <body>",
    ]
    lines += [_line(feed) for feed in feeds]
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _outlines(root: etree._Element) -> Iterator[dict[str, str]]:
    for one in root.iter("{*}outline"):
        yield {str(name).lower(): str(value) for name, value in one.attrib.items()}


def _outline(address: str, said: dict[str, str]) -> Outline:
    name = one_line(said.get("title") or said.get("text") or "")[:NAME_LIMIT].strip()
    return Outline(address=address, name=name, home=as_link(said.get("htmlurl", "").strip()))


def _line(feed: Feed) -> str:
    kind = "rss" if feed.kind.value in {"rss", "atom"} else feed.kind.value
    said = {"type": kind, "text": feed.name, "title": feed.name, "xmlUrl": feed.address, "htmlUrl": feed.home or ""}
    return "    <outline " + " ".join(f"{name}={quoteattr(value)}" for name, value in said.items() if value) + "/>"
