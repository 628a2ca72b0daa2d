"""Filling in a modal: the state Slack sends, and what its client would not let through."""

from collections.abc import Iterator, Mapping, Sequence

from tests.support.slack_server.pressing import CHOSEN, TYPED, CannotDo, value_of
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.visible import elements

State = dict[str, dict[str, JsonObject]]
INITIAL = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_time": "initial_time",
    "rich_text_value": "initial_value",
}


def filled_in(blocks: Sequence[JsonObject], values: Mapping[str, object], before: State) -> State:
    """`state.values`: what stood there, what was typed before, and `values` by action_id, block_id or label."""
    left = dict(values)
    state: State = {}
    for block, element in elements(blocks):
        if element["type"] in {"button", "overflow"}:
            continue
        block_id, action_id = str(block.get("block_id")), str(element.get("action_id"))
        name = next((one for one in (action_id, block_id, _label(block)) if one in left), None)
        if name is not None:
            value = value_of(element, left.pop(name))
        else:
            value = before.get(block_id, {}).get(action_id) or _initial(element)
        state.setdefault(block_id, {})[action_id] = {"type": element["type"], **value}
    if left:
        there = [f"{_label(block)} ({element.get('action_id')})" for block, element in elements(blocks)]
        raise CannotDo(f"the form does not ask for {', '.join(left)}; it asks for: {', '.join(there)}")
    return state


def check_filled_in(blocks: Sequence[JsonObject], state: State) -> None:
    """CannotDo where Slack's client would mark a field: empty though required, too short, too long, no address."""
    faults = list(_faults(blocks, state))
    if faults:
        raise CannotDo("the form does not go through: " + "; ".join(faults))


def _faults(blocks: Sequence[JsonObject], state: State) -> Iterator[str]:
    for block, element in elements(blocks):
        if block.get("type") != "input":
            continue
        value = state.get(str(block.get("block_id")), {}).get(str(element.get("action_id")), {})
        content = next((one for key, one in value.items() if key != "type"), None)
        if not content:
            if not block.get("optional"):
                yield f"{_label(block)} is required"
            continue
        yield from (f"{_label(block)} {fault}" for fault in _faults_of_text(element, str(content)))


def _faults_of_text(element: JsonObject, text: str) -> Iterator[str]:
    if element["type"] not in TYPED:
        return
    if len(text) < int(element.get("min_length") or 0):  # type: ignore[call-overload]
        yield "is too short"
    if len(text) > int(element.get("max_length") or 3000):  # type: ignore[call-overload]
        yield "is too long"
    if element["type"] == "url_text_input" and "://" not in text:
        yield "is no address"


def _initial(element: JsonObject) -> JsonObject:
    kind = str(element["type"])
    if kind in TYPED:
        return {"value": element.get("initial_value")}
    empty = value_of(element, [] if kind in CHOSEN and CHOSEN[kind].endswith("s") else None)
    key = next(iter(empty))
    return {key: element.get(INITIAL.get(key, ""), empty[key])}


def _label(block: JsonObject) -> str:
    label = block.get("label")
    return str(label.get("text")) if isinstance(label, dict) else ""
