"""What may somebody do in a channel? Discord's permission bits and how roles and overwrites add up."""

from enum import IntFlag

from tests.support.discord_server.world import Channel, Guild, User


class Permission(IntFlag):
    """The bits a story bot meets (https://discord.com/developers/docs/topics/permissions)."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    USE_EXTERNAL_EMOJIS = 1 << 18
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38


P = Permission
EVERYONE = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.READ_MESSAGE_HISTORY | P.ADD_REACTIONS | P.EMBED_LINKS | P.ATTACH_FILES
) | (P.USE_APPLICATION_COMMANDS | P.CREATE_PUBLIC_THREADS | P.SEND_MESSAGES_IN_THREADS)
SPEAKING = P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS | P.CREATE_PUBLIC_THREADS
ALL = (1 << 53) - 1
IN_DM = EVERYONE | P.USE_EXTERNAL_EMOJIS


def permissions_in_guild(guild: Guild, user: User) -> int:
    """The bits of a member's roles together; all of them for the owner and for administrators."""
    member = guild.members.get(user.id)
    if member is None:
        return 0
    if guild.owner_id == user.id:
        return ALL
    bits = guild.roles[guild.id].permissions
    for role_id in member.role_ids:
        bits |= guild.roles[role_id].permissions
    return ALL if bits & P.ADMINISTRATOR else bits


def permissions_in(channel: Channel, user: User) -> int:
    """The bits in one channel: roles, then the overwrites of everyone, of roles, of the member."""
    if channel.guild is None:
        return int(IN_DM)
    bits = permissions_in_guild(channel.guild, user)
    if bits == ALL or user.id not in channel.guild.members:
        return bits
    home = channel.parent if channel.parent is not None and channel.is_thread else channel
    role_ids = channel.guild.members[user.id].role_ids
    for group in ([channel.guild.id], role_ids, [user.id]):
        found = [home.overwrites[one] for one in group if one in home.overwrites]
        for overwrite in found:
            bits &= ~overwrite.deny
        for overwrite in found:
            bits |= overwrite.allow
    return bits if bits & P.VIEW_CHANNEL else 0


def may(channel: Channel, user: User, wanted: int) -> bool:
    """Does the user hold every wanted bit in the channel?"""
    return permissions_in(channel, user) & wanted == wanted
