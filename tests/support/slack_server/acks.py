"""What an ack brings with it: a message for a command, what a submitted form does next, options for a select."""

from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.content import check_view
from tests.support.slack_server.core import Core
from tests.support.slack_server.deliveries import Attempt, Delivery
from tests.support.slack_server.elements import faults_of_option
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.responding import from_ack, respond
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.views import View

METHOD = "ack"
MOST_OPTIONS = 100


def apply_ack(core: Core, delivery: Delivery, attempt: Attempt) -> None:
    """Shows a person what came with the ack; what Slack cannot use is a violation."""
    try:
        match delivery.payload.get("type"):
            case "view_submission":
                _after_submission(core, delivery, attempt.body)
            case "block_suggestion":
                _offer(core, delivery, attempt.body)
            case None if delivery.kind == "slash_commands":
                _say(core, delivery, attempt.body)
    except Refusal as refusal:
        core.note(METHOD, [f"Slack cannot use the ack: {refusal.code}"])
    core.happenings.ring()


def _say(core: Core, delivery: Delivery, body: object) -> None:
    if (message := from_ack(body)) is not None:
        url = core.tickets.url(str(delivery.user), str(delivery.channel), delivery=delivery)
        respond(core, url, Arguments(message))


def _after_submission(core: Core, delivery: Delivery, body: object) -> None:
    views = core.workspace.views
    shown = delivery.payload.get("view")
    view = views.by_id[str(shown["id"])] if isinstance(shown, dict) else None
    if view is None:
        return
    match body:
        case {"response_action": "errors", "errors": dict() as errors}:
            delivery.form_errors = {str(key): str(value) for key, value in errors.items()}
            core.note(METHOD, _faults_of_errors(view, delivery.form_errors))
        case {"response_action": "update", "view": given}:
            views.update(view, _checked(core, given), None)
            view.answers = delivery
        case {"response_action": "push", "view": given}:
            views.push(view.user, _checked(core, given), answers=delivery, channel=view.channel)
        case {"response_action": "clear"}:
            views.close(view, all_of_them=True)
        case None | "" | {}:
            views.close(view)
        case _:
            core.note(METHOD, [f"no answer to a submission: {body!r:.80}"])


def _checked(core: Core, given: object) -> JsonObject:
    view = check_view(core, METHOD, given)
    return view | {"blocks": core.workspace.with_ids(view["blocks"])}


def _faults_of_errors(view: View, errors: dict[str, str]) -> list[str]:
    inputs = {str(block.get("block_id")) for block in view.blocks if block.get("type") == "input"}
    wrong = [f"an error at {name!r}, which is no input block" for name in errors if name not in inputs]
    return wrong + (["response_action errors without errors"] if not errors else [])


def _offer(core: Core, delivery: Delivery, body: object) -> None:
    match body:
        case {"options": [*options]}:
            delivery.options = options
        case {"option_groups": [*groups]}:
            delivery.options = [one for group in groups for one in group.get("options") or []]
        case _:
            core.note(METHOD, [f"no options: {body!r:.80}"])
    faults = [fault for one in delivery.options for fault in faults_of_option(one)]
    too_many = [f"{len(delivery.options)} options"] if len(delivery.options) > MOST_OPTIONS else []
    core.note(METHOD, faults + too_many)
