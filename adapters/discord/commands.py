"""The registry as Discord's application commands: names, Korean localisations, options, who sees them. Pure."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Literal

from discord import Permissions

from adapters.discord.limits import COMMAND_ABOUT, COMMAND_NAME
from bot.commands.values import Command, Takes
from bot.graphemes import shorten
from bot.permissions import Permission
from bot.words.catalogue import Catalogue, load_catalogue

Json = dict[str, Any]

SEARCH = "story"  # `/story 검색어` is the search
ADMIN_GROUP = "story-admin"
CHANNEL_GROUP = "story-channel"
ADMIN_GROUPS = (ADMIN_GROUP, CHANNEL_GROUP)  # Discord takes 25 sub-commands in one
BACKFILL = "collect-past"
LINK_MENU = "Link to story"
SAVE_MENU = "Save story"

# What is set for a channel: what the bot posts there and which links it collects.
_OF_CHANNELS = frozenset(
    {
        "collect",
        "schedule",
        "setup",
        "schedules",
        "ahead",
        "dryrun",
        "log",
        "skipday",
        "pin",
        "exclude",
        "include",
        "dayoff",
    }
)
_SLASH, _MESSAGE = 1, 3
_SUB_COMMAND, _STRING = 1, 3
_IN_SERVERS, _IN_DIRECT_MESSAGES = 0, 1
_INSTALLED_IN_SERVERS = 0
OptionName = Literal["query", "story", "words"]


def payload(commands: Iterable[Command]) -> list[Json]:
    """All application commands as they are sent to Discord."""
    listed = [command for command in commands if command.listed]
    reading = [_slash(command) for command in listed if command.permission is Permission.READ]
    curating = [command for command in listed if command.permission is not Permission.READ]
    of_library = [_sub_command(command) for command in curating if command.name not in _OF_CHANNELS]
    of_channels = [_sub_command(command) for command in curating if command.name in _OF_CHANNELS]
    backfill = _named(_SUB_COMMAND, BACKFILL, _both("discord.backfill_name"), _both("discord.backfill_about"))
    groups = (
        _admin_group(ADMIN_GROUP, ("discord.admin_name", "discord.admin_about"), of_library),
        _admin_group(CHANNEL_GROUP, ("discord.channel_name", "discord.channel_about"), [*of_channels, backfill]),
    )
    return [*reading, *groups, _menu(LINK_MENU, "link"), _menu(SAVE_MENU, "save")]


def fingerprint(commands: list[Json]) -> str:
    """Changes exactly when the commands do."""
    written = json.dumps(commands, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def command_called(name: str) -> str:
    """The registry's name of a slash command."""
    return "find" if name == SEARCH else name


def _slash(command: Command) -> Json:
    return _described(_SLASH, command) | {
        "contexts": [_IN_SERVERS, _IN_DIRECT_MESSAGES],
        "integration_types": [_INSTALLED_IN_SERVERS],
    }


def _sub_command(command: Command) -> Json:
    return _described(_SUB_COMMAND, command)


def _described(kind: int, command: Command) -> Json:
    name = SEARCH if command.name == "find" else command.name
    korean = "" if command.name == "find" else command.korean[0].replace(" ", "")
    return _named(kind, name, ("", korean), _both(f"command.{command.name}.about")) | {"options": _options(command)}


def _options(command: Command) -> list[Json]:
    if command.takes is Takes.NOTHING:
        return []
    name: OptionName = "words"
    if command.name == "find":
        name = "query"
    elif command.takes is Takes.STORY:
        name = "story"
    about = (load_catalogue("en").say(f"discord.about_{name}"), _korean().say(f"discord.about_{name}"))
    option = _named(_STRING, name, ("", _korean().say(f"discord.option_{name}")), about)
    is_needed = command.name != "find" and not command.optional
    return [option | {"required": is_needed, "autocomplete": name != "words"}]


def _admin_group(name: str, keys: tuple[str, str], options: list[Json]) -> Json:
    korean, about = keys
    return _named(_SLASH, name, ("", _korean().say(korean)), _both(about)) | {
        "options": options,
        "default_member_permissions": Permissions(manage_guild=True).value,
        "contexts": [_IN_SERVERS],
        "integration_types": [_INSTALLED_IN_SERVERS],
    }


def _menu(name: str, key: str) -> Json:
    return {
        "type": _MESSAGE,
        "name": name,
        "name_localizations": {"ko": _korean().say(f"discord.menu_{key}")},
        "contexts": [_IN_SERVERS, _IN_DIRECT_MESSAGES],
        "integration_types": [_INSTALLED_IN_SERVERS],
    }


def _named(kind: int, name: str, names: tuple[str, str], about: tuple[str, str]) -> Json:
    """English is what Discord falls back on; Korean is shown to those whose Discord speaks it."""
    named: Json = {"type": kind, "name": name[:COMMAND_NAME], "description": shorten(about[0], COMMAND_ABOUT)}
    if names[1]:
        named["name_localizations"] = {"ko": names[1][:COMMAND_NAME]}
    return named | {"description_localizations": {"ko": shorten(about[1], COMMAND_ABOUT)}}


def _both(key: str) -> tuple[str, str]:
    return load_catalogue("en").say(key), _korean().say(key)


def _korean() -> Catalogue:
    return load_catalogue("ko")
