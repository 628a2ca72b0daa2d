"""A message with a link, pointed at: is its story in the library, shall it come in, may I keep it?"""

import dataclasses

from bot.commands.collecting import hint, links_in
from bot.commands.curating import story_form
from bot.commands.paging import press_for
from bot.commands.saving import save
from bot.commands.saying import told
from bot.commands.values import Context
from bot.permissions import Permission, denial
from bot.ports import Library, Sharing
from bot.reply import Actions, Button, Note, Reply
from bot.story import Story, StoryState

_SHARINGS_COUNTED = 50


async def link(context: Context) -> Reply:
    """The story a link leads to; for an unknown one the form that adds or suggests it.

    The request's fields stand in the form already: what is known of the page.
    """
    links = links_in(context.request.argument)
    if not links:
        return told(context, "link.none")

    def work(library: Library) -> tuple[Story | None, tuple[Sharing, ...]]:
        known = library.by_link(links[0])
        return known, library.sharings(known.number, limit=_SHARINGS_COUNTED) if known else ()

    known, earlier = await context.store.read(work)
    if known is None:
        return _form(context, links[0])
    if known.state is StoryState.LIVE:
        return hint(context, known, earlier)
    return told(context, f"suggest.{known.state.value}", title=known.title)


async def keep(context: Context) -> Reply:
    """Put the story a message links to on the asker's list; offer to bring in one the library does not know."""
    links = links_in(context.request.argument)
    if not links:
        return told(context, "link.none")
    found = await context.store.read(lambda library: [library.by_link(one) for one in links])
    known = next((story for story in found if story and story.state is StoryState.LIVE), None)
    if known:
        request = dataclasses.replace(context.request, argument=str(known.number))
        return await save(dataclasses.replace(context, request=request))
    reply = told(context, "link.unknown")
    button = Button(label=context.words.say("button.link"), press=await press_for(context, "link", links[0]))
    return dataclasses.replace(reply, parts=(*reply.parts, Actions(buttons=(button,))))


def _form(context: Context, address: str) -> Reply:
    may_add = denial(context.request.actor, Permission.CURATE) is None
    fields = {"link": address, **context.request.fields}
    if may_add:
        reply = story_form(context, press="add:", title="add.form", fields=fields)
    else:
        reply = story_form(context, press="suggest:", title="suggest.form", fields=fields)
    return dataclasses.replace(reply, parts=(Note(text=context.words.say("link.unknown")), *reply.parts))
