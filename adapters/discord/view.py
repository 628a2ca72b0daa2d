"""A screen or form as the view discord.py sends: stopped, so that it keeps none in memory; `wishes` reads presses."""

from io import BytesIO

import discord
from discord import ui

from adapters.discord.forms import Asked, labels, title_of
from adapters.discord.render import Screen


def view_of(screen: Screen) -> ui.LayoutView:
    """The screen to send; must be made where a loop runs."""
    view = ui.LayoutView(timeout=None)
    view.add_item(screen.container)
    view.stop()
    return view


def files_of(screen: Screen) -> list[discord.File]:
    """The files to send with the screen, anew for every try: sending reads them to their end."""
    return [discord.File(BytesIO(one.data), filename=one.name) for one in screen.files]


def modal_of(asked: Asked, custom_id: str) -> ui.Modal:
    """The form to open; its answers come back under `custom_id`."""
    modal = ui.Modal(title=title_of(asked), custom_id=custom_id, timeout=None)
    for label in labels(asked):
        modal.add_item(label)
    modal.stop()
    return modal
