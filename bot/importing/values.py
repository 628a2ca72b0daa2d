"""What an import gives: a draft with its place in the file, or a refusal with its reason. Nothing here parses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import BinaryIO

from bot.story import Draft

Opener = Callable[[], BinaryIO]


class ImportFormat(Enum):
    """The shapes of file that can be imported."""

    LISTING = "listing"
    JSON_LINES = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


class RefusalReason(Enum):
    """Why a line, row or file gives no story; the catalogue holds the words people read for each."""

    ENCODING = "encoding"  # neither UTF-8, UTF-16 nor CP949; detail: nothing
    LINE_TOO_LONG = "line_too_long"  # detail: the limit in bytes
    FILE_TOO_LARGE = "file_too_large"  # detail: the limit in bytes
    UNREADABLE = "unreadable"  # the file cannot be opened; detail: the system's word for it
    BINARY = "binary"  # not a text file
    EMPTY = "empty"  # a file or story with nothing to read
    NUL = "nul"  # a NUL character; detail: the field, if known
    SURROGATE = "surrogate"  # half a character (`\\ud800`); detail: the field, if known
    NOT_JSON = "not_json"  # detail: the parser's word for it
    NOT_AN_OBJECT = "not_an_object"  # JSON, but not `{...}`
    NOT_A_LISTING = "not_a_listing"  # no line `조회수 N` in the whole file
    NO_HEADER = "no_header"  # the first CSV row names no title column
    FIELD_COUNT = "field_count"  # detail: "found/expected"
    QUOTES = "quotes"  # a quoted CSV field that does not end where it should
    FRONT_MATTER = "front_matter"  # detail: the parser's word for it
    UNPUBLISHED = "unpublished"  # the post says it is a draft
    NO_TITLE = "no_title"
    TOO_LONG = "too_long"  # detail: the field
    WRONG_TYPE = "wrong_type"  # detail: the field
    VIEWS = "views"  # detail: the value
    DATE = "date"  # detail: the value
    LINK = "link"  # detail: the field and the value
    CHOICE = "choice"  # detail: the field and the value
    LINK_TAKEN = "link_taken"  # another story of the library has this link; detail: its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A part of the file that gives no story. `line` is 1-based (None: the file as a whole), `detail` plain facts
    (a field, a value, a limit) that may hold words of the file, `path` the file inside a folder."""

    line: int | None
    reason: RefusalReason
    detail: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What an exported story remembers about its life in the library it came from; None where it does not say."""

    number: int | None = None
    added_at: datetime | None = None
    updated_at: datetime | None = None
    added_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A draft and the place it stands: 1-based `line`, `path` inside a folder; `provenance` only from an export."""

    draft: Draft
    line: int
    path: str = ""
    provenance: Provenance | None = None


Parsed = Item | Refusal
