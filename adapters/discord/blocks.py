"""From blocks to Components V2 within Discord's budgets: text, components, options. Pure, and total over any input."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import discord
from discord import ui

from adapters.discord.escaping import Line, plain
from adapters.discord.limits import (
    BUTTON_LABEL,
    BUTTON_LINK,
    BUTTONS_A_ROW,
    COMPONENTS_A_MESSAGE,
    CUSTOM_ID,
    OPTION_TEXT,
    OPTIONS_A_SELECT,
    PLACEHOLDER,
    ROWS_A_MESSAGE,
    TEXT_A_MESSAGE,
)
from bot.graphemes import shorten
from bot.links import is_link
from bot.reply import Button

PICK = "!pick"
"""The custom id of a select; what is picked is itself a press."""
_LINES_A_MESSAGE = 120
_STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}

Item = ui.Item[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Lines below each other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Lines with one button beside them."""

    lines: tuple[Line, ...]
    opener: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """Buttons in rows."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to pick from a menu: `press` is what picking it does."""

    label: str
    press: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A menu of things to do."""

    placeholder: str
    options: tuple[Option, ...]


Block = Words | Card | Buttons | Menu


def arrange(blocks: Sequence[Block], *, colour: int | None, fallback: str) -> ui.Container[Any]:
    """The blocks as one container that Discord accepts; what does not fit is left out from the least needed on.

    `fallback` is said where no block has anything to say.
    """
    budgeted = _within_text(_once(blocks), fallback)
    shapes = (list(shape(budgeted)) for shape in (_rich, _compact, _least))
    items = next((items for items in shapes if 1 + sum(map(_count, items)) <= COMPONENTS_A_MESSAGE), [])
    return ui.Container(*items, accent_colour=colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A block whose lines are markdown already."""

    text: str = ""
    opener: Button | None = None
    buttons: tuple[Button, ...] = ()
    menu: Menu | None = None


def _rich(blocks: Sequence[_Written]) -> Iterator[Item]:
    """Cards with their button beside them and lines between."""
    was_card = False
    for block in blocks:
        if block.opener and block.text:
            if was_card:
                yield ui.Separator()
            yield ui.Section(block.text, accessory=_button(block.opener))
        else:
            yield from _flat(block)
        was_card = block.opener is not None


def _compact(blocks: Sequence[_Written]) -> Iterator[Item]:
    """Cards as text, text together; the menu holds what the cards' buttons did."""
    for block in _merged(blocks):
        yield from _flat(block)


def _least(blocks: Sequence[_Written]) -> Iterator[Item]:
    """All text, one menu, and as many buttons as a message may have."""
    merged = _merged(blocks)
    text = "\n".join(block.text for block in merged if block.text)
    if text:
        yield ui.TextDisplay(text)
    menus = [block.menu for block in merged if block.menu]
    if menus:
        options = tuple(option for menu in menus for option in menu.options)
        yield _select(Menu(placeholder=menus[0].placeholder, options=options[:OPTIONS_A_SELECT]), PICK)
    buttons = [button for block in merged for button in block.buttons]
    yield from _rows(buttons[: BUTTONS_A_ROW * ROWS_A_MESSAGE])


def _merged(blocks: Sequence[_Written]) -> list[_Written]:
    merged: list[_Written] = []
    for block in blocks:
        is_text = not block.buttons and not block.menu
        if merged and is_text and not merged[-1].buttons and not merged[-1].menu:
            text = "\n".join(filter(None, (merged[-1].text, block.text)))
            merged[-1] = _Written(text=text)
        else:
            merged.append(_Written(text=block.text, buttons=block.buttons, menu=block.menu))
    return _with_openers(merged, [block.opener for block in blocks if block.opener])


def _with_openers(blocks: list[_Written], openers: list[Button]) -> list[_Written]:
    """The blocks with what the cards' own buttons did added to the menu."""
    at = next((at for at, block in enumerate(blocks) if block.menu), None)
    menu = blocks[at].menu if at is not None else None
    options = menu.options if menu else ()
    known = {option.press for option in options}
    added = tuple(Option(label=one.label, press=one.press) for one in openers if one.press and one.press not in known)
    if not added:
        return blocks
    whole = _Written(menu=Menu(placeholder=menu.placeholder if menu else "", options=added + options))
    return [*blocks, whole] if at is None else [*blocks[:at], whole, *blocks[at + 1 :]]


