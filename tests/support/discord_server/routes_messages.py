"""REST: messages of a channel, reactions, pins, typing."""

from collections.abc import Callable
from typing import Any

from tests.support.discord_server import posting
from tests.support.discord_server.calls import Call
from tests.support.discord_server.message_payloads import emoji_json
from tests.support.discord_server.payloads import user_json
from tests.support.discord_server.permissions import Permission, may
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.refusals import Refusal, Refused
from tests.support.discord_server.schema import Complaint
from tests.support.discord_server.sessions import Intent
from tests.support.discord_server.world import Channel, ChannelKind, Json, Message, MessageFlag

Handler = Callable[[Platform, Call], Any]
REACTIONS = (Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS)
MOST_HISTORY = 100


def channel_of(platform: Platform, call: Call, *, need: int = 0) -> Channel:
    """The channel of the path, if the bot may see it and holds what it needs there."""
    channel = platform.world.channels.get(int(call.ids["channel_id"]))
    if channel is None or channel.deleted:
        raise Refused(Refusal.UNKNOWN_CHANNEL)
    bot = platform.world.bot
    if not may(channel, bot, Permission.VIEW_CHANNEL):
        raise Refused(Refusal.MISSING_ACCESS)
    if not may(channel, bot, need):
        raise Refused(Refusal.MISSING_PERMISSIONS)
    return channel


def message_of(channel: Channel, message_id: str) -> Message:
    """A message everybody sees."""
    message = channel.messages.get(int(message_id))
    if message is None or message.ephemeral:
        raise Refused(Refusal.UNKNOWN_MESSAGE)
    return message


def sendable(platform: Platform, call: Call) -> Channel:
    """The channel of the path, if the bot may send there now."""
    channel = channel_of(platform, call)
    bot = platform.world.bot
    wanted = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    wanted |= Permission.ATTACH_FILES if call.files else 0
    if not may(channel, bot, wanted):
        raise Refused(Refusal.MISSING_PERMISSIONS)
    if channel.recipient is not None and not reachable(platform, channel):
        raise Refused(Refusal.CANNOT_DM)
    if channel.is_thread and channel.locked:
        raise Refused(Refusal.THREAD_ARCHIVED)
    channel.archived = False
    return channel


def reachable(platform: Platform, channel: Channel) -> bool:
    """Can the bot write to the recipient: is there a guild in common and are DMs open?"""
    user, bot = channel.recipient, platform.world.bot
    assert user is not None
    shared = any({user.id, bot.id} <= set(guild.members) for guild in platform.world.guilds.values())
    return user.accepts_dms and shared


def create(platform: Platform, call: Call) -> Json:
    """A message sent; with enforce_nonce a nonce seen before gives the message it made."""
    channel, body = sendable(platform, call), call.body
    nonce = body.get("nonce")
    if nonce is not None and body.get("enforce_nonce") and str(nonce) in platform.nonces:
        return platform.message_json(platform.nonces[str(nonce)])
    if not may(channel, platform.world.bot, Permission.EMBED_LINKS):
        body = body | {"embeds": []}
    target = _reply_target(channel, body.get("message_reference"))
    message = posting.post(
        platform, channel, platform.world.bot, body, call=call, kind=19 if target else 0, reply_to=target
    )
    if nonce is not None:
        platform.nonces[str(nonce)] = message
    return platform.message_json(message)


