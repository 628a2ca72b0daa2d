"""The shape of rich_text blocks: which element may stand in which, and what each of them needs."""

from collections.abc import Iterator

from tests.support.slack_server.shapes import JsonObject

CONTAINERS = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
NEEDS = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "channel": "channel_id",
    "usergroup": "usergroup_id",
    "emoji": "name",
    "date": "timestamp",
    "broadcast": "range",
    "color": "value",
    "team": "team_id",
}
STYLES = {"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"}


def faults_of_rich_text(block: JsonObject) -> Iterator[str]:
    """What Slack refuses of a rich_text block."""
    match block.get("elements"):
        case [*containers] if containers:
            for one in containers:
                yield from _faults_of_container(one, CONTAINERS)
        case _:
            yield "rich_text without elements"


def _faults_of_container(container: object, allowed: set[str]) -> Iterator[str]:
    match container:
        case {"type": str() as kind, "elements": [*inner], **rest} if kind in allowed:
            if kind == "rich_text_list":
                yield from _faults_of_list(rest.get("style"), inner)
                return
            for one in inner:
                yield from _faults_of_part(one)
        case _:
            yield f"no container of rich text: {container!r:.80}"


def _faults_of_list(style: object, inner: list[object]) -> Iterator[str]:
    if style not in {"bullet", "ordered"}:
        yield f"list style {style!r}"
    if not inner:
        yield "a list without items"
    for one in inner:
        yield from _faults_of_container(one, {"rich_text_section"})


def _faults_of_part(part: object) -> Iterator[str]:
    if not isinstance(part, dict) or part.get("type") not in NEEDS:
        yield f"no part of rich text: {part!r:.80}"
        return
    needed = NEEDS[str(part["type"])]
    if part.get(needed) in (None, ""):
        yield f"{part['type']} needs {needed}"
    style = part.get("style")
    if style is not None and not (isinstance(style, dict) and set(style) <= STYLES):
        yield f"style {style!r}"
