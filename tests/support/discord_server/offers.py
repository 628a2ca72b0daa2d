"""Which commands Discord offers somebody somewhere, and how what they typed becomes the options of an interaction."""

from collections.abc import Iterator
from typing import Any

from tests.support.discord_server.command_limits import CHAT_INPUT, GROUP, SUBCOMMAND
from tests.support.discord_server.message_payloads import message_json
from tests.support.discord_server.payloads import (
    bare_member_json,
    interaction_channel_json,
    role_json,
    user_json,
)
from tests.support.discord_server.permissions import Permission, permissions_in
from tests.support.discord_server.platform import GLOBAL, Platform
from tests.support.discord_server.world import Channel, Json, Message, Role, User

BOOLEAN, INTEGER, STRING, NUMBER = 5, 4, 3, 10


class NotOffered(LookupError):
    """Discord's client would not let this person do that: no such command, no permission, no fitting value."""


def commands_for(platform: Platform, user: User, channel: Channel, kind: int = CHAT_INPUT) -> Iterator[Json]:
    """The commands of a kind this person is offered in this channel; a guild's own come first."""
    scopes = ([channel.guild.id] if channel.guild else []) + [GLOBAL]
    seen = set()
    for command in (one for scope in scopes for one in platform.commands[scope].values() if one["type"] == kind):
        if command["name"] not in seen and _allowed(command, user, channel):
            seen.add(command["name"])
            yield command


def _allowed(command: Json, user: User, channel: Channel) -> bool:
    contexts = command.get("contexts")
    if channel.guild is None:
        return 1 in contexts if contexts is not None else bool(command.get("dm_permission", True))
    held = permissions_in(channel, user)
    needed = int(command.get("default_member_permissions") or 0)
    hidden = command.get("default_member_permissions") == "0" and not held & Permission.ADMINISTRATOR
    in_guild = contexts is None or 0 in contexts
    return in_guild and bool(held & Permission.USE_APPLICATION_COMMANDS) and held & needed == needed and not hidden


def find(
    platform: Platform, words: str, user: User, channel: Channel, kind: int = CHAT_INPUT
) -> tuple[Json, list[Json]]:
    """The command of `"story"` or `"관리 추가"`, and the path of subcommands down to the one meant."""
    offered = list(commands_for(platform, user, channel, kind))
    first, *rest = words.removeprefix("/").split() if kind == CHAT_INPUT else [words]
    command = next((one for one in offered if is_called(one, first)), None)
    if command is None:
        raise NotOffered(f"{words!r} is not offered to {user.username}; offered: {[one['name'] for one in offered]}")
    path: list[Json] = []
    place = command
    for word in rest:
        below = [one for one in place.get("options") or [] if one["type"] in {SUBCOMMAND, GROUP}]
        place = _named(word, below)
        path.append(place)
    if any(one["type"] in {SUBCOMMAND, GROUP} for one in place.get("options") or []):
        raise NotOffered(f"{words!r} needs a subcommand: {[one['name'] for one in place['options']]}")
    return command, path


def is_called(part: Json, word: str) -> bool:
    """Is that its name, in any language?"""
    return word == part["name"] or word in (part.get("name_localizations") or {}).values()


def _named(word: str, among: list[Json]) -> Json:
    for one in among:
        if is_called(one, word):
            return one
    raise NotOffered(f"no {word!r} among {[one['name'] for one in among]}")


def typed(options: list[Json], given: dict[str, Any], *, focused: str | None = None) -> Iterator[Json]:
    """The options of an interaction from what was typed; `focused` is the one still being typed."""
    for word in given:
        _named(word, options)
    for option in options:
        name = next((one for one in given if is_called(option, one)), None)
        if name is None:
            if option.get("required") and focused is None:
                raise NotOffered(f"{option['name']!r} is required")
            continue
        at_work = focused is not None and is_called(option, focused)
        value = given[name] if at_work else _fitting(option, given[name])
        shape = {"name": option["name"], "type": option["type"], "value": value}
        yield shape | ({"focused": True} if at_work else {})


def _fitting(option: Json, value: Any) -> Any:
    choices = option.get("choices")
    if choices:
        chosen = next((one for one in choices if value in {one["value"], one["name"]}), None)
        if chosen is None:
            raise NotOffered(f"{value!r} is none of {[one['name'] for one in choices]}")
        return chosen["value"]
    match option["type"]:
        case kind if kind == STRING:
            _within(option, len(value), "min_length", "max_length")
        case kind if kind in {INTEGER, NUMBER}:
            _within(option, value, "min_value", "max_value")
        case kind if kind == BOOLEAN:
            return bool(value)
        case _:
            return str(value.id)
    return value


def _within(option: Json, size: float, low: str, high: str) -> None:
    if not option.get(low, size) <= size <= option.get(high, size):
        raise NotOffered(f"{option['name']!r}: {size} is not between {option.get(low)} and {option.get(high)}")


def resolved(platform: Platform, things: list[Any], channel: Channel) -> Json:
    """The `resolved` part: whole objects for the users, channels, roles and messages named by id."""
    shape: dict[str, Json] = {}
    for one in things:
        match one:
            case User():
                shape.setdefault("users", {})[str(one.id)] = user_json(one)
                if channel.guild and one.id in channel.guild.members:
                    member = bare_member_json(channel.guild.members[one.id])
                    member |= {"permissions": str(permissions_in(channel, one))}
                    shape.setdefault("members", {})[str(one.id)] = member
            case Channel():
                shape.setdefault("channels", {})[str(one.id)] = interaction_channel_json(one, platform.world.bot)
            case Role():
                shape.setdefault("roles", {})[str(one.id)] = role_json(one)
            case Message():
                shape.setdefault("messages", {})[str(one.id)] = message_json(one, platform.world.bot)
    return shape
