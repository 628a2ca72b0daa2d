"""What people think of a story: one vote a person, taken back by the same press again."""

from bot.commands.asking import asked_story
from bot.commands.saying import done
from bot.commands.values import Context
from bot.ports import Library
from bot.reply import Reply
from bot.story import Story


async def like(context: Context) -> Reply:
    """Like a story, or take that back."""
    return await _vote(context, likes=True)


async def dislike(context: Context) -> Reply:
    """Wish for fewer stories like this, or take that back."""
    return await _vote(context, likes=False)


async def _vote(context: Context, *, likes: bool) -> Reply:
    actor = context.request.actor.key

    def work(library: Library) -> tuple[Story, bool]:
        story = asked_story(library, context)
        is_new = library.vote(actor, story.number, likes=likes, at=context.now)
        if not is_new:
            library.vote(actor, story.number, likes=None, at=context.now)
        return story, is_new

    story, is_new = await context.store.write(work)
    if not is_new:
        return done(context, "vote.withdrawn", title=story.title)
    return done(context, "vote.liked" if likes else "vote.disliked", title=story.title)