def _reply_target(channel: Channel, reference: Json | None) -> Message | None:
    if reference is None:
        return None
    target = channel.messages.get(int(reference["message_id"]))
    if target is None and reference.get("fail_if_not_exists", True):
        text = "Unknown message"
        raise Refused(Refusal.INVALID_FORM, [Complaint(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", text)])
    return target


def read(platform: Platform, call: Call) -> Json:
    """One message."""
    channel = channel_of(platform, call, need=Permission.READ_MESSAGE_HISTORY)
    return platform.message_json(message_of(channel, call.ids["message_id"]))


def history(platform: Platform, call: Call) -> list[Json]:
    """Newest first; `after` gives the oldest ones after it, yet newest first too."""
    channel = channel_of(platform, call)
    if not may(channel, platform.world.bot, Permission.READ_MESSAGE_HISTORY):
        return []
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= MOST_HISTORY:
        raise Refused(Refusal.INVALID_FORM, [Complaint(("limit",), "NUMBER_TYPE_MAX", "int value should be 1 to 100")])
    return [platform.message_json(one) for one in reversed(_page(channel.shown, call.query, limit))]


def _page(shown: list[Message], query: dict[str, str], limit: int) -> list[Message]:
    if "before" in query:
        return [one for one in shown if one.id < int(query["before"])][-limit:]
    if "after" in query:
        return [one for one in shown if one.id > int(query["after"])][:limit]
    if "around" in query:
        middle = sum(one.id < int(query["around"]) for one in shown)
        start = max(0, middle - limit // 2)
        return shown[start : start + limit]
    return shown[-limit:]


def update(platform: Platform, call: Call) -> Json:
    """The bot's own message changed."""
    message = message_of(channel_of(platform, call), call.ids["message_id"])
    if message.author is not platform.world.bot:
        raise Refused(Refusal.NOT_YOUR_MESSAGE)
    return platform.message_json(posting.edit(platform, message, call.body, call=call))


def remove(platform: Platform, call: Call) -> None:
    """A message deleted; those of others need Manage Messages."""
    channel = channel_of(platform, call)
    message = message_of(channel, call.ids["message_id"])
    own = message.author is platform.world.bot
    if not own and not may(channel, platform.world.bot, Permission.MANAGE_MESSAGES):
        raise Refused(Refusal.MISSING_PERMISSIONS)
    posting.delete(platform, message)


def remove_many(platform: Platform, call: Call) -> None:
    """Several messages deleted; unknown ones are passed over."""
    channel = channel_of(platform, call, need=Permission.MANAGE_MESSAGES)
    for one in call.body["messages"]:
        if int(one) in channel.messages:
            posting.delete(platform, channel.messages[int(one)])


def crosspost(platform: Platform, call: Call) -> Json:
    """A message of an announcement channel published."""
    channel = channel_of(platform, call, need=Permission.SEND_MESSAGES)
    message = message_of(channel, call.ids["message_id"])
    if channel.kind is not ChannelKind.ANNOUNCEMENT:
        raise Refused(Refusal.WRONG_CHANNEL_TYPE)
    message.flags |= MessageFlag.CROSSPOSTED
    return platform.message_json(message)


def react(platform: Platform, call: Call) -> None:
    """The bot's reaction added; a new emoji needs Add Reactions."""
    channel = channel_of(platform, call, need=Permission.READ_MESSAGE_HISTORY)
    message = message_of(channel, call.ids["message_id"])
    emoji = call.ids["emoji_name"]
    if emoji not in message.reactions and not may(channel, platform.world.bot, Permission.ADD_REACTIONS):
        raise Refused(Refusal.MISSING_PERMISSIONS)
    add_reaction(platform, message, emoji, platform.world.bot.id)


def add_reaction(platform: Platform, message: Message, emoji: str, user_id: int) -> None:
    """One more reaction, told to the gateway; a second one of the same person changes nothing."""
    who = message.reactions.setdefault(emoji, [])
    if user_id not in who:
        who.append(user_id)
        _emit_reaction(platform, "MESSAGE_REACTION_ADD", message, emoji, user_id)


def unreact(platform: Platform, call: Call) -> None:
    """A reaction taken back."""
    message = message_of(channel_of(platform, call), call.ids["message_id"])
    user_id = int(call.ids.get("user_id", platform.world.bot.id))
    who = message.reactions.get(call.ids["emoji_name"], [])
    if user_id in who:
        who.remove(user_id)
        _emit_reaction(platform, "MESSAGE_REACTION_REMOVE", message, call.ids["emoji_name"], user_id)


def reacted(platform: Platform, call: Call) -> list[Json]:
    """Who reacted with an emoji."""
    message = message_of(channel_of(platform, call), call.ids["message_id"])
    who = message.reactions.get(call.ids["emoji_name"], [])
    return [user_json(platform.world.users[one]) for one in who]


def _emit_reaction(platform: Platform, name: str, message: Message, emoji: str, user_id: int) -> None:
    channel = message.channel
    event: Json = {
        "user_id": str(user_id),
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        "emoji": emoji_json(emoji),
        "burst": False,
        "type": 0,
    }
    if channel.guild is not None:
        event["guild_id"] = str(channel.guild.id)
    platform.emit(name, event, channel=channel, intents=REACTIONS)


def typing(platform: Platform, call: Call) -> None:
    """The bot is seen typing; kept in `typing`."""
    channel = channel_of(platform, call, need=Permission.SEND_MESSAGES)
    platform.typing.append(channel)


def pin(platform: Platform, call: Call) -> None:
    """A message pinned or unpinned."""
    channel = channel_of(platform, call, need=Permission.MANAGE_MESSAGES)
    message_of(channel, call.ids["message_id"]).pinned = call.method == "PUT"


def pins(platform: Platform, call: Call) -> Json:
    """The pinned messages."""
    channel = channel_of(platform, call)
    found = [one for one in channel.shown if one.pinned]
    items = [{"pinned_at": one.at.isoformat(), "message": platform.message_json(one)} for one in found]
    return {"items": items, "has_more": False}


def routes() -> dict[str, Handler]:
    """The routes of this module."""
    one = "/channels/{channel_id}/messages/{message_id}"
    emoji = one + "/reactions/{emoji_name}"
    pinned = "/channels/{channel_id}/messages/pins/{message_id}"
    return {
        "POST /channels/{channel_id}/messages": create,
        "GET /channels/{channel_id}/messages": history,
        "POST /channels/{channel_id}/messages/bulk-delete": remove_many,
        "GET /channels/{channel_id}/messages/pins": pins,
        f"PUT {pinned}": pin,
        f"DELETE {pinned}": pin,
        f"GET {one}": read,
        f"PATCH {one}": update,
        f"DELETE {one}": remove,
        f"POST {one}/crosspost": crosspost,
        f"GET {emoji}": reacted,
        f"PUT {emoji}/@me": react,
        f"DELETE {emoji}/@me": unreact,
        f"DELETE {emoji}/{{user_id}}": unreact,
        "POST /channels/{channel_id}/typing": typing,
    }
