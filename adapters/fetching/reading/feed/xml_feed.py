"""RSS and Atom in whatever version and state, read by feedparser.

Text is decoded and HTML turned into text by our own means; feedparser gets UTF-8 and neither cleans nor resolves.
"""

import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Final

from adapters.fetching.reading.feed.gathering import gathered
from adapters.fetching.reading.feed.text import ID_LIMIT, NAME_LIMIT, address_of, body_of, is_whole, line_of, tags_of
from adapters.fetching.reading.feed.times import read_moment
from bot.feeds.values import Entry, FeedKind, Flaw, ReadFeed

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_ENTITY: Final = re.compile(r"<!ENTITY\s+(?:%\s*)?\S+\s+(?:SYSTEM|PUBLIC|\"[^\"]*&[^\"]*\"|'[^']*&[^']*')")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BARE_AMPERSAND: Final = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,40})|([0-9]{1,40}));?")
_PLAIN: Final = "text/plain"
_TIMES: Final = ("published", "created", "updated", "date")
_LONGEST_REST: Final = timedelta(days=1)


def is_bomb(text: str) -> bool:
    """Whether a document defines entities out of entities or from outside; no feed needs that."""
    return _ENTITY.search(text[:20_000]) is not None


def read_xml_feed(text: str, *, link: str, now: datetime) -> ReadFeed | None:
    """The feed in a document, None where it is none."""
    text = _REFERENCE.sub(_usable, _CONTROLS.sub("", _DECLARATION.sub("", text, count=1)).strip())
    try:
        parsed, is_broken = _parsed_at_best(text, link)
    except Exception:  # noqa: BLE001 - some broken documents make feedparser fall over itself: nothing is read of them
        return None
    version, channel = str(parsed.get("version") or ""), parsed["feed"]
    if not version and not parsed["entries"]:
        return None
    is_atom = version.startswith("atom")
    flaws = (Flaw.BROKEN_XML,) if is_broken else ()
    found = gathered((_entry(one, link, is_atom=is_atom) for one in parsed["entries"]), now=now, flaws=flaws)
    return ReadFeed(
        kind=FeedKind.ATOM if is_atom else FeedKind.RSS,
        title=line_of(_text(channel, "title"), is_plain=is_atom and _is_plain(channel, "title"), limit=NAME_LIMIT),
        home=address_of(link, _text(channel, "link")),
        entries=found.entries,
        flaws=found.flaws,
        rest=_rest(_text(channel, "ttl")),
    )


def _parsed_at_best(text: str, link: str) -> tuple[dict[str, Any], bool]:
    """What feedparser reads, and whether the XML is broken; ampersands that nobody escaped are, where that helps."""
    parsed = _parsed(text, link)
    if not _is_ill(parsed):
        return parsed, False
    if _BARE_AMPERSAND.search(text):
        mended = _parsed(_BARE_AMPERSAND.sub("&amp;", text), link)
        parsed = parsed if _is_ill(mended) else mended
    return parsed, True


def _usable(reference: re.Match[str]) -> str:
    """A character reference, unless it names what no document may hold."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= sys.maxunicode and not _CONTROLS.match(chr(code)) else ""


def _parsed(text: str, link: str) -> dict[str, Any]:
    import feedparser  # noqa: PLC0415 - loaded only where a feed is read

    parsed: dict[str, Any] = feedparser.parse(
        BytesIO(text.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": link},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return parsed


def _is_ill(parsed: dict[str, Any]) -> bool:
    """Whether the XML is broken; feedparser also calls a document ill that only came under another label."""
    fault = type(parsed.get("bozo_exception")).__name__
    return bool(parsed.get("bozo")) and fault not in {"CharacterEncodingOverride", "NonXMLContentType"}


def _entry(one: dict[str, Any], base: str, *, is_atom: bool) -> Entry:
    """An item; feedparser's own lookups guess between names, so the plain dictionary is asked."""
    body, whole = _body(one, is_atom=is_atom)
    has_link = not is_atom or dict.get(one, "links")  # feedparser makes one of an Atom id
    link = _text(one, "feedburner_origlink") or (_text(one, "link") if has_link else "")
    return Entry(
        id=line_of(_text(one, "id"), is_plain=True, limit=ID_LIMIT) or None,
        link=address_of(base, link),
        title=line_of(_text(one, "title"), is_plain=is_atom and _is_plain(one, "title")),
        body=body,
        is_whole=whole,
        author=line_of(_text(one, "author"), limit=NAME_LIMIT) or None,
        tags=tags_of(_tags(one)),
        published_at=next((when for name in _TIMES if (when := _moment(one, name))), None),
    )


def _body(one: dict[str, Any], *, is_atom: bool) -> tuple[str, bool]:
    """The text, and whether it is the whole of it: the content if there is any, else the summary."""
    contents = dict.get(one, "content") or ()
    texts = [body_of(_text(each, "value"), is_plain=is_atom and _text(each, "type") == _PLAIN) for each in contents]
    summary = body_of(_text(one, "summary"), is_plain=is_atom and _is_plain(one, "summary"))
    text = max(texts, key=len, default="")
    if len(text) > len(summary) or (text and text == summary):
        return text, True
    return summary, is_whole(summary)


def _tags(one: dict[str, Any]) -> Iterator[str]:
    for tag in dict.get(one, "tags") or ():
        yield line_of(_text(tag, "label") or _text(tag, "term"))


def _moment(one: dict[str, Any], name: str) -> datetime | None:
    return read_moment(_text(one, name), dict.get(one, f"{name}_parsed"))


def _text(one: dict[str, Any], name: str) -> str:
    value = dict.get(one, name)
    return value.strip() if isinstance(value, str) else ""


def _is_plain(one: dict[str, Any], name: str) -> bool:
    """Whether an Atom text says that it is no HTML; for RSS nobody knows."""
    return _text(dict.get(one, f"{name}_detail") or {}, "type") == _PLAIN


def _rest(minutes: str) -> timedelta | None:
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 6):  # noqa: PLR2004 - 99999 minutes are two months
        return None
    return min(timedelta(minutes=int(minutes)), _LONGEST_REST)
