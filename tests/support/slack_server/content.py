"""What may be in a message or a view: notes everything wrong with it and refuses as Slack does."""

import json

from tests.support.slack_server import blocks as limits
from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.markup import mentions_of, strays_of
from tests.support.slack_server.shapes import JsonObject

TEXT_LIMIT = 40_000
OUR_TOTAL = 12_000
METADATA_LIMIT = 16_000


def check_message(core: Core, method: str, given: Arguments, *, may_be_empty: bool = False) -> None:
    """Refuses a message that Slack refuses; notes what it takes but we must not send."""
    watch_markup(core, method, given)
    blocks, attachments = given.objects("blocks"), given.objects("attachments")
    text = given.text("text") or given.text("markdown_text")
    if not (text or blocks or attachments or may_be_empty):
        raise Refusal("no_text")
    if len(text) > TEXT_LIMIT:
        core.note(method, [f"text of {len(text)} characters"])
        raise Refusal("msg_too_long")
    if blocks and not text:
        core.note(method, ["blocks without a text for notifications and screen readers"])
    if "blocks" in given:
        check_blocks(core, method, given["blocks"])
    for attachment in attachments or []:
        if "blocks" in attachment:
            check_blocks(core, method, attachment["blocks"])
    if "metadata" in given:
        _check_metadata(core, method, given["metadata"])


def check_blocks(core: Core, method: str, blocks: object) -> None:
    """`invalid_blocks` or `msg_blocks_too_long`, with the reasons."""
    faults = core.note(method, limits.faults_of_blocks(blocks))
    if faults:
        messages = [f"[ERROR] {fault}" for fault in faults]
        raise Refusal("invalid_blocks", errors=faults, response_metadata={"messages": messages})
    total = limits.total_text(blocks)
    if total > OUR_TOTAL:
        core.note(method, [f"{total} characters in all blocks together"])
    if total > limits.TOTAL_TEXT:
        raise Refusal("msg_blocks_too_long")
    if isinstance(blocks, list):
        core.note(method, limits.repeated_action_ids(blocks))


def check_view(core: Core, method: str, view: object) -> JsonObject:
    """The view, when Slack takes it."""
    if not isinstance(view, dict):
        core.note(method, ["the view is no object"])
        raise Refusal("invalid_arguments", response_metadata={"messages": ["[ERROR] view"]})
    watch_markup(core, method, Arguments({"view": view}))
    if limits.is_too_large(view):
        core.note(method, ["the view is over 250 KB"])
        raise Refusal("view_too_large")
    faults = core.note(method, limits.faults_of_view(view))
    if faults:
        raise Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]})
    core.note(method, limits.repeated_action_ids(view.get("blocks") or []))
    return view


def watch_markup(core: Core, method: str, given: Arguments) -> None:
    """Notes who is called and what stands unescaped."""
    read = dict(given.items())
    core.mentions += mentions_of(method, read)
    core.strays += strays_of(method, read)


def _check_metadata(core: Core, method: str, metadata: object) -> None:
    match metadata:
        case {"event_type": str() as name, "event_payload": dict(), **rest} if name and not rest:
            if len(json.dumps(metadata)) > METADATA_LIMIT:
                core.note(method, ["metadata over 16 KB"])
                raise Refusal("metadata_too_large")
        case _:
            core.note(method, [f"metadata is no event_type with event_payload: {metadata!r:.80}"])
            raise Refusal("invalid_metadata_format")
