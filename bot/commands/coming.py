"""What a channel gets next: the days ahead, the very next post as it would go out, pins, exclusions and days off."""

import dataclasses
from datetime import datetime

from bot.commands.asking import story_with
from bot.commands.cards import facts
from bot.commands.paging import offset, page_buttons
from bot.commands.saying import done, told
from bot.commands.steering import day_in, is_cancelled, known_target, steered
from bot.commands.values import Context
from bot.digest.claiming import live
from bot.digest.outbox import PostState
from bot.digest.preview import Ahead, preview
from bot.digest.target import Kind, Target
from bot.digest.wording import digest_reply
from bot.errors import BadFields, FieldProblem
from bot.ports import Library
from bot.reply import Actions, Button, Listing, Note, Reply, Row
from bot.story import Story

PREVIEW_DAYS = 14
_NEXT_DAYS = 31
_ROWS_A_PAGE = 10
_BUTTONS = 5
_DAY_OFF_NAME = 100

Coming = tuple[tuple[Ahead, Story | None], ...]
"""Posts to come, each with the story it would hold."""


async def ahead(context: Context) -> Reply:
    """What will go out in the next two weeks, as things stand."""
    asked = steered(context)

    def work(library: Library) -> tuple[Target | None, Coming]:
        target = known_target(library, context, asked)
        return target, coming(library, target, context.now) if target else ()

    target, days = await context.store.read(work)
    if target is None or not days:
        return told(context, "schedule.none" if target is None else "ahead.none")
    listing = coming_list(context, target, days)
    return Reply(summary=listing.heading, parts=(listing,))


async def dry_run(context: Context) -> Reply:
    """The next post just as it would go out, to the asker alone."""
    asked = steered(context)

    def work(library: Library) -> tuple[Target | None, Ahead | None, tuple[Story, ...]]:
        target = known_target(library, context, asked)
        days = preview(library, target, context.now, days=_NEXT_DAYS, limit=1) if target else ()
        return target, days[0] if days else None, live(library, days[0].stories) if days else ()

    target, post, stories = await context.store.read(work)
    if target is None or post is None:
        return told(context, "schedule.none" if target is None else "ahead.none")
    if not stories and not target.notes_when_empty:
        return told(context, "dryrun.empty", at=_spoken(target, post))
    reply = digest_reply(stories, target, post.day)
    note = Note(text=context.words.say("dryrun.heading", at=_spoken(target, post)))
    return dataclasses.replace(reply, parts=(note, *reply.parts), private=True)


async def pin(context: Context) -> Reply:
    """Say which story a channel gets on a day: `고정 12 2026-12-01`; `고정 2026-12-01 취소` leaves it to the choice."""
    asked = steered(context)
    if is_cancelled(asked.rest):
        day = day_in(asked.rest)
        await context.store.write(lambda library: library.pin(asked.channel, day, None))
        return done(context, "pin.cancelled", day=day.isoformat())
    reference, _, typed = asked.rest.partition(" ")
    day = day_in(typed.strip())

    def work(library: Library) -> Story:
        known_target(library, context, asked)
        story = story_with(library, context, reference)
        library.pin(asked.channel, day, story.number)
        _choose_anew(library, asked.channel)
        return story

    story = await context.store.write(work)
    return done(context, "pin.done", title=story.title, day=day.isoformat())


async def exclude(context: Context) -> Reply:
    """Keep a story out of a channel's posts; without one, the list of those that are kept out."""
    asked = steered(context)
    if not asked.rest:
        return await _excluded(context, asked.channel)
    story = await _exclude(context, excluded=True)
    undo = Button(label=context.words.say("button.undo"), press=f"include:{asked.prefix}{story.number}")
    reply = done(context, "exclude.done", title=story.title)
    return dataclasses.replace(reply, parts=(*reply.parts, Actions(buttons=(undo,))))


async def include(context: Context) -> Reply:
    """Let a story into a channel's posts again."""
    story = await _exclude(context, excluded=False)
    return done(context, "exclude.undone", title=story.title)


