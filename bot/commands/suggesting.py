"""Suggestions: what members offer, and the box in which it waits for admins."""

import dataclasses

from bot.actor import Role
from bot.commands.announcing import announce
from bot.commands.cards import story_card
from bot.commands.curating import decisions, story_form, typed_fields
from bot.commands.drafting import draft_from
from bot.commands.paging import offset, page_buttons
from bot.commands.values import Context
from bot.ports import Library, Person
from bot.reply import Button, Note, Reply, Tone
from bot.story import Story, StoryState

SUGGESTIONS_A_PAGE = 5


async def suggest(context: Context) -> Reply:
    """Offer a story to the admins: from a filled form, from a line with a link, otherwise the form."""
    fields = dict(context.request.fields) or typed_fields(context.request.argument)
    if not fields:
        return story_form(context, press="suggest:", title="suggest.form", fields={"title": context.request.argument})
    draft = dataclasses.replace(draft_from(fields), state=StoryState.SUGGESTED)
    actor = context.request.actor

    def work(library: Library) -> tuple[Story, bool]:
        known = library.by_link(draft.link) if draft.link else None
        if known:
            return known, False
        story = library.add(draft, actor=actor.key, at=context.now)
        if actor.role < Role.ADMIN:  # admins are met whatever they do
            met = Person(actor=actor.key, name=actor.name, language=context.request.language)
            library.meet(met, at=context.now)
        announce(library, story, name=actor.name, at=context.now)
        return story, True

    story, is_new = await context.store.write(work)
    if not is_new:
        return _known(context, story)
    sentence = context.words.say("suggest.done", title=story.title)
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE),))


async def suggestions(context: Context) -> Reply:
    """A page of what waits for an admin, newest first."""
    start = offset(context, SUGGESTIONS_A_PAGE)
    page = await context.store.read(
        lambda library: library.page(limit=SUGGESTIONS_A_PAGE, offset=start, state=StoryState.SUGGESTED)
    )
    say = context.words.say
    if not page.total:
        return Reply(summary=say("suggestions.none"), parts=(Note(text=say("suggestions.none")),))
    heading = say("suggestions.heading", count=page.total)
    cards = [
        dataclasses.replace(story_card(context, story), buttons=_buttons(context, story)) for story in page.stories
    ]
    buttons = await page_buttons(context, total=page.total, size=SUGGESTIONS_A_PAGE)
    return Reply(summary=heading, parts=(Note(text=heading), *cards, *buttons))


def _known(context: Context, story: Story) -> Reply:
    sentence = context.words.say(f"suggest.{story.state.value}", title=story.title)
    shown = (story_card(context, story),) if story.state is StoryState.LIVE else ()
    return Reply(summary=sentence, parts=(Note(text=sentence), *shown))


def _buttons(context: Context, story: Story) -> tuple[Button, ...]:
    link = (Button(label=context.words.say("button.read"), link=story.link),) if story.link else ()
    return (*link, *decisions(context, story))
