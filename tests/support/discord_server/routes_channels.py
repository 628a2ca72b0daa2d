"""REST: channels, threads, DMs."""

from tests.support.discord_server.calls import Call
from tests.support.discord_server.payloads import channel_json
from tests.support.discord_server.permissions import Permission, may
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.refusals import Refusal, Refused
from tests.support.discord_server.routes_messages import Handler, channel_of, message_of
from tests.support.discord_server.sessions import Intent
from tests.support.discord_server.world import Channel, ChannelKind, Json, MessageFlag, User

CHANNELS = (Intent.GUILDS, 0)
CREATED = 201


def read(platform: Platform, call: Call) -> Json:
    """A channel, thread or DM."""
    return channel_json(channel_of(platform, call))


def update(platform: Platform, call: Call) -> Json:
    """Name, topic, archiving, locking; own threads need no permission."""
    channel, body, bot = channel_of(platform, call), call.body, platform.world.bot
    own = channel.is_thread and channel.owner_id == bot.id
    if not own and not may(
        channel, bot, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
    ):
        raise Refused(Refusal.MISSING_PERMISSIONS)
    for key in ("name", "topic", "archived", "locked"):
        if key in body:
            setattr(channel, key, body[key])
    event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
    platform.emit(event, channel_json(channel), channel=channel, intents=CHANNELS)
    return channel_json(channel)


def remove(platform: Platform, call: Call) -> Json:
    """A channel deleted, with the threads in it."""
    channel, bot = channel_of(platform, call), platform.world.bot
    wanted = Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
    if channel.guild is not None and not may(channel, bot, wanted):
        raise Refused(Refusal.MISSING_PERMISSIONS)
    shape = channel_json(channel)
    delete_channel(platform, channel)
    return shape


def delete_channel(platform: Platform, channel: Channel) -> None:
    """The channel with its threads gone, told to the gateway."""
    event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
    platform.emit(event, channel_json(channel), channel=channel, intents=CHANNELS)
    for one in [channel, *(one for one in platform.world.channels.values() if one.parent is channel)]:
        one.deleted = True
        if one.guild is not None:
            one.guild.channels.pop(one.id, None)


def open_dm(platform: Platform, call: Call) -> Json:
    """The DM with a user, the same one every time."""
    user = platform.world.users.get(int(call.body["recipient_id"]))
    if user is None:
        raise Refused(Refusal.UNKNOWN_USER)
    if user.bot:
        raise Refused(Refusal.CANNOT_DM)
    return channel_json(dm_with(platform, user))


def dm_with(platform: Platform, user: User) -> Channel:
    """The DM between the bot and the user, opened if there is none."""
    found = platform.world.dm_with(user)
    return found or platform.world.add_channel(Channel(id=platform.new_id(), kind=ChannelKind.DM, recipient=user))


def thread_from_message(platform: Platform, call: Call) -> tuple[int, Json]:
    """A thread under a message, with the id of the message; one a message."""
    channel = channel_of(platform, call, need=Permission.CREATE_PUBLIC_THREADS)
    message = message_of(channel, call.ids["message_id"])
    if message.thread is not None:
        raise Refused(Refusal.NO_TWO_THREADS)
    if channel.guild is None or channel.is_thread:
        raise Refused(Refusal.WRONG_CHANNEL_TYPE)
    thread = start_thread(platform, channel, call.body, platform.world.bot, thread_id=message.id)
    message.thread = thread
    message.flags |= MessageFlag.HAS_THREAD
    platform.emit_message("MESSAGE_UPDATE", message)
    return CREATED, channel_json(thread)


def thread_alone(platform: Platform, call: Call) -> tuple[int, Json]:
    """A thread of its own."""
    private = call.body.get("type") == ChannelKind.PRIVATE_THREAD
    channel = channel_of(
        platform, call, need=Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    )
    if channel.guild is None or channel.is_thread:
        raise Refused(Refusal.WRONG_CHANNEL_TYPE)
    return CREATED, channel_json(start_thread(platform, channel, call.body, platform.world.bot))


def start_thread(
    platform: Platform, parent: Channel, body: Json, owner: User, *, thread_id: int | None = None
) -> Channel:
    """A new thread under a channel, told to the gateway."""
    kind = ChannelKind.ANNOUNCEMENT_THREAD if parent.kind is ChannelKind.ANNOUNCEMENT else ChannelKind.PUBLIC_THREAD
    thread = Channel(
        id=thread_id or platform.new_id(),
        kind=ChannelKind(body.get("type") or kind),
        name=body["name"],
        guild=parent.guild,
        parent=parent,
        owner_id=owner.id,
        auto_archive_minutes=body.get("auto_archive_duration") or 1440,
        thread_members={owner.id},
    )
    platform.world.add_channel(thread)
    created = channel_json(thread) | {"newly_created": True}
    platform.emit("THREAD_CREATE", created, channel=thread, intents=CHANNELS)
    return thread


def join_thread(platform: Platform, call: Call) -> None:
    """Join, leave, add or remove somebody."""
    thread = channel_of(platform, call)
    user_id = int(call.ids.get("user_id", platform.world.bot.id))
    (thread.thread_members.add if call.method == "PUT" else thread.thread_members.discard)(user_id)


def thread_members(platform: Platform, call: Call) -> list[Json]:
    """Who is in a thread."""
    thread = channel_of(platform, call)
    joined = "2026-01-01T00:00:00+00:00"
    return [
        {"id": str(thread.id), "user_id": str(one), "join_timestamp": joined, "flags": 0}
        for one in thread.thread_members
    ]


def archived_threads(platform: Platform, call: Call) -> Json:
    """The archived threads of a channel, in one page."""
    parent = channel_of(platform, call, need=Permission.READ_MESSAGE_HISTORY)
    assert parent.guild is not None
    found = [one for one in parent.guild.threads if one.parent is parent and one.archived]
    return {"threads": [channel_json(one) for one in found], "members": [], "has_more": False}


def routes() -> dict[str, Handler]:
    """The routes of this module."""
    one = "/channels/{channel_id}"
    return {
        f"GET {one}": read,
        f"PATCH {one}": update,
        f"DELETE {one}": remove,
        "POST /users/@me/channels": open_dm,
        f"POST {one}/messages/{{message_id}}/threads": thread_from_message,
        f"POST {one}/threads": thread_alone,
        f"PUT {one}/thread-members/@me": join_thread,
        f"DELETE {one}/thread-members/@me": join_thread,
        f"PUT {one}/thread-members/{{user_id}}": join_thread,
        f"DELETE {one}/thread-members/{{user_id}}": join_thread,
        f"GET {one}/thread-members": thread_members,
        f"GET {one}/threads/archived/public": archived_threads,
        f"GET {one}/threads/archived/private": archived_threads,
    }
