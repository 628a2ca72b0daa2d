"""The one message every adapter renders: plain strings in a closed set of parts.

Structure gives the emphasis, so nothing a person or a post wrote can become markup, a mention or a command. Limits of
a platform are the renderer's; here is only what is said.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal


class Tone(Enum):
    """How a note feels: said by the way, all done, take care, or it went wrong."""

    PLAIN = "plain"
    DONE = "done"
    CAUTION = "caution"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to press. `press` is `command:argument`, at most 100 characters; or `link` opens an address."""

    label: str
    press: str = ""
    link: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with the places to emphasise: `marks` are (start, end) offsets into `text`, ascending."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Paragraphs, one string each."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One short sentence beside the matter itself: a hint, a success, a warning, a fault."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """A story to look at. `reasons` say in words why it is here, `summary` holds its sentences, `facts` the small line.

    `id` is the story's identity for scripts, `number` the short id people type.
    """

    number: int
    id: str
    title: Marked
    link: str | None
    company: str | None
    author: str | None
    tags: tuple[str, ...]
    views: int
    published_on: date | None
    facts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    excerpt: Marked | None = None
    summary: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a list: what it is and, smaller, what is to know about it; pressed where `press` is given."""

    label: str
    detail: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list with a heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """Buttons for the whole message."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form: `name` goes back with the answer, `value` is what stands there now."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False
    lines: int = 1
    limit: int = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Questions to fill in; the answers come back to `press` (`command:argument`)."""

    title: str
    press: str
    submit: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFault:
    """What is wrong with one answer of a form: the field's name, and a sentence to show beside it."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file for the person who asked alone. `name` has no folder in it."""

    name: str
    data: bytes


Part = Text | Note | StoryCard | Listing | Actions | Form | Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a person gets back. `summary` is the whole message in a line, for notifications and screen readers.

    `private`: only the person who asked should see it. `failed`: nothing was done (scripts exit with a fault).
    `field_faults`: the answers of a form that have to be given anew; `parts` say the same.
    """

    summary: str
    parts: tuple[Part, ...] = ()
    private: bool = True
    failed: bool = False
    field_faults: tuple[FieldFault, ...] = ()


PRESS_LIMIT = 100
