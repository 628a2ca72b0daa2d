"""What the gateway tells at the start of a session: READY, GUILD_CREATE, chunks of members."""

from tests.support.discord_server.payloads import channel_json, guild_json, member_json, own_user_json
from tests.support.discord_server.world import Guild, Json, User


def ready_json(bot: User, guilds: list[Guild], session_id: str, shard: tuple[int, int], url: str) -> Json:
    """READY: who the bot is, the guilds still to come, where to resume."""
    return {
        "v": 10,
        "user": own_user_json(bot),
        "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds],
        "session_id": session_id,
        "session_type": "normal",
        "resume_gateway_url": url,
        "shard": list(shard),
        "application": {"id": str(bot.id), "flags": 0},
        "private_channels": [],
        "relationships": [],
    }


def guild_create_json(guild: Guild, bot: User, *, with_members: bool) -> Json:
    """A guild as GUILD_CREATE shows it; without the members intent only the bot itself is in the list."""
    members = [one for one in guild.members.values() if with_members or one.user is bot]
    return guild_json(guild) | {
        "joined_at": guild.members[bot.id].joined_at.isoformat(),
        "large": False,
        "member_count": len(guild.members),
        "members": [member_json(one) for one in members],
        "channels": [channel_json(one) for one in guild.channels.values() if not one.is_thread],
        "threads": [channel_json(one) for one in guild.threads if not one.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def members_chunk_json(guild: Guild, wish: Json) -> Json:
    """The members asked for with REQUEST_GUILD_MEMBERS, by id or by the beginning of the name."""
    ids = wish.get("user_ids")
    wanted = {int(one) for one in (ids if isinstance(ids, list) else [ids] if ids else [])}
    start = (wish.get("query") or "").lower()
    members = guild.members.values()
    found = [one for one in members if (one.user.id in wanted if wanted else one.user.username.startswith(start))]
    chunk: Json = {
        "guild_id": str(guild.id),
        "chunk_index": 0,
        "chunk_count": 1,
        "not_found": [],
        "members": [member_json(one) for one in found],
    }
    return chunk | ({"nonce": wish["nonce"]} if "nonce" in wish else {})
