"""What a person can press: finds the element meant and makes the action Slack sends for it."""

from collections.abc import Sequence

from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.visible import elements

TYPED = {"plain_text_input", "url_text_input", "email_text_input", "number_input"}
CHOSEN = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
MANY = {"checkboxes", "multi_static_select", "multi_external_select"}


class CannotDo(AssertionError):
    """A person could not do this: there is no such button, the form does not let it through."""


def found(blocks: Sequence[JsonObject], what: str) -> tuple[JsonObject, JsonObject]:
    """The (block, element) whose label, action_id or value is `what`; an action_id's beginning will do when it is
    the only one."""
    candidates = list(elements(blocks))
    for fits in (_label_is, _id_is, _value_is, _id_begins, _label_holds):
        fitting = [pair for pair in candidates if fits(pair[1], what)]
        if len(fitting) == 1 or (fitting and fits in (_label_is, _id_is)):
            return fitting[0]
    there = [f"{_label(one) or one.get('type')} ({one.get('action_id')})" for _, one in candidates]
    raise CannotDo(f"nothing to press is called {what!r}; there are: {', '.join(there) or 'no elements'}")


def action_of(block: JsonObject, element: JsonObject, *, choose: object, at: str) -> JsonObject:
    """The action of a press, or of choosing `choose` (an option's label or value; a text for an input)."""
    action: JsonObject = {
        "type": element["type"],
        "action_id": element.get("action_id"),
        "block_id": block.get("block_id"),
        "action_ts": at,
    }
    if element["type"] == "button":
        shown = {key: element[key] for key in ("text", "value", "url", "style") if key in element}
        return action | shown
    return action | value_of(element, choose)


def value_of(element: JsonObject, given: object) -> JsonObject:
    """What a person typed or chose, in the form of `state.values`."""
    kind = str(element["type"])
    if kind in TYPED:
        return {"value": None if given in (None, "") else str(given)}
    if kind in CHOSEN:
        return {CHOSEN[kind]: given}
    if kind in MANY:
        many = given if isinstance(given, list | tuple | set) else [] if given is None else [given]
        return {"selected_options": [_option(element, one) for one in many]}
    if kind == "rich_text_input":
        return {"rich_text_value": given}
    return {"selected_option": None if given is None else _option(element, given)}


def options_of(element: JsonObject) -> list[JsonObject]:
    """The choices of a select, those in groups too."""
    groups = element.get("option_groups")
    if isinstance(groups, list):
        return [one for group in groups for one in group.get("options") or []]
    options = element.get("options")
    return options if isinstance(options, list) else []


def _option(element: JsonObject, given: object) -> JsonObject:
    if isinstance(given, dict):
        return given
    for option in options_of(element):
        if given in (option.get("value"), _label(option)):
            return option
    choices = [f"{_label(one)} ({one.get('value')})" for one in options_of(element)]
    raise CannotDo(f"no choice {given!r}; there are: {', '.join(choices)}")


def _label(element: JsonObject) -> str:
    text = element.get("text")
    return str(text.get("text")) if isinstance(text, dict) else str(text or "")


def _label_is(element: JsonObject, what: str) -> bool:
    return _label(element) == what


def _id_is(element: JsonObject, what: str) -> bool:
    return element.get("action_id") == what


def _value_is(element: JsonObject, what: str) -> bool:
    return element.get("value") == what


def _id_begins(element: JsonObject, what: str) -> bool:
    return str(element.get("action_id") or "").startswith(what)


def _label_holds(element: JsonObject, what: str) -> bool:
    return what in _label(element)
