"""REST: who the bot is, its application, the gateway's address, guilds and their members."""

from tests.support.discord_server.calls import Call
from tests.support.discord_server.payloads import (
    channel_json,
    guild_json,
    member_json,
    own_user_json,
    role_json,
    user_json,
)
from tests.support.discord_server.permissions import permissions_in_guild
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.refusals import Refusal, Refused
from tests.support.discord_server.routes_messages import Handler
from tests.support.discord_server.sessions import Intent
from tests.support.discord_server.world import Guild, Json

APPLICATION_FLAGS = {Intent.GUILD_PRESENCES: 1 << 13, Intent.GUILD_MEMBERS: 1 << 15, Intent.MESSAGE_CONTENT: 1 << 19}


def guild_of(platform: Platform, call: Call) -> Guild:
    """The guild of the path, if the bot is in it."""
    guild = platform.world.guilds.get(int(call.ids["guild_id"]))
    if guild is None:
        raise Refused(Refusal.UNKNOWN_GUILD)
    if platform.world.bot.id not in guild.members:
        raise Refused(Refusal.MISSING_ACCESS)
    return guild


def me(platform: Platform, _: Call) -> Json:
    """The bot itself."""
    return own_user_json(platform.world.bot)


def user(platform: Platform, call: Call) -> Json:
    """Anybody by id."""
    found = platform.world.users.get(int(call.ids["user_id"]))
    if found is None:
        raise Refused(Refusal.UNKNOWN_USER)
    return user_json(found)


def application(platform: Platform, _: Call) -> Json:
    """The bot's application; its flags say which privileged intents the portal allows."""
    allowed = platform.gateway.allowed_intents
    flags = sum(flag for intent, flag in APPLICATION_FLAGS.items() if allowed & intent)
    owner = next(one for one in platform.world.users.values() if not one.bot)
    nothing = ("icon", "interactions_endpoint_url", "role_connections_verification_url", "team", "type")
    return dict.fromkeys(nothing) | {
        "id": str(platform.world.bot.id),
        "name": platform.world.bot.username,
        "description": "",
        "summary": "",
        "bot": user_json(platform.world.bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "owner": user_json(owner),
        "redirect_uris": [],
        "approximate_guild_count": len(platform.world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}},
        "tags": [],
    }


def gateway(platform: Platform, _: Call) -> Json:
    """Where the gateway is."""
    return {"url": platform.gateway.url}


def gateway_for_bots(platform: Platform, _: Call) -> Json:
    """Where the gateway is, and how many sessions may still be started."""
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return {"url": platform.gateway.url, "shards": 1, "session_start_limit": limit}


def my_guilds(platform: Platform, call: Call) -> list[Json]:
    """The guilds the bot is in, by page."""
    bot = platform.world.bot
    mine = [one for one in platform.world.guilds.values() if bot.id in one.members]
    after = int(call.query.get("after", 0))
    page = sorted((one for one in mine if one.id > after), key=lambda one: one.id)
    return [
        {
            "id": str(one.id),
            "name": one.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(permissions_in_guild(one, bot)),
            "features": [],
        }
        for one in page[: int(call.query.get("limit", 200))]
    ]


def leave(platform: Platform, call: Call) -> None:
    """The bot leaves a guild."""
    guild = guild_of(platform, call)
    del guild.members[platform.world.bot.id]
    gone = {"id": str(guild.id)}
    platform.gateway.dispatch("GUILD_DELETE", lambda _: gone, intent=Intent.GUILDS, guild_id=guild.id)


def guild(platform: Platform, call: Call) -> Json:
    """One guild, with counts if asked."""
    found = guild_of(platform, call)
    counts = {"approximate_member_count": len(found.members), "approximate_presence_count": 0}
    return guild_json(found) | (counts if call.query.get("with_counts") in {"1", "true", "True"} else {})


def channels(platform: Platform, call: Call) -> list[Json]:
    """The channels of a guild, threads left out."""
    return [channel_json(one) for one in guild_of(platform, call).channels.values() if not one.is_thread]


def active_threads(platform: Platform, call: Call) -> Json:
    """The threads of a guild that are not archived."""
    found = [channel_json(one) for one in guild_of(platform, call).threads if not one.archived]
    return {"threads": found, "members": [], "has_more": False}


def roles(platform: Platform, call: Call) -> list[Json]:
    """The roles of a guild."""
    return [role_json(one) for one in guild_of(platform, call).roles.values()]


def role(platform: Platform, call: Call) -> Json:
    """One role."""
    found = guild_of(platform, call).roles.get(int(call.ids["role_id"]))
    if found is None:
        raise Refused(Refusal.UNKNOWN_ROLE)
    return role_json(found)


def member(platform: Platform, call: Call) -> Json:
    """One member: 10007 for who is not in, 10013 for who does not exist."""
    user_id = int(call.ids["user_id"])
    found = guild_of(platform, call).members.get(user_id)
    if found is None:
        known = user_id in platform.world.users
        raise Refused(Refusal.UNKNOWN_MEMBER if known else Refusal.UNKNOWN_USER)
    return member_json(found)


def members(platform: Platform, call: Call) -> list[Json]:
    """All members by page: only with the members intent switched on in the portal."""
    found = guild_of(platform, call)
    if not platform.gateway.allowed_intents & Intent.GUILD_MEMBERS:
        raise Refused(Refusal.MISSING_ACCESS)
    after = int(call.query.get("after", 0))
    page = [found.members[one] for one in sorted(found.members) if one > after]
    return [member_json(one) for one in page[: int(call.query.get("limit", 1))]]


def search_members(platform: Platform, call: Call) -> list[Json]:
    """Members whose nick or name begins so."""
    query = call.query["query"].lower()
    found = guild_of(platform, call).members.values()
    named = [one for one in found if (one.nick or one.user.username).lower().startswith(query)]
    return [member_json(one) for one in named[: int(call.query.get("limit", 1))]]


def rename_me(platform: Platform, call: Call) -> Json:
    """The bot's nick in a guild."""
    own = guild_of(platform, call).members[platform.world.bot.id]
    own.nick = call.body.get("nick")
    return member_json(own)


def routes() -> dict[str, Handler]:
    """The routes of this module."""
    one = "/guilds/{guild_id}"
    return {
        "GET /users/@me": me,
        "GET /users/{user_id}": user,
        "GET /applications/@me": application,
        "GET /oauth2/applications/@me": application,
        "GET /gateway": gateway,
        "GET /gateway/bot": gateway_for_bots,
        "GET /users/@me/guilds": my_guilds,
        "DELETE /users/@me/guilds/{guild_id}": leave,
        f"GET {one}": guild,
        f"GET {one}/channels": channels,
        f"GET {one}/threads/active": active_threads,
        f"GET {one}/roles": roles,
        f"GET {one}/roles/{{role_id}}": role,
        f"GET {one}/members": members,
        f"GET {one}/members/search": search_members,
        f"GET {one}/members/{{user_id}}": member,
        f"PATCH {one}/members/@me": rename_me,
    }
