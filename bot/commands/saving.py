"""A person's own list: saving stories, taking them off, looking through them."""

from bot.commands.asking import asked_story
from bot.commands.paging import offset
from bot.commands.reading import ROWS_A_PAGE, story_list
from bot.commands.values import Context
from bot.ports import Library
from bot.reply import Actions, Button, Note, Reply, Tone
from bot.story import Story


async def save(context: Context) -> Reply:
    """Put a story on the asker's list; pressing twice saves once."""

    def work(library: Library) -> tuple[Story, bool]:
        story = asked_story(library, context)
        return story, library.save(context.request.actor.key, story.number, at=context.now)

    story, is_new = await context.store.write(work)
    say = context.words.say
    sentence = say("save.done" if is_new else "save.again", title=story.title)
    buttons = (
        Button(label=say("button.unsave"), press=f"unsave:{story.number}"),
        Button(label=say("button.saved"), press="saved:"),
    )
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), Actions(buttons=buttons)))


async def unsave(context: Context) -> Reply:
    """Take a story off the asker's list."""

    def work(library: Library) -> tuple[Story, bool]:
        story = asked_story(library, context)
        return story, library.unsave(context.request.actor.key, story.number)

    story, was_there = await context.store.write(work)
    say = context.words.say
    sentence = say("unsave.done" if was_there else "unsave.not_there", title=story.title)
    again = Actions(buttons=(Button(label=say("button.save_again"), press=f"save:{story.number}"),))
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), again))


async def saved(context: Context) -> Reply:
    """A page of the asker's list, last saved first."""
    actor = context.request.actor.key
    page = await context.store.read(
        lambda library: library.saved(actor, limit=ROWS_A_PAGE, offset=offset(context, ROWS_A_PAGE))
    )
    say = context.words.say
    if not page.total:
        return Reply(summary=say("saved.none"), parts=(Note(text=say("saved.none")),))
    return await story_list(context, page, say("saved.heading", count=page.total))
