"""The limits of text objects, buttons, selects and inputs (docs.slack.dev/reference/block-kit)."""

from collections.abc import Collection, Iterator

from tests.support.slack_server.shapes import JsonObject, listed

LABEL, VALUE, URL, ACTION_ID, PLACEHOLDER = 75, 2000, 3000, 255, 150
OPTION_VALUE = 150
MOST_OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}
CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
BOTH_KINDS = frozenset({"plain_text", "mrkdwn"})


def faults_of_text(text: object, most: int, *, kinds: Collection[str] = BOTH_KINDS) -> Iterator[str]:
    """A text object: its kind, its length, and the keys that belong to the other kind."""
    match text:
        case {"type": str() as kind, "text": str() as words, **rest}:
            if kind not in kinds:
                yield f"the text is {kind}, allowed: {', '.join(sorted(kinds))}"
            if not 1 <= len(words) <= most:
                yield f"a text of {len(words)} characters, 1 to {most} are allowed"
            foreign = {"plain_text": "verbatim", "mrkdwn": "emoji"}.get(kind)
            if foreign in rest:
                yield f"{kind} takes no {foreign}"
        case _:
            yield f"no text object: {text!r:.60}"


def faults_of_element(element: object) -> Iterator[str]:
    """A button, a select, an overflow menu, an input or an image."""
    if not isinstance(element, dict):
        yield f"no element: {element!r:.60}"
        return
    if len(str(element.get("action_id") or "")) > ACTION_ID:
        yield f"action_id over {ACTION_ID} characters"
    if "placeholder" in element:
        yield from faults_of_text(element["placeholder"], PLACEHOLDER, kinds={"plain_text"})
    if isinstance(confirm := element.get("confirm"), dict):
        yield from _faults_of_confirm(confirm)
    match element.get("type"):
        case "button":
            yield from _faults_of_button(element)
        case "image":
            if not 1 <= len(str(element.get("alt_text") or "")) <= VALUE:
                yield "an image needs an alt_text"
        case "plain_text_input":
            yield from _faults_of_input(element)
        case _:
            yield from _faults_of_options(element)


def _faults_of_button(button: JsonObject) -> Iterator[str]:
    yield from faults_of_text(button.get("text"), LABEL, kinds={"plain_text"})
    for key, most in (("value", VALUE), ("url", URL)):
        if key in button and not (isinstance(button[key], str) and 1 <= len(str(button[key])) <= most):
            yield f"{key} is no text of 1 to {most} characters"
    if "style" in button and button["style"] not in {"primary", "danger"}:
        yield f"style {button['style']!r}"


def _faults_of_confirm(confirm: JsonObject) -> Iterator[str]:
    for key, most in CONFIRM.items():
        if key in confirm or key in {"title", "text"}:
            yield from (f"confirm.{key}: {fault}" for fault in faults_of_text(confirm.get(key), most))


def _faults_of_input(element: JsonObject) -> Iterator[str]:
    most = element.get("max_length", 3000)
    if not isinstance(most, int) or not 1 <= most <= 3000:
        yield f"max_length {most!r}, 1 to 3000 are allowed"
    elif len(str(element.get("initial_value") or "")) > most:
        yield f"initial_value over max_length {most}"


def _faults_of_options(element: JsonObject) -> Iterator[str]:
    if element.get("type") in {"static_select", "multi_static_select", *MOST_OPTIONS}:
        groups = element.get("option_groups")
        if isinstance(groups, list):
            options = [one for group in groups for one in listed(group.get("options"))]
        else:
            options = listed(element.get("options"))
        most = MOST_OPTIONS.get(str(element.get("type")), 100)
        if not 1 <= len(options) <= most:
            yield f"{len(options)} options, 1 to {most} are allowed"
        for option in options:
            yield from faults_of_option(option)
        values = [option.get("value") for option in options]
        initial = element.get("initial_option")
        if isinstance(initial, dict) and initial.get("value") not in values:
            yield "initial_option is none of the options"


def faults_of_option(option: object) -> Iterator[str]:
    """One choice of a select or of the answer to an options request."""
    if not isinstance(option, dict):
        yield f"no option: {option!r:.60}"
        return
    yield from (f"option: {fault}" for fault in faults_of_text(option.get("text"), LABEL))
    if not 1 <= len(str(option.get("value") or "")) <= OPTION_VALUE:
        yield f"option value is no text of 1 to {OPTION_VALUE} characters"
    if "description" in option:
        yield from (f"option description: {fault}" for fault in faults_of_text(option["description"], LABEL))
