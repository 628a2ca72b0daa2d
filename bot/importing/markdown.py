"""How one Markdown post of a Jekyll, Hugo or Gatsby blog, or of a folder of notes, becomes a story.

The title is the front matter's, else the heading that names the text, else the file's name without date (for index and
README files the folder's). Tags are the front matter's, else the folders'. A post with neither text nor link is empty.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, tzinfo
from pathlib import PurePosixPath
from typing import Final

from bot.importing import limits
from bot.importing.dates import seoul
from bot.importing.fields import Unfit, item_from
from bot.importing.front_matter import split_front_matter
from bot.importing.headings import Heading, title_heading
from bot.importing.lines import decode_whole
from bot.importing.tags import split_tags
from bot.importing.text import is_blank, many_lines, one_line
from bot.importing.values import Item, Refusal, RefusalReason
from bot.links import is_link

MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})

_DATED: Final = re.compile(r"(?P<day>\d{4}-\d{1,2}-\d{1,2})-(?P<rest>.+)", re.DOTALL)
_FOLDER_PAGES: Final = frozenset({"index", "_index", "readme"})
_SHELVES: Final = frozenset({"content", "contents", "posts", "post", "blog", "articles", "pages", "docs", "src"})
_LINKS: Final = ("link", "canonical_url", "canonicalurl", "permalink", "url", "slug")
_TAGS: Final = ("tags", "tag", "categories", "category", "keywords")
_DATES: Final = ("published_at", "date", "pubdate", "published", "publishdate")
_NO: Final = frozenset({"false", "no", "off"})
_YES: Final = frozenset({"true", "yes", "on"})
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def parse_post(name: str, content: bytes, *, id_prefix: str = "", zone: tzinfo | None = None) -> Item | Refusal:
    """Gives the story of one file. `name` is its path inside the folder, with `/`; the story's id is the two joined
    (None without a prefix: a lone file has no place of its own)."""
    path = unicodedata.normalize("NFC", name)
    try:
        meta, text = split_front_matter(_decode(content))
        record = _record(meta, text, path, id_prefix)
    except Unfit as fault:
        detail = fault.detail[: limits.MAX_DETAIL]
        return Refusal(line=None, reason=fault.reason, detail=detail, path=path)
    return item_from(record, line=1, zone=zone or seoul(), path=path)


def is_markdown(name: str) -> bool:
    """Is it a Markdown file by its name?"""
    return PurePosixPath(name).suffix.lower() in MARKDOWN_SUFFIXES


def _decode(content: bytes) -> str:
    if len(content) > limits.MAX_POST_BYTES:
        raise Unfit(RefusalReason.FILE_TOO_LARGE, str(limits.MAX_POST_BYTES))
    if b"\0" in content and not content.startswith(_UTF16_MARKS):
        raise Unfit(RefusalReason.BINARY)
    text = decode_whole(content)
    if text is None:
        raise Unfit(RefusalReason.ENCODING)
    if is_blank(text):
        raise Unfit(RefusalReason.EMPTY)
    return many_lines(text)


def _record(meta: Mapping[str, object], text: str, path: str, id_prefix: str) -> dict[str, object]:
    if _is_draft(meta, path):
        raise Unfit(RefusalReason.UNPUBLISHED)
    lines = text.split("\n")
    heading = title_heading(lines)
    title = _text(meta.get("title")) or (heading.text if heading else _name_title(path, id_prefix))
    body = _body(lines, heading, title)
    link = next((link for link in map(_text, map(meta.get, _LINKS)) if is_link(link)), None)
    if is_blank(body) and link is None:
        raise Unfit(RefusalReason.EMPTY)
    return {
        "title": title,
        "body": body,
        "id": f"{id_prefix}/{path}" if id_prefix else None,
        "link": link,
        "company": _text(meta.get("company")),
        "author": _author(meta.get("author") or meta.get("authors")),
        "tags": _tags(meta) or _folder_tags(path),
        "views": _text(meta.get("views") or meta.get("view_count")),
        "published_at": _date(meta) or _name_day(path),
    }


def _is_draft(meta: Mapping[str, object], path: str) -> bool:
    says_no = _text(meta.get("published")).casefold() in _NO
    return says_no or _text(meta.get("draft")).casefold() in _YES or "_drafts" in PurePosixPath(path).parts[:-1]


def _body(lines: list[str], heading: Heading | None, title: str) -> str:
    """Gives the text without its title heading and the blank lines around it."""
    if heading is not None and heading.text.casefold() == one_line(title).casefold():
        lines = lines[: heading.start] + lines[heading.end :]
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    return "\n".join(lines[first:]).rstrip()


def _name_title(path: str, id_prefix: str) -> str:
    place = PurePosixPath(path)
    stem = _undated(place.stem if is_markdown(path) else place.name)
    if stem.casefold() not in _FOLDER_PAGES:
        return stem
    return _undated(place.parent.name) or PurePosixPath(id_prefix).name or stem


def _undated(name: str) -> str:
    match = _DATED.fullmatch(name)
    return match["rest"] if match else name


def _name_day(path: str) -> str | None:
    """Gives the date in a Jekyll file name or a Gatsby folder name."""
    place = PurePosixPath(path)
    match = _DATED.match(place.name) or _DATED.match(place.parent.name)
    return match["day"] if match else None


def _date(meta: Mapping[str, object]) -> object:
    values = (meta.get(name) for name in _DATES)
    return next((v for v in values if isinstance(v, date) or _text(v).casefold() not in {"", *_NO, *_YES}), None)


def _tags(meta: Mapping[str, object]) -> list[str]:
    tags: list[str] = []
    for value in map(meta.get, _TAGS):
        tags += [_text(tag) for tag in value] if isinstance(value, list) else split_tags(_text(value))
    return [tag for tag in tags if not is_blank(tag)]


def _folder_tags(path: str) -> list[str]:
    """Gives the folders that say a topic: not the shelves of a blog, nor the folder that is the post itself."""
    place = PurePosixPath(path)
    folders = place.parts[:-2] if place.stem.casefold() == "index" else place.parts[:-1]
    topics = (name for name in folders if not name.startswith("_") and name.casefold() not in _SHELVES)
    return [name for name in topics if len(name) <= limits.MAX_TAG]


def _author(value: object) -> object:
    people = value if isinstance(value, list) else [value]
    return [_text(person.get("name")) if isinstance(person, Mapping) else _text(person) for person in people]


def _text(value: object) -> str:
    """Writes a value of front matter as its author did; nothing for lists, mappings and null."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip() if isinstance(value, str | int | float) else ""
