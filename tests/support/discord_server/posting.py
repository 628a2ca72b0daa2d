"""Messages made, changed and removed: by the bot through REST, by people through the driving API."""

from collections.abc import Iterator

from tests.support.discord_server.calls import Call, Pinged
from tests.support.discord_server.limits import check_message
from tests.support.discord_server.message_payloads import EVERYBODY, MENTION, ROLE_MENTION, visible_flags
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.refusals import Refusal, Refused, insist
from tests.support.discord_server.schema import Complaint
from tests.support.discord_server.sessions import Intent
from tests.support.discord_server.world import Channel, Json, Message, MessageFlag, User, every_component

MESSAGES = (Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
STICKY = MessageFlag.COMPONENTS_V2 | MessageFlag.EPHEMERAL


def post(
    platform: Platform,
    channel: Channel,
    author: User,
    body: Json,
    *,
    call: Call | None = None,
    kind: int = 0,
    flags: int = 0,
    reply_to: Message | None = None,
    seen_by: User | None = None,
    interaction: Json | None = None,
) -> Message:
    """A new message of this body in the channel, told to the gateway; Refused when Discord would."""
    flags |= visible_flags(body.get("flags") or 0)
    if not flags & MessageFlag.LOADING:
        _check(body, flags)
    message = Message(id=platform.new_id(), channel=channel, author=author, at=platform.now(), flags=flags, kind=kind)
    message.reply_to, message.interaction, message.nonce = reply_to, interaction, body.get("nonce")
    message.seen_by = seen_by if message.ephemeral else None
    _put(message, body, _sent_files(call), platform)
    channel.messages[message.id] = message
    _record_pings(platform, message, body, call)
    platform.emit_message("MESSAGE_CREATE", message)
    return message


def edit(platform: Platform, message: Message, body: Json, *, call: Call | None = None) -> Message:
    """The message with the keys of the body replaced; a loading one is loading no more."""
    wanted = visible_flags(body["flags"]) if body.get("flags") is not None else visible_flags(message.flags)
    sticky = message.flags & (STICKY | MessageFlag.HAS_THREAD | MessageFlag.CROSSPOSTED)
    flags = (wanted & ~MessageFlag.EPHEMERAL) | sticky
    after = {key: getattr(message, key) for key in ("content", "embeds", "components", "attachments")}
    after |= {key: value for key, value in body.items() if key in after}
    _check(after, flags)
    if not message.loading:
        message.edited_at = platform.now()
    message.flags = flags
    _put(message, after, _sent_files(call), platform)
    _record_pings(platform, message, body, call)
    platform.emit_message("MESSAGE_UPDATE", message)
    return message


def delete(platform: Platform, message: Message) -> None:
    """The message gone, told to the gateway."""
    message.deleted = True
    del message.channel.messages[message.id]
    guild = message.channel.guild
    gone = {"id": str(message.id), "channel_id": str(message.channel.id)}
    gone |= {"guild_id": str(guild.id)} if guild and not message.ephemeral else {}
    platform.emit("MESSAGE_DELETE", gone, channel=message.channel, intents=MESSAGES)


def _check(body: Json, flags: int) -> None:
    parts = ("content", "embeds", "components", "attachments", "sticker_ids", "poll")
    if not any(body.get(key) for key in parts):
        raise Refused(Refusal.EMPTY_MESSAGE, [Complaint((), "EMPTY_MESSAGE", "nothing to show")])
    insist(check_message(body, flags))


def _put(message: Message, body: Json, files: list[tuple[str, bytes]], platform: Platform) -> None:
    message.content = body.get("content") or ""
    message.embeds = [{"type": "rich"} | one for one in body.get("embeds") or []]
    message.components = _numbered(body.get("components") or [])
    message.attachments = list(_attachments(body.get("attachments") or [], files, platform))


def _numbered(components: list[Json]) -> list[Json]:
    """The components with an id each, as Discord stores them."""
    copies = [_copied(one) for one in components]
    every = list(every_component(copies))
    taken = {one["id"] for one in every if one.get("id")}
    free = (number for number in range(1, len(every) + len(taken) + 1) if number not in taken)
    for one in every:
        one["id"] = one.get("id") or next(free)
    return copies


def _copied(component: Json) -> Json:
    copy = dict(component)
    if "components" in copy:
        copy["components"] = [_copied(one) for one in copy["components"]]
    for key in ("accessory", "component"):
        if copy.get(key):
            copy[key] = _copied(copy[key])
    return copy


def _sent_files(call: Call | None) -> list[tuple[str, bytes]]:
    return list(zip(call.files, call.contents, strict=True)) if call else []


def keep_file(platform: Platform, name: str, data: bytes) -> Json:
    """A file kept, as messages carry it: its bytes are served where the API is."""
    number = platform.new_id()
    platform.contents[number] = data
    url = f"{platform.api_url.partition('/api/')[0]}/attachments/{number}/{name}"
    return {"id": str(number), "filename": name, "size": len(data), "url": url, "proxy_url": url}


def _attachments(wanted: list[Json], files: list[tuple[str, bytes]], platform: Platform) -> Iterator[Json]:
    for one in wanted:
        if "url" in one or int(one["id"]) >= len(files):
            yield one
            continue
        kept = keep_file(platform, *files[int(one["id"])])
        yield kept | ({"description": one["description"]} if one.get("description") else {})


def _record_pings(platform: Platform, message: Message, body: Json, call: Call | None) -> None:
    if call is None or message.author is not platform.world.bot:
        return
    who = tuple(_pinged(message, body.get("allowed_mentions")))
    if who:
        platform.pings.append(Pinged(call=call, who=who, text=message.text))


def _pinged(message: Message, allowed: Json | None) -> Iterator[str]:
    """Whom a message notifies: content and text displays do, embeds never."""
    text = "\n".join([message.content, *(one["content"] for one in message.controls if one["type"] == 10)])
    rules: Json = {"parse": ["everyone", "roles", "users"], "replied_user": True} if allowed is None else allowed
    parse = rules.get("parse") or []
    if "everyone" in parse:
        yield from EVERYBODY.findall(text)
    for key, pattern, form in (("users", MENTION, "<@{}>"), ("roles", ROLE_MENTION, "<@&{}>")):
        listed = {str(one) for one in rules.get(key) or []}
        yield from (form.format(one) for one in pattern.findall(text) if key in parse or one in listed)
    if message.reply_to is not None and message.interaction is None and rules.get("replied_user"):
        yield "reply"
