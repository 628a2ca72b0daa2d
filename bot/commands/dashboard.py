"""A person's own screen: today's story, what came in since they last looked, their list, and what waits for admins."""

from dataclasses import dataclass
from datetime import datetime

from bot.commands.cards import facts
from bot.commands.inbox import inbox_at_home
from bot.commands.reading import featured_story
from bot.commands.schedules import target_rows
from bot.commands.tidying import tidying_row
from bot.commands.values import Context
from bot.permissions import Permission, denial
from bot.ports import Library, Page
from bot.reply import Actions, Button, Listing, Note, Part, Reply, Row
from bot.story import Story, StoryState

ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What the library shows a person who looks in; `since` is when they looked before."""

    since: datetime | None
    new: Page
    saved: Page
    recent: Page
    suggested: Page


async def dashboard(context: Context) -> Reply:
    """The screen; looking at it begins a visit."""
    say = context.words.say
    featured = await featured_story(context)
    look = await context.store.write(lambda library: _look(library, context))
    parts: list[Part] = [_listing(context, say("dashboard.today"), (featured,))] if featured else []
    if look.since and look.new.total:
        day = look.since.astimezone(context.zone).date().isoformat()
        parts.append(_listing(context, say("dashboard.new", day=day, count=look.new.total), look.new.stories))
    if look.saved.total:
        parts.append(_listing(context, say("dashboard.saved", count=look.saved.total), look.saved.stories))
    else:
        parts.append(Note(text=say("saved.none")))
    parts.append(_listing(context, say("dashboard.recent", count=look.recent.total), look.recent.stories))
    parts.append(_ways(context))
    if denial(context.request.actor, Permission.CURATE) is None:
        parts += _for_admins(context, look.suggested)
        parts += await _schedules(context)
        parts += await inbox_at_home(context)
        parts += await tidying_row(context)
    return Reply(summary=say("dashboard.heading"), parts=tuple(parts))


async def _schedules(context: Context) -> list[Part]:
    """The channels with a schedule, each opening its settings, preview and record."""
    say = context.words.say
    rows, total = await context.store.read(lambda library: target_rows(library, context, limit=ROWS))
    if not total:
        return [Note(text=say("schedules.none"))]
    heading = say("schedules.heading", count=total)
    buttons = (
        Button(label=say("button.schedules"), press="schedules:"),
        Button(label=say("button.days_off"), press="dayoff:"),
    )
    return [Listing(heading=heading, rows=rows), Actions(buttons=buttons)]


def _look(library: Library, context: Context) -> _Look:
    since = library.visit(context.request.actor.key, at=context.now)
    return _Look(
        since=since,
        new=library.added_since(since or context.now, limit=ROWS),
        saved=library.saved(context.request.actor.key, limit=ROWS),
        recent=library.page(limit=ROWS),
        suggested=library.page(limit=ROWS, state=StoryState.SUGGESTED),
    )


def _listing(context: Context, heading: str, stories: tuple[Story, ...]) -> Listing:
    return Listing(
        heading=heading,
        rows=tuple(
            Row(label=story.title, detail=" · ".join(facts(context, story)), press=f"open:{story.number}")
            for story in stories
        ),
    )


def _ways(context: Context) -> Actions:
    say = context.words.say
    return Actions(
        buttons=(
            Button(label=say("button.saved"), press="saved:"),
            Button(label=say("button.recent"), press="recent:"),
            Button(label=say("button.tags"), press="tags:"),
            Button(label=say("button.random"), press="random:"),
            Button(label=say("button.suggest"), press="suggest:"),
            Button(label=say("button.help"), press="help:"),
        )
    )


def _for_admins(context: Context, suggested: Page) -> list[Part]:
    say = context.words.say
    heading = say("suggestions.heading", count=suggested.total) if suggested.total else say("suggestions.none")
    waiting: Part = _listing(context, heading, suggested.stories) if suggested.total else Note(text=heading)
    buttons = (
        Button(label=say("button.add"), press="add:", style="primary"),
        Button(label=say("button.suggestions"), press="suggestions:"),
        Button(label=say("button.changes"), press="changes:"),
    )
    return [waiting, Actions(buttons=buttons)]