async def day_off(context: Context) -> Reply:
    """Name a day off: `휴무 2026-12-24 창립기념일`; `휴무 2026-12-24 취소` takes it back; alone, the list of them."""
    typed = context.request.argument.strip()
    if not typed:
        return await _days_off(context)
    day = day_in(typed)
    name = typed.partition(" ")[2].strip()[:_DAY_OFF_NAME]
    is_taken_back = is_cancelled(name)
    if is_taken_back and day < context.today:
        raise BadFields(FieldProblem(field="day", problem="past"))
    await context.store.write(lambda library: library.set_day_off(day, None if is_taken_back else name))
    return done(context, "day_off.cancelled" if is_taken_back else "day_off.done", day=day.isoformat())


def coming(library: Library, target: Target, now: datetime, *, limit: int = 1000) -> Coming:
    """The posts of the next two weeks, at most `limit`, with their stories."""
    days = preview(library, target, now, days=PREVIEW_DAYS, limit=limit)
    stories = {story.number: story for story in library.stories([one.choice.number for one in days if one.choice])}
    return tuple((one, stories.get(one.choice.number) if one.choice else None) for one in days)


def coming_list(context: Context, target: Target, days: Coming) -> Listing:
    """Posts to come as lines to press."""
    say = context.words.say
    rows = tuple(
        Row(
            label=_coming_label(context, one, story, is_open=place > 0 and target.kind is not Kind.FEATURED),
            detail=_spoken(target, one),
            press=f"open:{story.number}" if story else "",
        )
        for place, (one, story) in enumerate(days)
    )
    return Listing(heading=say("ahead.heading"), rows=rows)


def _coming_label(context: Context, one: Ahead, story: Story | None, *, is_open: bool) -> str:
    if story is None:
        return context.words.say("ahead.later" if is_open else "ahead.nothing")
    more = len(one.stories) - 1
    return context.words.say("ahead.and_more", title=story.title, count=more) if more > 0 else story.title


def _spoken(target: Target, one: Ahead) -> str:
    return one.at.astimezone(target.zone).strftime("%Y-%m-%d %H:%M")


async def _exclude(context: Context, *, excluded: bool) -> Story:
    asked = steered(context)

    def work(library: Library) -> Story:
        known_target(library, context, asked)
        story = story_with(library, context, asked.rest)
        library.exclude(asked.channel, story.number, excluded=excluded)
        _choose_anew(library, asked.channel)
        return story

    return await context.store.write(work)


async def _excluded(context: Context, channel: str) -> Reply:
    start = offset(context, _ROWS_A_PAGE)
    stories = await context.store.read(lambda library: library.stories(sorted(library.excluded(channel))))
    if not stories:
        return told(context, "exclude.none")
    heading = context.words.say("exclude.heading", count=len(stories))
    rows = tuple(
        Row(label=story.title, detail=" · ".join(facts(context, story)), press=f"open:{story.number}")
        for story in stories[start : start + _ROWS_A_PAGE]
    )
    how = Note(text=context.words.say("exclude.how"))
    buttons = await page_buttons(context, total=len(stories), size=_ROWS_A_PAGE)
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows), how, *buttons))


async def _days_off(context: Context) -> Reply:
    named = await context.store.read(lambda library: library.named_days_off())
    days = [(day, name) for day, name in named.items() if day >= context.today]
    if not days:
        return told(context, "day_off.none")
    say, start = context.words.say, offset(context, _ROWS_A_PAGE)
    shown = days[start : start + _ROWS_A_PAGE]
    rows = tuple(Row(label=day.isoformat(), detail=name) for day, name in shown)
    cancel = tuple(
        Button(label=say("button.cancel_day_off", day=day.isoformat()), press=f"dayoff:{day.isoformat()} 취소")
        for day, _ in shown[:_BUTTONS]
    )
    heading = say("day_off.heading", count=len(days))
    turns = await page_buttons(context, total=len(days), size=_ROWS_A_PAGE)
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows), Actions(buttons=cancel), *turns))


def _choose_anew(library: Library, channel: str) -> None:
    """Let posts that nobody is sending right now be chosen again, by what the admin has just said."""
    for post in library.begun_posts(channel):
        if post.state is PostState.PLANNED:
            library.put_post(dataclasses.replace(post, story=None, stories=()))
