"""What Discord would refuse about the components of a message: the limits that stand in its prose."""

from collections.abc import Iterator
from typing import Any

from adapters.discord import limits

Json = dict[str, Any]
_CONTAINER, _TEXT, _SELECT = 17, 10, 3


def fault_in(components: list[Json]) -> str:
    """Why Discord would refuse these components; empty when it takes them."""
    every = list(walk(components))
    text = sum(len(one["content"]) for one in every if one["type"] == _TEXT)
    ids = [one["custom_id"] for one in every if "custom_id" in one]
    faults = [
        f"{len(every)} components" if len(every) > limits.COMPONENTS_A_MESSAGE else "",
        f"{text} characters" if text > limits.TEXT_A_MESSAGE else "",
        "the same custom id twice" if len(set(ids)) < len(ids) else "",
        *(fault for one in every for fault in _faults(one)),
    ]
    return "; ".join(filter(None, faults))


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, nested ones included."""
    for one in components:
        yield one
        yield from walk(one.get("components", []))
        if "accessory" in one:
            yield one["accessory"]


def _faults(one: Json) -> Iterator[str]:
    if not 1 <= len(one.get("custom_id") or "x") <= limits.CUSTOM_ID:
        yield "custom id"
    if len(one.get("label") or "") > limits.BUTTON_LABEL or len(one.get("url") or "") > limits.BUTTON_LINK:
        yield "button"
    if one["type"] == _TEXT and not one["content"].strip():
        yield "empty text"
    if "components" in one and not one["components"]:
        yield "no components"
    options = one.get("options", [])
    if one["type"] == _SELECT and not 1 <= len(options) <= limits.OPTIONS_A_SELECT:
        yield "number of options"
    if len({option["value"] for option in options}) < len(options):
        yield "the same option twice"
    for option in options:
        if any(len(option.get(name) or "") > limits.OPTION_TEXT for name in ("label", "value", "description")):
            yield "length of an option"
        if not option["label"].strip() or not option["value"]:
            yield "empty option"
