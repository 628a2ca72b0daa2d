"""The payload of an interaction as Discord sends it: the command's data, and what surrounds it in a guild or a DM."""

from tests.support.discord_server.interaction import Interaction
from tests.support.discord_server.message_payloads import message_json
from tests.support.discord_server.offers import NotOffered
from tests.support.discord_server.payloads import bare_member_json, interaction_channel_json, user_json
from tests.support.discord_server.permissions import permissions_in
from tests.support.discord_server.world import Channel, Json, User

UPLOAD_LIMIT = 10_485_760


def command_body(command: Json, path: list[Json], values: list[Json], things: Json) -> Json:
    """The `data` of a command: its options inside the subcommands they belong to."""
    for one in reversed(path):
        values = [{"name": one["name"], "type": one["type"], "options": values}]
    body: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    body |= {"options": values} if values else {}
    body |= {"guild_id": command["guild_id"]} if "guild_id" in command else {}
    return body | ({"resolved": things} if things else {})


def envelope(interaction: Interaction, body: Json, bot: User, locale: str) -> Json:
    """The whole interaction around its `data`."""
    channel, user = interaction.channel, interaction.user
    shape: Json = {
        "id": str(interaction.id),
        "application_id": str(bot.id),
        "type": int(interaction.kind),
        "data": body,
        "token": interaction.token,
        "version": 1,
        "channel_id": str(channel.id),
        "channel": interaction_channel_json(channel, user),
        "app_permissions": str(permissions_in(channel, bot)),
        "locale": locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": UPLOAD_LIMIT,
    }
    if interaction.source is not None:
        shape["message"] = message_json(interaction.source, bot)
    return shape | _place(channel, user)


def _place(channel: Channel, user: User) -> Json:
    """The part of an interaction that differs between a guild and a DM with the bot."""
    guild = channel.guild
    if guild is None:
        return {"user": user_json(user), "context": 1, "authorizing_integration_owners": {"0": "0"}}
    if user.id not in guild.members:
        raise NotOffered(f"{user.username} is not in {guild.name}")
    member = bare_member_json(guild.members[user.id]) | {"user": user_json(user)}
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member | {"permissions": str(permissions_in(channel, user))},
        "context": 0,
        "authorizing_integration_owners": {"0": str(guild.id)},
    }
