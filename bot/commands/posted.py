"""What a channel got: the record of what went out and what did not, why that story, and the rest of a list."""

from bot.commands.cards import facts
from bot.commands.paging import offset, page_buttons
from bot.commands.saying import told
from bot.commands.steering import day_in, known_target, steered
from bot.commands.values import Context
from bot.digest.choice import RECENT_DAYS, Reason, Taste, reasons_for
from bot.digest.outbox import Post, PostState
from bot.digest.picking import SHOWN_NEW, settled_story
from bot.ports import Library
from bot.reply import Listing, Reply, Row
from bot.story import Story

POSTS_A_PAGE = 10
_ROWS_A_PAGE = 10


async def log(context: Context) -> Reply:
    """A page of what went out to a channel and what did not, with the reason."""
    asked, start = steered(context), offset(context, POSTS_A_PAGE)

    def work(library: Library) -> tuple[tuple[Post, ...], dict[int, Story]]:
        known_target(library, context, asked)
        posts = library.posts(limit=POSTS_A_PAGE + 1, offset=start, channel=asked.channel)
        stories = library.stories([post.story for post in posts if post.story])
        return posts, {story.number: story for story in stories}

    posts, stories = await context.store.read(work)
    say = context.words.say
    if not posts:
        return told(context, "log.none")
    rows = tuple(_log_row(context, post, stories) for post in posts[:POSTS_A_PAGE])
    buttons = await page_buttons(context, total=start + len(posts), size=POSTS_A_PAGE)
    return Reply(summary=say("log.heading"), parts=(Listing(heading=say("log.heading"), rows=rows), *buttons))


async def why(context: Context) -> Reply:
    """Why this channel got its story on a day: the reasons as the choice weighs them."""
    channel, day = context.request.channel, day_in(context.request.argument.strip())

    def work(library: Library) -> tuple[Story | None, tuple[Reason, ...]]:
        post = library.post(channel, day)
        candidate = library.candidate(post.story) if post and post.story else None
        if candidate is None:
            return None, ()
        story = library.story(str(candidate.number))
        if settled_story(library, channel, day) == candidate.number:
            is_pinned = library.pinned(channel, day) is not None
            return story, (Reason(name="pinned" if is_pinned else "approved", points=1.0),)
        taste = Taste(library.lately(channel, day, days=RECENT_DAYS))
        return story, reasons_for(candidate, day, taste)

    story, reasons = await context.store.read(work)
    say = context.words.say
    if story is None:
        return told(context, "why_today.unknown")
    rows = tuple(Row(label=say(f"reason.{one.name}", value=one.value)) for one in reasons)
    heading = say("why_today.heading", title=story.title)
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows),))


async def posted(context: Context) -> Reply:
    """A page of what a list of this channel had no room for."""
    channel, day = context.request.channel, day_in(context.request.argument.strip())
    start = SHOWN_NEW + offset(context, _ROWS_A_PAGE)

    def work(library: Library) -> tuple[int, tuple[Story, ...]]:
        post = library.post(channel, day)
        numbers = post.stories if post else ()
        return len(numbers), library.stories(numbers[start : start + _ROWS_A_PAGE])

    total, stories = await context.store.read(work)
    if not stories:
        return told(context, "posted.none")
    heading = context.words.say("posted.heading", day=day.isoformat(), count=total)
    rows = tuple(
        Row(label=story.title, detail=" · ".join(facts(context, story)), press=f"open:{story.number}")
        for story in stories
    )
    buttons = await page_buttons(context, total=total - SHOWN_NEW, size=_ROWS_A_PAGE)
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows), *buttons))


def _log_row(context: Context, post: Post, stories: dict[int, Story]) -> Row:
    say = context.words.say
    story = stories.get(post.story) if post.story else None
    state = say(f"post_state.{post.state.value}")
    if post.reason:
        state = f"{state}: {say(f'post_reason.{post.reason.value}')}"
    title = story.title if story else ""
    if post.state is PostState.SENT and story is None:
        title = say("log.note")
    elif story and len(post.stories) > 1:
        title = say("ahead.and_more", title=story.title, count=len(post.stories) - 1)
    link = post.message if post.state is PostState.SENT else ""
    at = post.at.astimezone(context.zone).strftime("%H:%M")
    return Row(
        label=f"{post.day.isoformat()} {state}",
        detail=" · ".join(part for part in (title, at, link) if part),
        press=f"open:{story.number}" if story else "",
    )
