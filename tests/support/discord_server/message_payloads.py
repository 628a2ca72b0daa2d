"""Messages as the JSON Discord sends of them, and who may read what in them."""

import re
from datetime import datetime

from tests.support.discord_server.payloads import channel_json, user_json
from tests.support.discord_server.world import Json, Message, MessageFlag, User

MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")
EVERYBODY = re.compile(r"@everyone|@here")


def message_json(message: Message, reader: User, *, with_content: bool = True) -> Json:
    """A message as the bot `reader` gets it; `with_content` False leaves out what the intent guards."""
    guild = message.channel.guild
    shape: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "author": user_json(message.author),
        "type": message.kind,
        "content": message.content if with_content else "",
        "embeds": message.embeds if with_content else [],
        "attachments": message.attachments if with_content else [],
        "components": message.components if with_content else [],
        "timestamp": message.at.isoformat(),
        "edited_timestamp": _stamp(message.edited_at),
        "flags": message.flags,
        "pinned": message.pinned,
        "tts": False,
        "mention_everyone": bool(EVERYBODY.search(message.content)),
        "mentions": [user_json(one) for one in mentioned(message)],
        "mention_roles": ROLE_MENTION.findall(message.content) if guild else [],
    }
    if message.nonce is not None:
        shape["nonce"] = message.nonce
    if message.reactions:
        shape["reactions"] = [_reaction_json(emoji, who, reader) for emoji, who in message.reactions.items() if who]
    if message.thread is not None:
        shape["thread"] = channel_json(message.thread)
    if message.interaction is not None:
        shape |= {"interaction_metadata": message.interaction, "application_id": str(reader.id)}
        shape["webhook_id"] = str(reader.id)
    return shape | _reference_part(message, reader, with_content=with_content)


def sees_content(message: Message, bot: User, *, intent: bool) -> bool:
    """Does the bot get the content? With the intent always; without it its own, DMs and what mentions it."""
    return intent or message.channel.guild is None or message.author is bot or bot in mentioned(message)


def mentioned(message: Message) -> list[User]:
    """The users a message mentions; only people of the channel count."""
    guild, recipient = message.channel.guild, message.channel.recipient
    known = {one.user.id: one.user for one in guild.members.values()} if guild else {}
    if recipient is not None:
        known[recipient.id] = recipient
    ids = dict.fromkeys(int(found) for found in MENTION.findall(message.content))
    if message.reply_to is not None and not message.author.bot:  # people's replies ping unless they switch it off
        ids[message.reply_to.author.id] = None
    return [known[one] for one in ids if one in known]


def _reference_part(message: Message, reader: User, *, with_content: bool) -> Json:
    target = message.reply_to
    if target is None:
        return {}
    reference = {"type": 0, "channel_id": str(target.channel.id), "message_id": str(target.id)}
    if target.channel.guild is not None:
        reference["guild_id"] = str(target.channel.guild.id)
    inner = None if target.deleted else message_json(target, reader, with_content=with_content)
    return {"message_reference": reference, "referenced_message": inner}


def _reaction_json(emoji: str, who: list[int], reader: User) -> Json:
    return {
        "emoji": emoji_json(emoji),
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me": reader.id in who,
        "me_burst": False,
    }


def emoji_json(emoji: str) -> Json:
    """A reaction's emoji: a character, or `name:id` for a guild's own."""
    name, _, emoji_id = emoji.partition(":")
    return {"id": emoji_id or None, "name": name}


def visible_flags(flags: int) -> int:
    """The flags a sender may set; the others are Discord's own."""
    may = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS
    return flags & (may | MessageFlag.COMPONENTS_V2)


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
