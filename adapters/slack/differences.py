"""In what does the manifest of an installed app fall short of ours? Pure; says nothing of names and descriptions.

What an app has beyond ours harms nobody, except what changes how it is talked to.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

Manifest = Mapping[str, Any]
_EVENTS = ("settings", "event_subscriptions")
_COMMANDS = ("features", "slash_commands")
_SHORTCUTS = ("features", "shortcuts")
_DOMAINS = ("features", "unfurl_domains")


class Kind(Enum):
    """What differs; the catalogue holds the fix for each."""

    SCOPE = "scope"
    EVENT = "event"
    COMMAND = "command"
    ESCAPING_ON = "escaping_on"  # a command whose channels and people Slack has to spell out as ids
    ESCAPING_OFF = "escaping_off"
    SHORTCUT = "shortcut"
    SOCKET_ON = "socket_on"  # it has to be switched on
    SOCKET_OFF = "socket_off"
    REQUEST_URL = "request_url"
    INTERACTIVITY = "interactivity"
    HOME = "home"
    MESSAGES = "messages"
    BOT_USER = "bot_user"
    UNFURL = "unfurl"
    ROTATION = "rotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing to mend; `name` is the scope, event, command or place it is about."""

    kind: Kind
    name: str = ""


def differences(installed: Manifest, wanted: Manifest) -> tuple[Difference, ...]:
    """What has to be mended in `installed`, in the order of the pages of an app's settings."""
    return (
        *_switches(installed, wanted),
        *_missing(Kind.SCOPE, installed, wanted, ("oauth_config", "scopes", "bot")),
        *_missing(Kind.EVENT, installed, wanted, (*_EVENTS, "bot_events")),
        *_commands(installed, wanted),
        *_shortcuts(installed, wanted),
        *_missing(Kind.UNFURL, installed, wanted, _DOMAINS),
        *_addresses(installed, wanted),
    )


def address_of(installed: Manifest, path: str) -> str:
    """Where an app sends its events over HTTP; "" where that is no https address with this path."""
    address = _text(installed, *_EVENTS, "request_url")
    parts = urlsplit(address)
    return address if parts.scheme == "https" and parts.path == path else ""


def _switches(installed: Manifest, wanted: Manifest) -> Iterator[Difference]:
    needs_socket = _at(wanted, "settings", "socket_mode_enabled") is True
    has_socket = _at(installed, "settings", "socket_mode_enabled") is True
    if needs_socket is not has_socket:
        yield Difference(kind=Kind.SOCKET_ON if needs_socket else Kind.SOCKET_OFF)
    if _at(installed, "settings", "interactivity", "is_enabled") is not True:
        yield Difference(kind=Kind.INTERACTIVITY)
    if _at(installed, "features", "app_home", "home_tab_enabled") is not True:
        yield Difference(kind=Kind.HOME)
    is_read_only = _at(installed, "features", "app_home", "messages_tab_read_only_enabled") is True
    if _at(installed, "features", "app_home", "messages_tab_enabled") is not True or is_read_only:
        yield Difference(kind=Kind.MESSAGES)
    if not _at(installed, "features", "bot_user"):
        yield Difference(kind=Kind.BOT_USER)
    if _at(installed, "settings", "token_rotation_enabled") is True:
        yield Difference(kind=Kind.ROTATION)


def _missing(kind: Kind, installed: Manifest, wanted: Manifest, path: tuple[str, ...]) -> Iterator[Difference]:
    there = set(_texts(installed, *path))
    yield from (Difference(kind=kind, name=name) for name in _texts(wanted, *path) if name not in there)


def _commands(installed: Manifest, wanted: Manifest) -> Iterator[Difference]:
    there = {str(one.get("command")): one for one in _objects(installed, *_COMMANDS)}
    for one in _objects(wanted, *_COMMANDS):
        name = str(one["command"])
        if name not in there:
            yield Difference(kind=Kind.COMMAND, name=name)
        elif (there[name].get("should_escape") is True) is not one["should_escape"]:
            yield Difference(kind=Kind.ESCAPING_ON if one["should_escape"] else Kind.ESCAPING_OFF, name=name)


def _shortcuts(installed: Manifest, wanted: Manifest) -> Iterator[Difference]:
    there = {(one.get("type"), one.get("callback_id")) for one in _objects(installed, *_SHORTCUTS)}
    for one in _objects(wanted, *_SHORTCUTS):
        if (one["type"], one["callback_id"]) not in there:
            yield Difference(kind=Kind.SHORTCUT, name=f"{one['name']} ({one['type']}, {one['callback_id']})")


def _addresses(installed: Manifest, wanted: Manifest) -> Iterator[Difference]:
    """The places that send to another address than ours; with Socket Mode there is none of ours."""
    for path in (_EVENTS, ("settings", "interactivity")):
        address = _text(wanted, *path, "request_url")
        if address and _text(installed, *path, "request_url") != address:
            yield Difference(kind=Kind.REQUEST_URL, name=path[-1])
    there = {str(one.get("command")): one.get("url") for one in _objects(installed, *_COMMANDS)}
    for one in _objects(wanted, *_COMMANDS):
        name = str(one["command"])
        if "url" in one and name in there and there[name] != one["url"]:
            yield Difference(kind=Kind.REQUEST_URL, name=name)


def _at(tree: object, *path: str) -> object:
    for name in path:
        tree = tree.get(name) if isinstance(tree, Mapping) else None
    return tree


def _text(tree: Manifest, *path: str) -> str:
    found = _at(tree, *path)
    return found if isinstance(found, str) else ""


def _texts(tree: Manifest, *path: str) -> Iterable[str]:
    found = _at(tree, *path)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _objects(tree: Manifest, *path: str) -> Iterable[Mapping[str, Any]]:
    found = _at(tree, *path)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
