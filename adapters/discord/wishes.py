"""What does an interaction ask for? Pure: Discord's data in, one of a few wishes out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.discord.blocks import PICK
from adapters.discord.commands import ADMIN_GROUPS, BACKFILL, LINK_MENU, SAVE_MENU, SEARCH, command_called
from adapters.discord.forms import answers
from bot.commands.collecting import links_in
from bot.commands.registry import Reading, by_name, read_press
from bot.errors import UnknownState

AGAIN = "!again:"  # a form whose answers so far are kept under a short id
DELETE = "!delete:"  # an answer of the bot, by the id of who it is for
REST = "!rest:"  # the questions of a form that one modal has no room for

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A line to be read: a search or a command."""

    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A command meant without doubt: chosen, pressed or submitted with the answers of a form.

    `turns`: it is another page of what it was pressed on.
    """

    reading: Reading
    fields: dict[str, str] = field(default_factory=dict)
    turns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A form to be opened with the answers kept under `short_id`; or, submitted, `fields` to put over them."""

    short_id: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The questions left over of the form behind `reading`."""

    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Something to do with the links of a message somebody pointed at."""

    command: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """The links of this channel's history, to be collected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """The pressed message taken away; `owner` is the id of who it was posted for."""

    owner: str


Wish = Delete | Typed | Meant | Again | Rest | Linked | Backfill

_PICKED = re.compile(r"open:\d{1,15}")


def from_command(data: Data) -> Wish:
    """What a slash or context menu command asks for. Raises UnknownState for one that is not ours any more."""
    name = str(data.get("name", ""))
    if name in (LINK_MENU, SAVE_MENU):
        return Linked(command="link" if name == LINK_MENU else "keep", links=tuple(_links_pointed_at(data)))
    if name in ADMIN_GROUPS:
        data = next(iter(data.get("options") or ()), {})
        name = str(data.get("name", ""))
    words = str(next((option.get("value", "") for option in data.get("options") or ()), "")).strip()
    if name == BACKFILL:
        return Backfill()
    if name == SEARCH:
        return Meant(reading=read_press(words)) if _PICKED.fullmatch(words) else Typed(line=words)
    command = by_name(command_called(name))
    if command is None:
        raise UnknownState
    return Meant(reading=Reading(command=command.name, argument=words.removeprefix("open:")))


def from_component(data: Data) -> Wish:
    """What a pressed button or a picked option asks for. Raises UnknownState."""
    press = str(data.get("custom_id", ""))
    if press.startswith(PICK):
        press = str(next(iter(data.get("values") or ()), ""))
    return _from_press(press, {})


def from_modal(data: Data) -> Wish:
    """What a submitted modal asks for. Raises UnknownState."""
    return _from_press(str(data.get("custom_id", "")), answers(data.get("components")))


def typed_so_far(data: Data) -> tuple[str, str]:
    """The focused option's name and what stands in it."""
    for option in data.get("options") or ():
        if option.get("focused"):
            return str(option.get("name", "")), str(option.get("value", ""))
        if option.get("options"):
            return typed_so_far(option)
    return "", ""


def _from_press(press: str, fields: dict[str, str]) -> Wish:
    if press.startswith(AGAIN):
        return Again(short_id=press.removeprefix(AGAIN), fields=fields)
    if press.startswith(REST):
        return Rest(reading=read_press(press.removeprefix(REST)))
    if press.startswith(DELETE):
        return Delete(owner=press.removeprefix(DELETE))
    is_turn = "@" in press.partition(":")[0]
    return Meant(reading=read_press(press), fields=fields, turns=is_turn)


def _links_pointed_at(data: Data) -> Iterator[str]:
    messages = (data.get("resolved") or {}).get("messages") or {}
    for message in messages.values():
        links = (*_written_links(message), *_component_links(message.get("components") or ()))
        yield from dict.fromkeys(links)


def _written_links(message: Data) -> Iterator[str]:
    yield from links_in(str(message.get("content", "")))
    for embed in message.get("embeds") or ():
        if embed.get("url"):
            yield from links_in(str(embed["url"]))


def _component_links(components: Iterable[Data]) -> Iterator[str]:
    for component in components:
        if component.get("url"):
            yield from links_in(str(component["url"]))
        yield from _component_links(component.get("components") or ())
        if component.get("accessory"):
            yield from _component_links((component["accessory"],))
