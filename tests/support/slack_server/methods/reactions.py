"""reactions.*."""

from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import BOT
from tests.support.slack_server.shapes import JsonObject


def add(core: Core, given: Arguments) -> JsonObject:
    """reactions.add."""
    message, name = _message(core, given), given.needed("name", "invalid_name")
    people = message.reactions.setdefault(name, [])
    if BOT in people:
        raise Refusal("already_reacted")
    people.append(BOT)
    return {"ok": True}


def remove(core: Core, given: Arguments) -> JsonObject:
    """reactions.remove."""
    message, name = _message(core, given), given.needed("name", "invalid_name")
    if BOT not in message.reactions.get(name, []):
        raise Refusal("no_reaction")
    message.reactions[name].remove(BOT)
    if not message.reactions[name]:
        del message.reactions[name]
    return {"ok": True}


def get(core: Core, given: Arguments) -> JsonObject:
    """reactions.get."""
    message = _message(core, given)
    return {"ok": True, "type": "message", "channel": message.channel, "message": message.body()}


def _message(core: Core, given: Arguments) -> Message:
    channel = core.workspace.channel(given.needed("channel", "channel_not_found"))
    if channel.is_archived:
        raise Refusal("is_archived")
    if BOT not in channel.members:
        raise Refusal("not_in_channel")
    return core.workspace.found(channel.id, given.needed("timestamp", "no_item_specified"))
