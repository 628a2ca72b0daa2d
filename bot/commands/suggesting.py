"""Suggestions: what members and collected links offer, and what admins make of it, once."""

import dataclasses

from bot.commands.asking import asked_story
from bot.commands.cards import story_card
from bot.commands.curating import story_form, typed_fields
from bot.commands.drafting import draft_from
from bot.commands.paging import offset, page_buttons
from bot.commands.values import Context
from bot.ports import Library
from bot.reply import Button, Note, Reply, Tone
from bot.story import Story, StoryState

SUGGESTIONS_A_PAGE = 5


async def suggest(context: Context) -> Reply:
    """Offer a story to the admins: from a filled form, from a line with a link, otherwise the form."""
    fields = dict(context.request.fields) or typed_fields(context.request.argument)
    if not fields:
        return story_form(context, press="suggest:", title="suggest.form", fields={"title": context.request.argument})
    draft = dataclasses.replace(draft_from(fields), state=StoryState.SUGGESTED)
    actor = context.request.actor.key

    def work(library: Library) -> tuple[Story, bool]:
        known = library.by_link(draft.link) if draft.link else None
        return (known, False) if known else (library.add(draft, actor=actor, at=context.now), True)

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
        dataclasses.replace(story_card(context, story), buttons=_decisions(context, story)) for story in page.stories
    ]
    buttons = await page_buttons(context, total=page.total, size=SUGGESTIONS_A_PAGE)
    return Reply(summary=heading, parts=(Note(text=heading), *cards, *buttons))


async def approve(context: Context) -> Reply:
    """Put a suggestion into the library."""
    return await _decide(context, StoryState.LIVE, "approved", "approve.done")


async def refuse(context: Context) -> Reply:
    """Take a suggestion away; it can be restored like any hidden story."""
    return await _decide(context, StoryState.HIDDEN, "refused", "refuse.done")


async def _decide(context: Context, state: StoryState, action: str, key: str) -> Reply:
    def work(library: Library) -> tuple[Story, bool]:
        story = asked_story(library, context)
        if story.state is not StoryState.SUGGESTED:
            return story, False
        changed = dataclasses.replace(story, state=state)
        return library.change(changed, actor=context.request.actor.key, at=context.now, action=action), True

    story, is_mine = await context.store.write(work)
    sentence = context.words.say(key if is_mine else f"decided.{story.state.value}", title=story.title)
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), story_card(context, story)))


def _known(context: Context, story: Story) -> Reply:
    sentence = context.words.say(f"suggest.{story.state.value}", title=story.title)
    shown = (story_card(context, story),) if story.state is StoryState.LIVE else ()
    return Reply(summary=sentence, parts=(Note(text=sentence), *shown))


def _decisions(context: Context, story: Story) -> tuple[Button, ...]:
    say = context.words.say
    link = (Button(label=say("button.read"), link=story.link),) if story.link else ()
    return (
        *link,
        Button(label=say("button.approve"), press=f"approve:{story.number}", style="primary"),
        Button(label=say("button.edit"), press=f"edit:{story.number}"),
        Button(label=say("button.refuse"), press=f"refuse:{story.number}", style="danger"),
    )
