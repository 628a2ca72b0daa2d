"""Users, guilds and channels as the JSON Discord sends of them. Reads the world, changes nothing."""

from tests.support.discord_server.permissions import permissions_in
from tests.support.discord_server.world import Channel, Guild, Json, Member, Role, User


def user_json(user: User) -> Json:
    """A user as others see it."""
    return {
        "id": str(user.id),
        "username": user.username,
        "global_name": user.global_name,
        "discriminator": "0000" if user.bot else "0",
        "avatar": None,
        "avatar_decoration_data": None,
        "bot": user.bot,
        "flags": 0,
        "public_flags": 0,
        "primary_guild": None,
    }


def own_user_json(user: User) -> Json:
    """The bot's own user."""
    return user_json(user) | {"mfa_enabled": True, "locale": "ko", "verified": True, "email": None}


def member_json(member: Member) -> Json:
    """A member with its user."""
    return bare_member_json(member) | {"user": user_json(member.user)}


def bare_member_json(member: Member) -> Json:
    """A member without its user, as beside a message."""
    return {
        "nick": member.nick,
        "roles": [str(one) for one in member.role_ids],
        "joined_at": member.joined_at.isoformat(),
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "deaf": False,
        "flags": 0,
        "mute": False,
        "pending": False,
        "premium_since": None,
    }


def role_json(role: Role) -> Json:
    """A role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def guild_json(guild: Guild) -> Json:
    """A guild as REST shows it."""
    nothing = (
        "icon description home_header splash discovery_splash banner application_id afk_channel_id system_channel_id "
        "widget_channel_id max_presences vanity_url_code rules_channel_id safety_alerts_channel_id "
        "public_updates_channel_id incidents_data"
    )
    return dict.fromkeys(nothing.split()) | {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "features": [],
        "region": "south-korea",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 1,
        "roles": [role_json(one) for one in guild.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
    }


def channel_json(channel: Channel) -> Json:
    """A channel, thread or DM."""
    last = max(channel.messages, default=None)
    common: Json = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "flags": 0,
        "last_message_id": None if last is None else str(last),
    }
    if channel.recipient is not None:
        return common | {"recipients": [user_json(channel.recipient)]}
    assert channel.guild is not None
    common |= {
        "guild_id": str(channel.guild.id),
        "name": channel.name,
        "parent_id": None if channel.parent is None else str(channel.parent.id),
        "rate_limit_per_user": channel.slowmode,
    }
    return common | (_thread_part(channel) if channel.is_thread else _text_part(channel))


def _text_part(channel: Channel) -> Json:
    return {
        "position": channel.position,
        "topic": channel.topic,
        "nsfw": False,
        "permission_overwrites": [
            {"id": str(one.id), "type": int(one.is_member), "allow": str(int(one.allow)), "deny": str(int(one.deny))}
            for one in channel.overwrites.values()
        ],
    }


def _thread_part(channel: Channel) -> Json:
    return {
        "owner_id": str(channel.owner_id),
        "message_count": len(channel.shown),
        "member_count": len(channel.thread_members),
        "total_message_sent": len(channel.shown),
        "thread_metadata": {
            "archived": channel.archived,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
            "auto_archive_duration": channel.auto_archive_minutes,
            "locked": channel.locked,
            "create_timestamp": "2026-01-01T00:00:00+00:00",
        },
    }


def interaction_channel_json(channel: Channel, user: User) -> Json:
    """The partial channel of an interaction, with the permissions of the one who acts."""
    return channel_json(channel) | {"permissions": str(permissions_in(channel, user))}
