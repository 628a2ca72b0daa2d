"""Which story does a request mean? By its number or id; hidden ones exist for those who may restore them."""

from bot.commands.values import Context
from bot.errors import UnknownStory
from bot.permissions import Permission, denial
from bot.ports import Library
from bot.story import Story, StoryState


def asked_story(library: Library, context: Context) -> Story:
    """The story named by the request's argument. Raises UnknownStory."""
    return story_with(library, context, context.request.argument.strip())


def story_with(library: Library, context: Context, reference: str) -> Story:
    """The story with a number (`12`, `#12`, `12번`) or an id, of a merged one the kept one. Raises UnknownStory."""
    story = library.story(reference.removeprefix("#").removesuffix("번")) or library.story(reference)
    kept = library.kept_of(story.number) if story else None
    if kept:
        story = library.story(str(kept))
    if story is None or not _may_see(story, context):
        raise UnknownStory(reference)
    return story


def _may_see(story: Story, context: Context) -> bool:
    return story.state is StoryState.LIVE or denial(context.request.actor, Permission.CURATE) is None
