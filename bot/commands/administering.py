"""Who the admins are and why, naming more of them from chat, and the channel where they want their notices."""

import re
from datetime import datetime

from bot.actor import Actor
from bot.commands.announcing import PLATFORMS
from bot.commands.saying import done, told
from bot.commands.values import Context
from bot.notices.notice import ADMINS, Notice
from bot.ports import Library, Person
from bot.reply import Actions, Button, Listing, Note, Reply, Row, Tone

_SHOWN = 50
_KEY = re.compile(rf"\b(?:{'|'.join(PLATFORMS)}):[A-Za-z0-9]{{1,40}}\b")
_OFF = frozenset({"끄기", "off", "끔"})


async def admins(context: Context) -> Reply:
    """The admins the bot knows, each with the reason."""

    def look(library: Library) -> tuple[list[Row], list[str | None]]:
        named = {one.actor: one for one in library.named_admins()}
        met = {one.actor: one for one in library.admins_met(limit=_SHOWN) if one.standing != "named"}
        names = library.names((*named, *(one.added_by for one in named.values())))
        say = context.words.say
        rows = [
            Row(
                label=names.get(actor, actor),
                detail=say("admins.named", name=names.get(one.added_by, one.added_by), day=_day(context, one.at)),
            )
            for actor, one in named.items()
        ]
        rows += [
            Row(label=one.name, detail=say(f"standing.{one.standing}"))
            for actor, one in met.items()
            if actor not in named
        ]
        return rows, [library.admin_channel(platform) for platform in PLATFORMS]

    rows, channels = await context.store.read(look)
    say = context.words.say
    heading = say("admins.heading", count=len(rows))
    notes = (Note(text=say("admins.how")), Note(text=say("admins.unseen")))
    here = context.request.channel in channels
    button = (
        Button(label=say("button.admin_channel_off"), press="adminchannel:off")
        if here
        else Button(label=say("button.admin_channel"), press="adminchannel:")
    )
    may_choose = context.request.channel.partition(":")[0] in PLATFORMS
    actions = (Actions(buttons=(button,)),) if may_choose else ()
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=tuple(rows)), *notes, *actions))


async def appoint(context: Context) -> Reply:
    """Make people admins: whoever is named in the line, by mention or as `slack:U123`."""
    people, actor = _people(context), context.request.actor.key
    if not people:
        return told(context, "admins.whom", Tone.CAUTION)

    def work(library: Library) -> list[Actor]:
        fresh = [one for one in people if library.name_admin(one.key, added_by=actor, at=context.now)]
        for one in fresh:
            if one.name and library.person(one.key) is None:
                person = Person(actor=one.key, name=one.name, language=context.request.language, standing="named")
                library.meet(person, at=context.now)
            library.record(action="appointed", subject=_called(one), actor=actor, at=context.now)
        return fresh

    fresh = await context.store.write(work)
    names = ", ".join(_called(one) for one in people)
    return done(context, "admins.appointed" if fresh else "admins.appointed_before", names=names)


async def dismiss(context: Context) -> Reply:
    """Take that back; the last admin stays one."""
    people, actor = _people(context), context.request.actor.key
    if not people:
        return told(context, "admins.whom", Tone.CAUTION)

    def work(library: Library) -> list[Actor] | None:
        if {one.key for one in people} >= _all_admins(library):
            return None
        gone = [one for one in people if library.unname_admin(one.key)]
        for one in gone:
            library.record(action="dismissed", subject=_called(one), actor=actor, at=context.now)
        return gone

    gone = await context.store.write(work)
    if gone is None:
        return told(context, "admins.last", Tone.CAUTION)
    names = ", ".join(_called(one) for one in people)
    return done(context, "admins.dismissed" if gone else "admins.not_named", names=names)


async def admin_channel(context: Context) -> Reply:
    """Have the notices for admins sent to this channel, or, with `끄기`, to the admins themselves again."""
    request = context.request
    platform = request.channel.partition(":")[0]
    if platform not in PLATFORMS or request.channel == f"{platform}:home":
        return told(context, "admin_channel.not_here", Tone.CAUTION)
    channel = None if request.argument.strip().casefold() in _OFF else request.channel

    def work(library: Library) -> None:
        library.set_admin_channel(platform, channel, at=context.now)
        action = "channel_set" if channel else "channel_off"
        library.record(action=action, subject=request.channel, actor=request.actor.key, at=context.now)
        if channel:
            first = Notice(
                key=f"admin_channel:{channel}:{request.id}",
                to=f"{ADMINS}:{platform}",
                name="admin_channel",
                facts={"name": request.actor.name},
                at=context.now,
                language=request.language,
            )
            library.notify(first)

    await context.store.write(work)
    return done(context, "admin_channel.set" if channel else "admin_channel.off")


def _people(context: Context) -> tuple[Actor, ...]:
    """Whom the line names, each once."""
    request = context.request
    typed = (Actor(key=key, name="") for key in _KEY.findall(request.argument))
    return tuple({one.key: one for one in (*typed, *request.people)}.values())


def _all_admins(library: Library) -> set[str]:
    return {one.actor for one in library.named_admins()} | {one.actor for one in library.admins_met(limit=1000)}


def _called(actor: Actor) -> str:
    return actor.name or actor.key


def _day(context: Context, at: datetime) -> str:
    return at.astimezone(context.zone).date().isoformat()
