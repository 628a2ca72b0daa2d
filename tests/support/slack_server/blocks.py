"""Blocks and views against Slack's limits: what slack_sdk's models refuse, what they drop, and the numbers they do not
know."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View as SdkView

from tests.support.slack_server.elements import BOTH_KINDS, faults_of_element, faults_of_text
from tests.support.slack_server.rich_text import faults_of_rich_text
from tests.support.slack_server.shapes import JsonObject, listed
from tests.support.slack_server.visible import elements

IN_MESSAGE, IN_VIEW = 50, 100
ID_LENGTH = 255
TOTAL_TEXT = 13_200  # seen, not documented: bolt-js#2509
VIEW_BYTES = 250_000
MOST_ELEMENTS = {"context": 10, "actions": 25, "context_actions": 5}
WORDS = {"text", "title", "subtitle", "body", "label", "hint", "placeholder", "description", "alt_text"}


def faults_of_blocks(blocks: object, *, most: int = IN_MESSAGE) -> list[str]:
    """What Slack would refuse (`invalid_blocks`), each with the place."""
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        return ["blocks are no list of objects"]
    faults = [f"{len(blocks)} blocks, at most {most}"] if len(blocks) > most else []
    for place, block in enumerate(blocks):
        faults += [f"/blocks/{place} ({block.get('type')}): {fault}" for fault in _faults_of_block(block)]
    return [*faults, *_repeated_block_ids(blocks)]


def faults_of_view(view: object) -> list[str]:
    """What Slack would refuse of a modal or a Home tab (`invalid_arguments`)."""
    if not isinstance(view, dict):
        return ["the view is no object"]
    faults = [*_faults_by_sdk(view), *_faults_of_frame(view)]
    return faults + faults_of_blocks(view.get("blocks"), most=IN_VIEW)


def repeated_action_ids(blocks: Sequence[JsonObject]) -> list[str]:
    """Action ids that stand twice in one message or view: Slack takes them in different blocks, we want them unique."""
    counted = Counter(str(one["action_id"]) for _, one in elements(blocks) if "action_id" in one)
    return [f"action_id {name!r} stands {times} times" for name, times in counted.items() if times > 1]


def total_text(part: object) -> int:
    """The characters a person reads in blocks, all together."""
    match part:
        case list():
            return sum(total_text(one) for one in part)
        case dict():
            return sum(len(value) if key in WORDS and isinstance(value, str) else total_text(value)
                       for key, value in part.items())  # fmt: skip
        case _:
            return 0


def is_too_large(view: JsonObject) -> bool:
    """Whether a view is beyond 250 KB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def _faults_of_block(block: JsonObject) -> Iterator[str]:
    if len(str(block.get("block_id") or "")) > ID_LENGTH:
        yield f"block_id over {ID_LENGTH} characters"
    try:
        parsed = Block.parse(dict(block))
        if parsed is None:
            yield "unknown block type"
            return
        yield from (f"unknown key {key}" for key in _dropped(block, parsed.to_dict()))
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError) as fault:
        yield f"slack_sdk: {fault}"
    yield from _by_type(block)
    yield from _ids_within(block)


def _by_type(block: JsonObject) -> Iterator[str]:
    match block.get("type"):
        case "section":
            yield from _faults_of_section(block)
        case "header":
            yield from faults_of_text(block.get("text"), 150, kinds={"plain_text"})
        case "markdown":
            yield from _sized("text", block.get("text"), 12_000)
        case "context" | "actions" | "context_actions" as kind:
            yield from _faults_of_row(block, MOST_ELEMENTS[kind])
        case "input":
            yield from _faults_of_input(block)
        case "rich_text":
            yield from faults_of_rich_text(block)
        case "image":
            yield from _faults_of_image(block)


