"""Short ways to import bytes in a test and look at what came of them."""

from collections.abc import Sequence
from io import BytesIO

from bot.importing import ImportFormat, Item, Parsed, Refusal, RefusalReason, parse
from bot.story import Draft


def taken(content: str | bytes, fmt: ImportFormat, *, name: str = "file") -> list[Parsed]:
    raw = content.encode() if isinstance(content, str) else content
    return list(parse(BytesIO(raw), fmt, name=name))


def drafts(parsed: Sequence[Parsed]) -> list[Draft]:
    return [item.draft for item in parsed if isinstance(item, Item)]


def titles(parsed: Sequence[Parsed]) -> list[str]:
    return [draft.title for draft in drafts(parsed)]


def refused(parsed: Sequence[Parsed]) -> list[tuple[int | None, RefusalReason]]:
    return [(refusal.line, refusal.reason) for refusal in parsed if isinstance(refusal, Refusal)]


def only(parsed: Sequence[Parsed]) -> Draft:
    """The one draft of an import that refused nothing."""
    assert not refused(parsed)
    (draft,) = drafts(parsed)
    return draft