def _flat(block: _Written) -> Iterator[Item]:
    if block.text:
        yield ui.TextDisplay(block.text)
    if block.opener and not block.text:
        yield from _rows((block.opener,))
    yield from _rows(block.buttons)
    if block.menu:
        options = iter(block.menu.options)
        pages = iter(lambda: tuple(islice(options, OPTIONS_A_SELECT)), ())
        for number, page in enumerate(pages):
            menu = Menu(placeholder=block.menu.placeholder, options=page)
            yield _select(menu, f"{PICK}{number or ''}")


def _rows(buttons: Iterable[Button]) -> Iterator[Item]:
    usable = iter([button for button in buttons if is_usable(button)])
    for row in iter(lambda: list(islice(usable, BUTTONS_A_ROW)), []):
        yield ui.ActionRow(*(_button(button) for button in row))


def is_usable(button: Button) -> bool:
    """Whether Discord takes the button: it does something, within the lengths of custom ids and addresses."""
    if button.link:
        return len(button.link) <= BUTTON_LINK and is_link(button.link)
    return 0 < len(button.press) <= CUSTOM_ID


def _button(button: Button) -> ui.Button[Any]:
    label = shorten(plain(button.label) or "·", BUTTON_LABEL)
    if button.link:
        return ui.Button(label=label, url=button.link)
    return ui.Button(label=label, custom_id=button.press, style=_STYLES[button.style])


def _select(menu: Menu, custom_id: str) -> ui.ActionRow[Any]:
    options = [
        discord.SelectOption(
            label=shorten(plain(option.label) or "·", OPTION_TEXT),
            value=option.press,
            description=shorten(plain(option.detail), OPTION_TEXT) if plain(option.detail) else None,
        )
        for option in menu.options
    ]
    placeholder = shorten(plain(menu.placeholder), PLACEHOLDER) if plain(menu.placeholder) else None
    return ui.ActionRow(ui.Select(custom_id=custom_id, placeholder=placeholder, options=options))


def _count(item: Item) -> int:
    children = getattr(item, "children", ())
    accessory = 1 if isinstance(item, ui.Section) else 0
    return 1 + len(children) + accessory


def _once(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every press in them once: Discord refuses a message with the same custom id twice."""
    seen: set[str] = set()
    options: set[str] = set()

    def fresh(button: Button) -> bool:
        is_new = is_usable(button) and (bool(button.link) or button.press not in seen)
        seen.add(button.press)
        return is_new

    unique: list[Block] = []
    for block in blocks:
        match block:
            case Words():
                unique.append(block)
            case Card():
                unique.append(block if fresh(block.opener) else Words(lines=block.lines))
            case Buttons():
                unique.append(Buttons(buttons=tuple(button for button in block.buttons if fresh(button))))
            case Menu():
                kept = {one.press: one for one in block.options if 0 < len(one.press) <= CUSTOM_ID}
                fresh_options = tuple(one for press, one in kept.items() if press not in options)
                options.update(kept)
                unique.append(Menu(placeholder=block.placeholder, options=fresh_options))
    return unique


def _within_text(blocks: Sequence[Block], fallback: str) -> list[_Written]:
    """The blocks with their lines written so that all text together fits a message: the longest lines give way."""
    lines = [line for block in blocks if isinstance(block, Words | Card) for line in block.lines][:_LINES_A_MESSAGE]
    cap = _cap([len(line.written(TEXT_A_MESSAGE)) for line in lines], TEXT_A_MESSAGE - len(lines))
    kept = iter(lines)
    written = []
    for block in blocks:
        match block:
            case Words(lines=own):
                written.append(_Written(text=_text(islice(kept, len(own)), cap)))
            case Card(lines=own, opener=opener):
                written.append(_Written(text=_text(islice(kept, len(own)), cap), opener=opener))
            case Buttons(buttons=buttons):
                written.append(_Written(buttons=buttons))
            case Menu(options=options):
                written.append(_Written(menu=block if options else None))
    if not any(block.text for block in written):
        written.insert(0, _Written(text=Line(text=fallback).written(TEXT_A_MESSAGE) or "…"))
    return written


def _text(lines: Iterable[Line], cap: int) -> str:
    return "\n".join(filter(None, (line.written(cap) for line in lines)))


def _cap(lengths: list[int], budget: int) -> int:
    """The greatest length at which lines cut to it stay within `budget` together."""
    low, high = 0, TEXT_A_MESSAGE
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(min(one, middle) for one in lengths) <= budget else (low, middle - 1)
    return low
