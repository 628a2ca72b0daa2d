"""Links that lead nowhere any more: open, mend, hide the story, or say that all is well."""

import dataclasses

from bot.commands.asking import asked_story
from bot.commands.cards import story_card
from bot.commands.paging import list_of, offset, page_buttons
from bot.commands.values import Context
from bot.curation.links import LinkLook, LinkPage, LinkState, settled
from bot.fetching import FetchProblem
from bot.ports import Library
from bot.reply import Button, Note, Part, Reply, StoryCard, Tone
from bot.story import Story

LINKS_A_PAGE = 3


async def dead_links(context: Context) -> Reply:
    """A page of dead links, longest dead first."""
    start = offset(context, LINKS_A_PAGE)

    def work(library: Library) -> tuple[LinkPage, dict[int, Story], int]:
        page = library.links_that_are(LinkState.DEAD, limit=LINKS_A_PAGE, offset=start)
        stories = library.stories([look.story for look in page.looks])
        uncertain = library.links_that_are(LinkState.UNCERTAIN, limit=0).total
        return page, {story.number: story for story in stories}, uncertain

    page, stories, uncertain = await context.store.read(work)
    say = context.words.say
    heading = say("deadlinks.heading", count=page.total) if page.total else say("deadlinks.none")
    parts: list[Part] = [Note(text=heading)]
    if uncertain:
        parts.append(Note(text=say("deadlinks.uncertain", count=uncertain)))
    parts += [_card(context, stories[look.story], look) for look in page.looks]
    buttons = await page_buttons(list_of(context, "deadlinks"), total=page.total, size=LINKS_A_PAGE)
    return Reply(summary=heading, parts=(*parts, *buttons))


async def link_fine(context: Context) -> Reply:
    """Remember that a link is as it should be, and go on with the list."""

    def work(library: Library) -> Story:
        story = asked_story(library, context)
        look = library.link_look(story.number)
        if look:
            library.put_link_looks([settled(look, at=context.now)])
        return story

    story = await context.store.write(work)
    sentence = context.words.say("deadlinks.fine", title=story.title)
    rest = await dead_links(list_of(context, "deadlinks"))
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), *rest.parts))


def _card(context: Context, story: Story, look: LinkLook) -> StoryCard:
    say = context.words.say
    since = look.since.astimezone(context.zone).date().isoformat() if look.since else ""
    key = "deadlinks.no_site" if look.problem == FetchProblem.UNRESOLVABLE.value else "deadlinks.no_page"
    read = (Button(label=say("button.read"), link=story.link),) if story.link else ()
    buttons = (
        *read,
        Button(label=say("deadlinks.mend"), press=f"edit:{story.number}"),
        Button(label=say("button.hide"), press=f"hide:{story.number}"),
        Button(label=say("deadlinks.leave"), press=f"linkfine@1:{story.number}"),
    )
    return dataclasses.replace(story_card(context, story, reasons=(say(key, since=since),)), buttons=buttons)
