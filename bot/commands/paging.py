"""Turning pages: the buttons below a list, however long the words behind it.

A button carries `command@page:argument`; an argument too long for that is kept in the library and the button carries
`command@page~:short id` instead.
"""

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
            press=await _press(context, target, argument or context.request.argument),
        )
        for label, target in turns
        if 1 <= target <= pages
    ]
    return (Actions(buttons=tuple(buttons)),) if buttons else ()


async def _press(context: Context, page: int, argument: str) -> str:
    name = context.request.command
    press = f"{name}@{page}:{argument}"
    if len(press) <= PRESS_LIMIT:
        return press

    def keep(library: Library) -> str:
        return library.remember(argument, at=context.now)

    return f"{name}@{page}~:{await context.store.write(keep)}"
