"""views.*: modals and the Home tab."""

from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.content import check_view
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.views import View


def open_view(core: Core, given: Arguments) -> JsonObject:
    """views.open."""
    view = _checked(core, given, "views.open", "modal")
    trigger = core.tickets.exchange(given.get("trigger_id"))
    opened = core.workspace.views.open(trigger.user, view, answers=trigger.delivery, channel=trigger.channel)
    return _shown(opened)


def push(core: Core, given: Arguments) -> JsonObject:
    """views.push."""
    view = _checked(core, given, "views.push", "modal")
    trigger = core.tickets.exchange(given.get("trigger_id"))
    pushed = core.workspace.views.push(trigger.user, view, answers=trigger.delivery, channel=trigger.channel)
    return _shown(pushed)


def update(core: Core, given: Arguments) -> JsonObject:
    """views.update."""
    standing = core.workspace.views.found(given.text("view_id") or None, given.text("external_id") or None)
    view = _checked(core, given, "views.update", str(standing.given.get("type")))
    return _shown(core.workspace.views.update(standing, view, given.text("hash") or None))


def publish(core: Core, given: Arguments) -> JsonObject:
    """views.publish."""
    if not core.home_enabled:
        raise Refusal("not_enabled")
    view = _checked(core, given, "views.publish", "home")
    user = core.workspace.user(given.needed("user_id"))
    return _shown(core.workspace.views.publish(user.id, view, given.text("hash") or None))


def _checked(core: Core, given: Arguments, method: str, kind: str) -> JsonObject:
    checked = check_view(core, method, given.get("view"))
    if checked.get("type") != kind:
        core.note(method, [f"a view of type {checked.get('type')!r} where {kind!r} belongs"])
        raise Refusal("invalid_arguments", response_metadata={"messages": ["[ERROR] view type"]})
    return checked | {"blocks": core.workspace.with_ids(checked["blocks"])}


def _shown(view: View) -> JsonObject:
    return {"ok": True, "view": view.body()}