def _faults_of_row(block: JsonObject, most: int) -> Iterator[str]:
    inner = block.get("elements")
    if not isinstance(inner, list) or not 1 <= len(inner) <= most:
        yield f"elements are no list of 1 to {most}"
        return
    for one in inner:
        is_text = isinstance(one, dict) and one.get("type") in BOTH_KINDS
        if is_text is not (block["type"] == "context") and not _is_image(one):
            yield f"no place for {one!r:.60}"
        yield from faults_of_text(one, 3000) if is_text else faults_of_element(one)


def _is_image(one: object) -> bool:
    return isinstance(one, dict) and one.get("type") == "image"


def _faults_of_image(block: JsonObject) -> Iterator[str]:
    yield from _sized("alt_text", block.get("alt_text"), 2000)
    if "image_url" not in block and "slack_file" not in block:
        yield "an image needs image_url or slack_file"


def _faults_of_section(block: JsonObject) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield "a section needs text or fields"
    if "text" in block:
        yield from faults_of_text(block["text"], 3000)
    fields = listed(block.get("fields"))
    if len(fields) > 10:
        yield "over 10 fields"
    for one in fields:
        yield from faults_of_text(one, 2000)
    if isinstance(accessory := block.get("accessory"), dict):
        yield from faults_of_element(accessory)


def _faults_of_input(block: JsonObject) -> Iterator[str]:
    yield from faults_of_text(block.get("label"), 2000, kinds={"plain_text"})
    if "hint" in block:
        yield from faults_of_text(block["hint"], 2000, kinds={"plain_text"})
    element = block.get("element")
    if not isinstance(element, dict) or element.get("type") in {"button", "overflow", "image"}:
        yield "an input needs an input element"
    else:
        yield from faults_of_element(element)


def _faults_of_frame(view: JsonObject) -> Iterator[str]:
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        yield f"type is {kind!r}"
    for key in ("title", "submit", "close"):
        if view.get(key) is not None:
            yield from (f"{key}: {fault}" for fault in faults_of_text(view[key], 24, kinds={"plain_text"}))
    if kind == "modal" and view.get("title") is None:
        yield "missing required field: title"
    asks = any(one.get("type") == "input" for one in listed(view.get("blocks")))
    if kind == "modal" and asks and view.get("submit") is None:
        yield "submit is required where there is an input"
    if len(str(view.get("private_metadata") or "")) > 3000:
        yield "private_metadata over 3000 characters"
    if len(str(view.get("callback_id") or "")) > ID_LENGTH:
        yield f"callback_id over {ID_LENGTH} characters"


def _faults_by_sdk(view: JsonObject) -> Iterator[str]:
    try:
        SdkView(**view).to_dict()  # type: ignore[arg-type]
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError) as fault:
        yield f"slack_sdk: {fault}"


def _ids_within(block: JsonObject) -> Iterator[str]:
    counted = Counter(str(one["action_id"]) for _, one in elements([block]) if "action_id" in one)
    yield from (f"action_id {name!r} is already in this block" for name, times in counted.items() if times > 1)


def _repeated_block_ids(blocks: Sequence[JsonObject]) -> list[str]:
    counted = Counter(str(one["block_id"]) for one in blocks if one.get("block_id"))
    return [f"block_id {name!r} is already used" for name, times in counted.items() if times > 1]


def _sized(name: str, value: object, most: int) -> Iterator[str]:
    if not isinstance(value, str) or not 1 <= len(value) <= most:
        yield f"{name} is no text of 1 to {most} characters"


def _dropped(given: object, kept: object, place: str = "") -> Iterator[str]:
    """The keys that slack_sdk's models do not know and therefore lose."""
    match given, kept:
        case dict(), dict():
            for key, value in given.items():
                if value is not None and value != [] and key not in kept:
                    yield f"{place}{key}"
                elif key in kept:
                    yield from _dropped(value, kept[key], f"{place}{key}.")
        case list(), list():
            for one, other in zip(given, kept, strict=False):
                yield from _dropped(one, other, place)
