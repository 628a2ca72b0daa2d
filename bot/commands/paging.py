"""Turning pages: the buttons below a list, however long the words behind it.

A button carries `command@page:argument`; an argument too long for that is kept in the library and the button carries
`command@page~:short id` instead.
"""

from dataclasses import replace

from bot.commands.values import Context
from bot.ports import Library
from bot.reply import PRESS_LIMIT, Actions, Button


def offset(context: Context, size: int) -> int:
    """How many entries stand before the page that was asked for."""
    return (context.request.page - 1) * size


async def page_buttons(context: Context, *, total: int, size: int, argument: str = "") -> tuple[Actions, ...]:
    """The buttons to the page before and after; none when all is on one page.

    They carry the argument of the request, or `argument` in its place.
    """
    page, pages = context.request.page, -(-total // size)
    turns = (("button.previous", page - 1), ("button.next", page + 1))
    buttons = [
        Button(
            label=context.words.say(label, page=target, pages=pages),
            press=await press_for(context, context.request.command, argument or context.request.argument, page=target),
        )
        for label, target in turns
        if 1 <= target <= pages
    ]
    return (Actions(buttons=tuple(buttons)),) if buttons else ()


def list_of(context: Context, name: str) -> Context:
    """The context of the list `name`: its page that was asked for, or its first where another button led to it."""
    if context.request.command == name:
        return context
    return replace(context, request=replace(context.request, command=name, argument="", page=1))


async def press_for(context: Context, name: str, argument: str, *, page: int | None = None) -> str:
    """What a button carries for a command and an argument of any length; with a page it turns what stands there."""
    called = name if page is None else f"{name}@{page}"
    press = f"{called}:{argument}"
    if len(press) <= PRESS_LIMIT:
        return press

    def keep(library: Library) -> str:
        return library.remember(argument, at=context.now)

    return f"{called}~:{await context.store.write(keep)}"
