"""apps.manifest.*: reading and judging the manifest of the app; only app configuration tokens may."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.people import APP
from tests.support.slack_server.shapes import JsonObject

_LONGEST_NAME, _LONGEST_DESCRIPTION = 35, 140
_VERSION = {"major_version": 1, "minor_version": 1}


def export(core: Core, given: Arguments) -> JsonObject:
    """apps.manifest.export: what is installed, with the version of the schema."""
    if given.needed("app_id", "invalid_app_id") != APP:
        raise Refusal("app_not_found")
    return {"ok": True, "manifest": {"_metadata": _VERSION, **core.manifest}}


def validate(core: Core, given: Arguments) -> JsonObject:
    """apps.manifest.validate: every fault with a pointer to its place."""
    try:
        manifest = json.loads(given.needed("manifest", "invalid_manifest"))
    except ValueError as fault:
        raise Refusal("invalid_manifest", errors=[{"message": "no JSON", "pointer": "/"}]) from fault
    faults = [{"message": message, "pointer": pointer} for pointer, message in _faults(manifest)]
    if faults:
        raise Refusal("invalid_manifest", errors=faults)
    return {"ok": True, "errors": []}


def _faults(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    shown, settings = manifest.get("display_information", {}), manifest.get("settings", {})
    if not 0 < len(shown.get("name", "")) <= _LONGEST_NAME:
        yield "/display_information/name", "must be 1 to 35 characters"
    if len(shown.get("description", "")) > _LONGEST_DESCRIPTION:
        yield "/display_information/description", "must be at most 140 characters"
    has_socket = settings.get("socket_mode_enabled", False)
    subscribed = settings.get("event_subscriptions", {})
    if subscribed and not has_socket and not subscribed.get("request_url"):
        yield "/settings/event_subscriptions", "Event Subscription requires either Request URL or Socket Mode Enabled"
    interactive = settings.get("interactivity", {})
    if interactive.get("is_enabled") and not has_socket and not interactive.get("request_url"):
        yield "/settings/interactivity", "Interactivity requires a Request URL"
