"""How named values (a JSON object, a CSV row, front matter) become a draft, or the reason why they do not."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Final, TypeVar

from bot.importing import limits
from bot.importing.counts import count_of
from bot.importing.dates import moment
from bot.importing.tags import split_tags, tidy_tags
from bot.importing.text import is_blank, many_lines, one_line, text_fault
from bot.importing.values import Item, Provenance, Refusal, RefusalReason
from bot.links import LINK_LIMIT, as_link
from bot.story import Draft, Origin, StoryState

# The field's own name first: where a record has several of these, the first that is not empty counts.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "guid", "번호"),
    "title": ("title", "제목"),
    "body": ("body", "content", "text", "본문", "내용"),
    "link": ("link", "url", "링크", "주소"),
    "source_link": ("source_link", "source_url", "출처"),
    "company": ("company", "회사", "회사명"),
    "author": ("author", "글쓴이", "작성자", "저자"),
    "tags": ("tags", "tag", "keywords", "태그"),
    "views": ("views", "view_count", "viewcount", "조회수"),
    "published_at": (
        "published_at",
        "published",
        "date",
        "pubdate",
        "publishedat",
        "날짜",
        "작성일",
        "게시일",
    ),
    "state": ("state",),
    "origin": ("origin",),
    "number": ("number",),
    "added_at": ("added_at",),
    "updated_at": ("updated_at",),
    "added_by": ("added_by",),
}
_PLACES: Final = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)}
_Choice = TypeVar("_Choice", bound=Enum)


class Unfit(Exception):
    """A value that no story can hold; becomes a Refusal where the record's place is known."""

    def __init__(self, reason: RefusalReason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def field_named(name: str) -> str | None:
    """Gives the field a column or key stands for, whatever its case and spacing; None for an unknown one."""
    return _place_of(name)[0]


def item_from(record: Mapping[str, object], *, line: int, zone: tzinfo, path: str = "") -> Item | Refusal:
    """Gives the story of a record, or the first reason against it. Unknown keys are passed over."""
    try:
        values = _by_field(record)
        return Item(draft=_draft(values, zone), line=line, path=path, provenance=_provenance(values, zone))
    except Unfit as fault:
        return Refusal(line=line, reason=fault.reason, detail=fault.detail[: limits.MAX_DETAIL], path=path)


def _by_field(record: Mapping[str, object]) -> dict[str, object]:
    """Gives the record under our field names, empty values left out."""
    ranked: dict[str, tuple[int, object]] = {}
    for key, value in record.items():
        field, rank = _place_of(key)
        if field is None or value is None or (isinstance(value, str) and is_blank(value)):
            continue
        if isinstance(value, bool) and field == "published_at":  # `published: true` says whether, not when
            if not value:
                raise Unfit(RefusalReason.UNPUBLISHED)
            continue
        if field not in ranked or rank < ranked[field][0]:
            ranked[field] = (rank, value)
    return {field: value for field, (_, value) in ranked.items()}


def _draft(values: Mapping[str, object], zone: tzinfo) -> Draft:
    return Draft(
        title=_title(values),
        body=_body(values),
        id=_id(values),
        link=_link(values, "link"),
        source_link=_link(values, "source_link"),
        company=_name(values, "company"),
        author=_author(values),
        tags=_tags(values),
        views=_views(values),
        published_at=_moment(values, "published_at", zone),
        state=_choice(values, "state", StoryState, StoryState.LIVE),
        origin=_choice(values, "origin", Origin, Origin.LISTING),
    )


def _provenance(values: Mapping[str, object], zone: tzinfo) -> Provenance | None:
    if not values.keys() & {"number", "added_at", "updated_at", "added_by"}:
        return None
    number = values.get("number")
    return Provenance(
        number=number if isinstance(number, int) and not isinstance(number, bool) else None,
        added_at=_moment(values, "added_at", zone),
        updated_at=_moment(values, "updated_at", zone),
        added_by=_name(values, "added_by"),
    )


def _title(values: Mapping[str, object]) -> str:
    title = one_line(_text(values, "title"))
    if is_blank(title):
        raise Unfit(RefusalReason.NO_TITLE)
    return _within(title, limits.MAX_TITLE, "title")


def _body(values: Mapping[str, object]) -> str:
    return _within(many_lines(_text(values, "body")), limits.MAX_BODY, "body")


def _id(values: Mapping[str, object]) -> str | None:
    value = values.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return _within(_digits(value), limits.MAX_ID, "id")
    return _within(_text(values, "id"), limits.MAX_ID, "id") or None


def _link(values: Mapping[str, object], field: str) -> str | None:
    written = _within(_text(values, field).strip(), LINK_LIMIT, field)
    link = as_link(written)
    if written and link is None:
        raise Unfit(RefusalReason.LINK, f"{field}: {written}")
    return link


def _name(values: Mapping[str, object], field: str) -> str | None:
    return _within(one_line(_text(values, field)), limits.MAX_NAME, field) or None


def _author(values: Mapping[str, object]) -> str | None:
    """Reads a name, a mapping with a `name`, or a list of these."""
    value = values.get("author")
    people = value if isinstance(value, list) else [value]
    names = [person.get("name") if isinstance(person, Mapping) else person for person in people]
    if not all(name is None or isinstance(name, str) for name in names):
        raise Unfit(RefusalReason.WRONG_TYPE, "author")
    return _name({"author": ", ".join(name for name in names if isinstance(name, str))}, "author")


def _tags(values: Mapping[str, object]) -> tuple[str, ...]:
    value = values.get("tags", [])
    if isinstance(value, str):
        value = split_tags(_text(values, "tags"))
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise Unfit(RefusalReason.WRONG_TYPE, "tags")
    tags = tidy_tags(_text({"tags": tag}, "tags") for tag in value)
    if len(tags) > limits.MAX_TAGS or any(len(tag) > limits.MAX_TAG for tag in tags):
        raise Unfit(RefusalReason.TOO_LONG, "tags")
    return tags


def _views(values: Mapping[str, object]) -> int | None:
    value = values.get("views")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unfit(RefusalReason.WRONG_TYPE, "views")
    views = count_of(_text(values, "views")) if isinstance(value, str) else value
    if views is None or not 0 <= views <= limits.MAX_VIEWS or views != int(views):  # NaN fails the range
        raise Unfit(RefusalReason.VIEWS, value if isinstance(value, str) else _digits(value))
    return int(views)


def _moment(values: Mapping[str, object], field: str, zone: tzinfo) -> datetime | None:
    value = values.get(field)
    if value is None:
        return None
    if not isinstance(value, str | date):
        raise Unfit(RefusalReason.WRONG_TYPE, field)
    when = moment(_text(values, field) if isinstance(value, str) else value, zone)
    if when is None:
        raise Unfit(RefusalReason.DATE, f"{field}: {value}")
    return when


def _choice(values: Mapping[str, object], field: str, choices: type[_Choice], default: _Choice) -> _Choice:
    value = _text(values, field)
    if not value:
        return default
    try:
        return choices(value.strip().casefold())
    except ValueError:
        raise Unfit(RefusalReason.CHOICE, f"{field}: {value}") from None


def _text(values: Mapping[str, object], field: str) -> str:
    value = values.get(field, "")
    if not isinstance(value, str):
        raise Unfit(RefusalReason.WRONG_TYPE, field)
    fault = text_fault(value)
    if fault is not None:
        raise Unfit(fault, field)
    return value


def _within(text: str, limit: int, field: str) -> str:
    if len(text) > limit:
        raise Unfit(RefusalReason.TOO_LONG, field)
    return text


def _digits(number: float) -> str:
    """Writes a number out, an integer too long for that as a word (Python refuses over 4,300 digits)."""
    return "huge" if abs(number) > limits.MAX_VIEWS**2 else str(number)


def _place_of(name: str) -> tuple[str | None, int]:
    """Gives the field a name stands for and how good a name for it this is (0: its own)."""
    if name in _PLACES:
        return _PLACES[name]
    plain = unicodedata.normalize("NFC", name).strip().strip("\ufeff").casefold()
    return _PLACES.get(plain.replace(" ", "_").replace("-", "_"), (None, 0))
