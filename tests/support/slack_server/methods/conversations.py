"""conversations.* and users.conversations: which conversations there are and who is in them."""

from tests.support.slack_server import scopes
from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.methods.paging import page
from tests.support.slack_server.people import BOT, Channel
from tests.support.slack_server.shapes import JsonObject


def info(core: Core, given: Arguments) -> JsonObject:
    """conversations.info."""
    channel = core.workspace.channel(given.needed("channel", "channel_not_found"))
    scopes.need_for(channel, scopes.READ, core.scopes)
    return {"ok": True, "channel": channel.body()}


def join(core: Core, given: Arguments) -> JsonObject:
    """conversations.join: public channels only."""
    channel = core.workspace.channel(given.needed("channel", "channel_not_found"))
    if channel.is_archived:
        raise Refusal("is_archived")
    if channel.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type")
    channel.members.add(BOT)
    return {"ok": True, "channel": channel.body()}


def list_all(core: Core, given: Arguments) -> JsonObject:
    """conversations.list: public channels, and the private ones the bot is in."""
    return _listed(core, given, [one for one in core.workspace.channels.values() if _is_seen(one)])


def list_own(core: Core, given: Arguments) -> JsonObject:
    """users.conversations: those a person, or else the bot, is in."""
    person = given.text("user") or BOT
    core.workspace.user(person)
    channels = [one for one in core.workspace.channels.values() if person in one.members and _is_seen(one)]
    return _listed(core, given, channels)


def members(core: Core, given: Arguments) -> JsonObject:
    """conversations.members."""
    channel = core.workspace.channel(given.needed("channel", "channel_not_found"))
    scopes.need_for(channel, scopes.READ, core.scopes)
    shown, metadata = page(given, sorted(channel.members))
    return {"ok": True, "members": list(shown), "response_metadata": metadata}


def open_direct(core: Core, given: Arguments) -> JsonObject:
    """conversations.open: the conversation with one person."""
    if given.text("channel"):
        channel = core.workspace.channel(given.text("channel"))
    else:
        people = [one for one in given.text("users").split(",") if one]
        if not people:
            raise Refusal("users_list_not_supplied")
        if len(people) > 1:
            raise Refusal("not_enough_users")  # conversations of several are not part of this workspace
        channel = core.workspace.direct(people[0])
    return {"ok": True, "channel": channel.body() if given.flag("return_im") else {"id": channel.id}}


def _is_seen(channel: Channel) -> bool:
    return channel.kind == "channel" or BOT in channel.members


def _listed(core: Core, given: Arguments, channels: list[Channel]) -> JsonObject:
    kinds = []
    for name in given.text("types", "public_channel").split(","):
        if name.strip() not in scopes.TYPES:
            raise Refusal("invalid_types")
        kinds.append(scopes.TYPES[name.strip()])
    for kind in kinds:
        scopes.need(scopes.READ[kind], core.scopes)
    found = [one for one in channels if one.kind in kinds and not (given.flag("exclude_archived") and one.is_archived)]
    shown, metadata = page(given, found)
    return {"ok": True, "channels": [one.body() for one in shown], "response_metadata": metadata}
