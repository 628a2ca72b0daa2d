"""Sharing: a story a person found, posted for everybody in the channel under their name, once."""

import dataclasses

from bot.commands.asking import story_with
from bot.commands.cards import story_card
from bot.commands.values import Context
from bot.errors import UnknownStory
from bot.ports import Library
from bot.reply import Note, Reply, Tone
from bot.story import Story, StoryState


async def share(context: Context) -> Reply:
    """A public reply with the story; pressed again on the same message it only says so to the person."""
    reference, _, query = context.request.argument.strip().partition(" ")
    request = context.request

    def work(library: Library) -> tuple[Story, bool]:
        story = story_with(library, context, reference)
        if story.state is not StoryState.LIVE:
            raise UnknownStory(reference)
        key = claim_key(request.actor.key, request.channel, story.number, request.origin)
        return story, not request.origin or library.claim(key, at=context.now)

    story, is_first = await context.store.write(work)
    say = context.words.say
    if not is_first:
        sentence = say("share.again", title=story.title)
        return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE),))
    name = request.actor.name
    sentence = say("share.found", name=name, query=query) if query else say("share.done", name=name)
    card = dataclasses.replace(story_card(context, story), reasons=())
    return Reply(summary=f"{sentence} {story.title}", parts=(Note(text=sentence), card), private=False)


def claim_key(actor: str, channel: str, number: int, origin: str) -> str:
    """What makes a press of the share button one sharing; released where the post did not come about."""
    return f"share:{actor}:{channel}:{number}:{origin}"
