"""REST: application commands, global and per guild."""

from tests.support.discord_server.calls import Call
from tests.support.discord_server.command_limits import CHAT_INPUT, check_commands
from tests.support.discord_server.platform import GLOBAL, Platform
from tests.support.discord_server.refusals import Refusal, Refused, insist
from tests.support.discord_server.routes_guilds import guild_of
from tests.support.discord_server.routes_messages import Handler
from tests.support.discord_server.world import Json

GUILD_AND_DM = [0, 1]
CREATED = 201


def scope_of(platform: Platform, call: Call) -> int:
    """The guild of the path, or GLOBAL."""
    if call.ids["application_id"] != str(platform.world.bot.id):
        raise Refused(Refusal.MISSING_ACCESS)
    return guild_of(platform, call).id if "guild_id" in call.ids else GLOBAL


def listed(platform: Platform, call: Call) -> list[Json]:
    """The scope's commands."""
    return list(platform.commands[scope_of(platform, call)].values())


def overwrite(platform: Platform, call: Call) -> list[Json]:
    """The scope's commands replaced; one of the same type and name keeps its id."""
    scope = scope_of(platform, call)
    insist(check_commands(call.body or []))
    old = {(one["type"], one["name"]): one for one in platform.commands[scope].values()}
    new = [_stored(platform, scope, one, old) for one in call.body or []]
    platform.commands[scope] = {int(one["id"]): one for one in new}
    return new


def create(platform: Platform, call: Call) -> tuple[int, Json]:
    """One command made, or replaced when type and name are known: 201 or 200."""
    scope = scope_of(platform, call)
    here = platform.commands[scope]
    old = {(one["type"], one["name"]): one for one in here.values()}
    new = _stored(platform, scope, call.body, old)
    others = [one for one in here.values() if one["id"] != new["id"]]
    insist(check_commands([*others, new]))
    status = 200 if int(new["id"]) in here else CREATED
    here[int(new["id"])] = new
    return status, new


def read(platform: Platform, call: Call) -> Json:
    """One command."""
    return _found(platform, call)


def update(platform: Platform, call: Call) -> Json:
    """One command with the given keys replaced."""
    found = _found(platform, call)
    new = found | call.body | {"version": str(platform.new_id())}
    scope = platform.commands[scope_of(platform, call)]
    insist(check_commands([one for one in scope.values() if one is not found] + [new]))
    scope[int(found["id"])] = new
    return new


def remove(platform: Platform, call: Call) -> None:
    """One command gone."""
    found = _found(platform, call)
    del platform.commands[scope_of(platform, call)][int(found["id"])]


def _found(platform: Platform, call: Call) -> Json:
    found = platform.commands[scope_of(platform, call)].get(int(call.ids["command_id"]))
    if found is None:
        raise Refused(Refusal.UNKNOWN_COMMAND)
    return found


def _stored(platform: Platform, scope: int, body: Json, old: dict[tuple[int, str], Json]) -> Json:
    kind = body.get("type") or CHAT_INPUT
    before = old.get((kind, body["name"]))
    permissions = body.get("default_member_permissions")
    stored: Json = {
        "name_localizations": None,
        "description": "",
        "description_localizations": None,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        "nsfw": False,
    }
    stored |= {key: value for key, value in body.items() if value is not None}
    stored |= {
        "id": before["id"] if before else str(platform.new_id()),
        "application_id": str(platform.world.bot.id),
        "version": str(platform.new_id()),
        "type": kind,
        "default_member_permissions": None if permissions is None else str(permissions),
    }
    return stored | ({} if scope == GLOBAL else {"guild_id": str(scope)})


def routes() -> dict[str, Handler]:
    """The routes of this module."""
    every: dict[str, Handler] = {}
    for base in (
        "/applications/{application_id}/commands",
        "/applications/{application_id}/guilds/{guild_id}/commands",
    ):
        every |= {f"GET {base}": listed, f"PUT {base}": overwrite, f"POST {base}": create}
        one = f"{base}/{{command_id}}"
        every |= {f"GET {one}": read, f"PATCH {one}": update, f"DELETE {one}": remove}
    return every
