"""What blocks look like to a person: their text line by line, the labels on their buttons, their elements."""

from collections.abc import Iterator, Sequence

from tests.support.slack_server.shapes import JsonObject, as_object, listed

PRESSABLE = {"button", "overflow", "static_select", "external_select", "workflow_button", "feedback_buttons"}

CALLED = {"user_id": "<@{}>", "channel_id": "<#{}>", "usergroup_id": "<!subteam^{}>", "range": "<!{}>", "name": ":{}:"}


def shown_text(blocks: Sequence[JsonObject]) -> str:
    """The words of the blocks, a line each."""
    return "\n".join(line for block in blocks if (line := _line(block)))


def labels(blocks: Sequence[JsonObject]) -> list[str]:
    """The labels of buttons, in order."""
    return [_words(one.get("text")) for _, one in elements(blocks) if one.get("type") == "button"]


def elements(blocks: Sequence[JsonObject]) -> Iterator[tuple[JsonObject, JsonObject]]:
    """Every (block, interactive element) of the blocks, including inputs and buttons inside cards."""
    for block in blocks:
        for element in _inside(block):
            if "action_id" in element or element.get("type") in PRESSABLE:
                yield block, element


def _inside(block: JsonObject) -> Iterator[JsonObject]:
    yield from (one for key in ("accessory", "element") if (one := as_object(block.get(key))))
    for key in ("elements", "actions"):
        yield from listed(block.get(key))
    if block.get("type") == "carousel":
        for card in listed(block.get("elements")):
            yield from _inside(card)


def _line(block: JsonObject) -> str:
    match block.get("type"):
        case "rich_text":
            return _rich(block)
        case "section":
            parts = [_words(block.get("text")), *(_words(one) for one in listed(block.get("fields")))]
            return "\n".join(part for part in parts if part)
        case "context":
            return " ".join(_words(one) for one in listed(block.get("elements")))
        case "input":
            return _words(block.get("label"))
        case "image":
            return _words(block.get("alt_text"))
        case _:
            return "\n".join(_words(block.get(key)) for key in ("title", "text", "body") if block.get(key))


def _words(part: object) -> str:
    match part:
        case str():
            return part
        case {"text": str() as text}:
            return text
        case {"alt_text": str() as text}:
            return text
        case _:
            return ""


def _rich(part: object) -> str:
    match part:
        case {"type": "rich_text", "elements": [*inner]}:
            return "\n".join(_rich(one) for one in inner)
        case {"type": "rich_text_list", "elements": [*inner]}:
            return "\n".join(f"• {_rich(one)}" for one in inner)
        case {"elements": [*inner]}:
            return "".join(_rich(one) for one in inner)
        case _:
            return _rich_part(as_object(part))


def _rich_part(part: JsonObject) -> str:
    for key, form in CALLED.items():
        if part.get(key):
            return form.format(part[key])
    return str(part.get("text") or part.get("url") or "")
