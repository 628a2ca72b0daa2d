"""Reading without searching: one story, today's, a random one, the newest, by tag."""

from datetime import date

import structlog

from bot.commands.asking import asked_story
from bot.commands.cards import facts, story_card
from bot.commands.paging import offset, page_buttons
from bot.commands.saying import told
from bot.commands.values import Context
from bot.errors import StoreFault
from bot.featured import EVERYWHERE, of_channel, of_library
from bot.ports import Library, Page
from bot.reply import Listing, Note, Part, Reply, Row, Tone
from bot.story import Story, StoryState
from bot.summary import summarise

_log = structlog.get_logger()
ROWS_A_PAGE = 10
TAGS_A_PAGE = 20
_PRESSABLE_TAG = 90


async def open_story(context: Context) -> Reply:
    """One story: its summary, facts and link. That it was opened is counted."""
    story = await context.store.read(lambda library: asked_story(library, context))
    if story.state is StoryState.LIVE:
        await count_opening(context, story.number)
    context.trail.opened(context.request.actor.key, at=context.now)
    return _opened(context, story)


async def count_opening(context: Context, number: int) -> None:
    """Count that a story was opened; a library that cannot be written keeps nobody from reading."""
    try:
        await context.store.write(lambda library: library.record_opening(number, at=context.now))
    except StoreFault as fault:
        _log.warning("opening not counted", fault=type(fault).__name__)


async def today(context: Context) -> Reply:
    """The featured story of the local date: the same all day, and after a restart."""
    story = await featured_story(context)
    if story is None:
        return _empty(context)
    return _opened(context, story, context.words.say("today.heading", day=_spoken_day(context, context.today)))


async def featured_story(context: Context) -> Story | None:
    """Today's story: what this channel's schedule gives it, otherwise one for everybody, recorded when first asked for.

    None in an empty library.
    """

    def work(library: Library) -> Story | None:
        number = of_channel(library, context.request.channel, context.now)
        number = number or library.featured(EVERYWHERE, context.today)
        story = library.story(str(number)) if number else None
        if story and story.state is StoryState.LIVE:
            return story
        number = of_library(library, context.today)
        if number is None:
            return None
        library.feature(EVERYWHERE, context.today, number, at=context.now)
        return library.story(str(number))

    return await context.store.write(work)


async def random_story(context: Context) -> Reply:
    """A story by chance."""

    def work(library: Library) -> Story | None:
        total = library.count()
        if not total:
            return None
        return library.page(limit=1, offset=context.random.randrange(total)).stories[0]

    story = await context.store.read(work)
    return _opened(context, story) if story else _empty(context)


async def recent(context: Context) -> Reply:
    """A page of the newest stories."""
    page = await _stories(context)
    if not page.total:
        return _empty(context)
    return await story_list(context, page, context.words.say("recent.heading", count=page.total))


async def tags(context: Context) -> Reply:
    """A page of the stories of a tag; without one, of the tags."""
    tag = context.request.argument.strip().lstrip("#")
    if not tag:
        return await _tag_list(context)
    page = await _stories(context, tag=tag)
    if not page.total:
        sentence = context.words.say("tags.no_story", tag=tag)
        return Reply(summary=sentence, parts=(Note(text=sentence),))
    return await story_list(context, page, context.words.say("tags.of", tag=tag, count=page.total))


async def story_list(context: Context, page: Page, heading: str) -> Reply:
    """A page of stories as lines to press, with the buttons to its neighbours."""
    rows = tuple(
        Row(label=story.title, detail=" · ".join(facts(context, story)), press=f"open:{story.number}")
        for story in page.stories
    )
    buttons = await page_buttons(context, total=page.total, size=ROWS_A_PAGE)
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows), *buttons))


async def _tag_list(context: Context) -> Reply:
    everything = await context.store.read(lambda library: library.tags(limit=10_000))
    if not everything:
        sentence = context.words.say("tags.none")
        return Reply(summary=sentence, parts=(Note(text=sentence),))
    start = offset(context, TAGS_A_PAGE)
    rows = tuple(
        Row(
            label=f"#{one.tag}",
            detail=context.words.say("tags.count", count=one.stories),
            press=f"tags:{one.tag}" if len(one.tag) <= _PRESSABLE_TAG else "",
        )
        for one in everything[start : start + TAGS_A_PAGE]
    )
    heading = context.words.say("tags.heading", count=len(everything))
    buttons = await page_buttons(context, total=len(everything), size=TAGS_A_PAGE)
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows), *buttons))


async def _stories(context: Context, *, tag: str = "") -> Page:
    return await context.store.read(
        lambda library: library.page(limit=ROWS_A_PAGE, offset=offset(context, ROWS_A_PAGE), tag=tag)
    )


def _opened(context: Context, story: Story, heading: str = "") -> Reply:
    say = context.words.say
    summary = summarise(story.title, story.body) or (say("open.no_body"),)
    parts: list[Part] = [Note(text=heading)] if heading else []
    if story.state is not StoryState.LIVE:
        parts.append(Note(text=say(f"open.is_{story.state.value}"), tone=Tone.CAUTION))
    parts.append(story_card(context, story, summary=summary))
    return Reply(summary=f"{heading} {story.title}".strip(), parts=tuple(parts))


def _spoken_day(context: Context, day: date) -> str:
    weekday = context.words.say(f"weekday.{day.isoweekday()}")
    return context.words.say("day.spoken", month=day.month, day=day.day, weekday=weekday)


def _empty(context: Context) -> Reply:
    return told(context, "library.empty")
