"""What can I do here? The first screen, and the list of commands with an example each."""

from bot.commands.cards import facts
from bot.commands.reading import featured_story
from bot.commands.values import Command, Context
from bot.permissions import Permission, denial
from bot.ports import Page
from bot.reply import Listing, Note, Part, Reply, Row
from bot.story import Story

RECENT_ROWS = 3


async def home(context: Context) -> Reply:
    """What `/story` alone shows: what to type, today's story, the newest ones."""
    say = context.words.say
    featured = await featured_story(context)
    page: Page = await context.store.read(lambda library: library.page(limit=RECENT_ROWS))
    parts: list[Part] = [
        Note(text=say("home.welcome", count=page.total)),
        *(Note(text=say(key)) for key in ("home.find", "home.read", "home.more")),
    ]
    if featured:
        parts.append(Listing(heading=say("home.today"), rows=(_row(context, featured),)))
    if page.stories:
        parts.append(Listing(heading=say("home.recent"), rows=tuple(_row(context, story) for story in page.stories)))
    return Reply(summary=say("home.welcome", count=page.total), parts=tuple(parts))


async def guide(context: Context) -> Reply:
    """Every command the asker may use, each with an example to type."""
    say = context.words.say
    actor = context.request.actor
    allowed = [one for one in context.commands if one.listed and denial(actor, one.permission) is None]
    parts: list[Part] = [
        Note(text=say("help.how")),
        Listing(heading=say("help.members"), rows=_rows(context, allowed, Permission.READ)),
    ]
    admin_rows = _rows(context, allowed, Permission.CURATE)
    if admin_rows:
        parts.append(Listing(heading=say("help.admins"), rows=admin_rows))
    return Reply(summary=say("help.how"), parts=tuple(parts))


def _rows(context: Context, commands: list[Command], permission: Permission) -> tuple[Row, ...]:
    say = context.words.say
    return tuple(
        Row(label=say(f"command.{one.name}.example"), detail=say(f"command.{one.name}.about"))
        for one in commands
        if one.permission is permission
    )


def _row(context: Context, story: Story) -> Row:
    return Row(label=story.title, detail=" · ".join(facts(context, story)), press=f"open:{story.number}")
