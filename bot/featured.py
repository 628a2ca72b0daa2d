"""Which story is today's: the one of the channel's schedule, elsewhere the same choice for everybody."""

from datetime import date, datetime

from bot.digest.choice import RECENT_DAYS, choose
from bot.digest.picking import Stock, settled_story
from bot.digest.preview import preview
from bot.digest.target import Kind
from bot.ports import Library

EVERYWHERE = "library"
"""The scope of the story of a day that belongs to no channel."""


def of_channel(library: Library, channel: str, now: datetime) -> int | None:
    """The story that a channel with a schedule got today, or gets as things stand; None where today has none."""
    target = library.target(channel)
    if target is None or target.off or target.kind is not Kind.FEATURED:
        return None
    day = now.astimezone(target.zone).date()
    post = library.post(channel, day)
    if post and post.story:
        return post.story
    if target.approval and settled_story(library, channel, day) is None:
        return None
    coming = preview(library, target, now, days=1)
    return coming[0].choice.number if coming and coming[0].choice else None


def of_library(library: Library, day: date) -> int | None:
    """The story that a day would feature where there is no schedule; None in an empty library."""
    choice = choose(
        Stock(first=day).pool(library),
        day,
        library.featured_lately(EVERYWHERE, day, days=RECENT_DAYS),
        had=library.featured_times(EVERYWHERE, before=day),
    )
    return choice.number if choice else None
