"""Who is who: auth.test, users.*, user groups, the team; and apps.connections.open."""

import secrets

from tests.support.slack_server import scopes
from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.methods.paging import page
from tests.support.slack_server.people import APP, BOT, BOT_ID, OWNER, TEAM
from tests.support.slack_server.shapes import JsonObject

ADDRESS = "https://storybot-test.slack.com/"


def api_test(core: Core, given: Arguments) -> JsonObject:
    """api.test."""
    return {"ok": True, "args": dict(given)}


def auth_test(core: Core, given: Arguments) -> JsonObject:
    """auth.test."""
    return {
        "ok": True,
        "url": ADDRESS,
        "team": "이야기 모임",
        "user": "storybot",
        "team_id": TEAM,
        "user_id": BOT,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def connections_open(core: Core, given: Arguments) -> JsonObject:
    """apps.connections.open: an address good for one connection."""
    ticket = secrets.token_hex(8)
    core.socket_tickets.add(ticket)
    return {"ok": True, "url": f"{core.socket_url}?ticket={ticket}&app_id={APP}"}


def bots_info(core: Core, given: Arguments) -> JsonObject:
    """bots.info."""
    if given.text("bot", BOT_ID) != BOT_ID:
        raise Refusal("bot_not_found")
    bot = {"id": BOT_ID, "deleted": False, "name": "storybot", "updated": 1449272004, "app_id": APP, "user_id": BOT}
    return {"ok": True, "bot": bot}


def user_info(core: Core, given: Arguments) -> JsonObject:
    """users.info."""
    person = core.workspace.user(given.needed("user", "user_not_found"))
    return {"ok": True, "user": _with_email(core, person.body(with_locale=given.flag("include_locale")))}


def users(core: Core, given: Arguments) -> JsonObject:
    """users.list."""
    shown, metadata = page(given, list(core.workspace.users.values()))
    found = [_with_email(core, one.body(with_locale=given.flag("include_locale"))) for one in shown]
    return {"ok": True, "members": found, "cache_ts": 1498777272, "response_metadata": metadata}


def groups(core: Core, given: Arguments) -> JsonObject:
    """usergroups.list."""
    found = [
        {"id": key, "team_id": TEAM, "is_usergroup": True, "name": key, "handle": key.lower(), "user_count": len(ids)}
        for key, ids in core.workspace.groups.items()
    ]
    return {"ok": True, "usergroups": found}


def group_users(core: Core, given: Arguments) -> JsonObject:
    """usergroups.users.list."""
    people = core.workspace.groups.get(given.needed("usergroup", "no_such_subteam"))
    if people is None:
        raise Refusal("no_such_subteam")
    return {"ok": True, "users": list(people)}


def team_info(core: Core, given: Arguments) -> JsonObject:
    """team.info."""
    team = {
        "id": TEAM,
        "name": "이야기 모임",
        "domain": "storybot-test",
        "email_domain": "",
        "url": ADDRESS,
        "icon": {},
    }
    return {"ok": True, "team": team | {"owner": OWNER}}


def _with_email(core: Core, body: JsonObject) -> JsonObject:
    if scopes.EMAIL in core.scopes and isinstance(profile := body["profile"], dict):
        profile["email"] = f"{body['name']}@example.com"
    return body
