"""What a channel gets on its schedule, from chat: settings, what went out and why, what comes, pins and days off."""

import dataclasses
import re
from datetime import date

from bot.commands.asking import story_with
from bot.commands.paging import offset, page_buttons
from bot.commands.values import Context
from bot.digest.choice import RECENT_DAYS, Choice, choose
from bot.digest.outbox import Post, PostState
from bot.digest.preview import Ahead, preview
from bot.digest.setting import set_by
from bot.digest.target import EVERY_DAY, WEEKDAYS, Target
from bot.errors import BadFields, FieldProblem
from bot.ports import Library
from bot.reply import Actions, Button, Listing, Note, Part, Reply, Row, Tone
from bot.story import Story

POSTS_A_PAGE = 10
_OFF = frozenset({"끄기", "off"})
_SHOWN_AHEAD = 3
_PREVIEW_DAYS = 14
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


async def schedule(context: Context) -> Reply:
    """Show or set the schedule of this channel."""
    typed = context.request.argument.strip()
    channel, actor = context.request.channel, context.request.actor.key

    def work(library: Library) -> tuple[Target | None, tuple[Ahead, ...]]:
        target = library.target(channel)
        if typed:
            target = _changed(target or _new(context), typed)
            library.set_target(target, actor=actor, at=context.now)
        if target is None:
            return None, ()
        return target, preview(library, target, context.now, days=_PREVIEW_DAYS)[:_SHOWN_AHEAD]

    target, ahead = await context.store.write(work)
    say = context.words.say
    if target is None:
        on = Actions(buttons=(Button(label=say("button.schedule_on"), press="schedule:09:00", style="primary"),))
        return Reply(summary=say("schedule.none"), parts=(Note(text=say("schedule.none")), on))
    sentence = _spoken(context, target)
    parts: list[Part] = [Note(text=sentence, tone=Tone.DONE if typed else Tone.PLAIN)]
    if ahead and not target.off:
        parts.append(await _ahead_list(context, target, ahead))
    parts.append(Note(text=say("schedule.how")))
    return Reply(summary=sentence, parts=tuple(parts))


async def ahead(context: Context) -> Reply:
    """What will go out in the next two weeks, as things stand."""
    channel = context.request.channel

    def work(library: Library) -> tuple[Target | None, tuple[Ahead, ...]]:
        target = library.target(channel)
        return target, preview(library, target, context.now, days=_PREVIEW_DAYS) if target else ()

    target, days = await context.store.read(work)
    say = context.words.say
    if target is None or not days:
        key = "schedule.none" if target is None else "ahead.none"
        return Reply(summary=say(key), parts=(Note(text=say(key)),))
    listing = await _ahead_list(context, target, days)
    return Reply(summary=listing.heading, parts=(listing,))


async def log(context: Context) -> Reply:
    """A page of what went out to this channel and what did not, with the reason."""
    channel, start = context.request.channel, offset(context, POSTS_A_PAGE)

    def work(library: Library) -> tuple[tuple[Post, ...], dict[int, Story]]:
        posts = library.posts(limit=POSTS_A_PAGE + 1, offset=start, channel=channel)
        stories = library.stories([post.story for post in posts if post.story])
        return posts, {story.number: story for story in stories}

    posts, stories = await context.store.read(work)
    say = context.words.say
    if not posts:
        return Reply(summary=say("log.none"), parts=(Note(text=say("log.none")),))
    rows = tuple(_log_row(context, post, stories) for post in posts[:POSTS_A_PAGE])
    buttons = await page_buttons(context, total=start + len(posts), size=POSTS_A_PAGE)
    return Reply(summary=say("log.heading"), parts=(Listing(heading=say("log.heading"), rows=rows), *buttons))


async def pin(context: Context) -> Reply:
    """Say which story this channel gets on a day: `고정 12 2026-12-01`."""
    reference, _, day_typed = context.request.argument.strip().partition(" ")
    day = _day(day_typed.strip())
    channel = context.request.channel

    def work(library: Library) -> Story:
        story = story_with(library, context, reference)
        library.pin(channel, day, story.number)
        return story

    story = await context.store.write(work)
    return _said(context, "pin.done", title=story.title, day=day.isoformat())


async def exclude(context: Context) -> Reply:
    """Keep a story out of this channel's posts."""
    channel = context.request.channel

    def work(library: Library) -> Story:
        story = story_with(library, context, context.request.argument.strip())
        library.exclude(channel, story.number, excluded=True)
        return story

    story = await context.store.write(work)
    return _said(context, "exclude.done", title=story.title)


async def day_off(context: Context) -> Reply:
    """Name a day off of the community: `휴무 2026-12-24 창립기념일`; `휴무 2026-12-24 취소` takes it back."""
    typed, _, name = context.request.argument.strip().partition(" ")
    day = _day(typed)
    is_taken_back = name.strip() in ("취소", "cancel")
    named = None if is_taken_back else name.strip()[:100]
    await context.store.write(lambda library: library.set_day_off(day, named))
    return _said(context, "day_off.cancelled" if is_taken_back else "day_off.done", day=day.isoformat())


async def why(context: Context) -> Reply:
    """Why this channel got its story on a day: the reasons as the choice weighed them."""
    channel, day = context.request.channel, _day(context.request.argument.strip())

    def work(library: Library) -> tuple[Story | None, Choice | None]:
        post, target = library.post(channel, day), library.target(channel)
        if post is None or post.story is None or target is None:
            return None, None
        lately = library.lately(channel, day, days=RECENT_DAYS)
        alone = [one for one in library.candidates(target) if one.number == post.story]
        pinned = library.pinned(channel, day)
        return library.story(str(post.story)), choose(alone, day, lately, pinned=pinned)

    story, choice = await context.store.read(work)
    say = context.words.say
    if story is None or choice is None:
        return Reply(summary=say("why_today.unknown"), parts=(Note(text=say("why_today.unknown")),))
    reasons = tuple(Row(label=say(f"reason.{one.name}", value=one.value)) for one in choice.reasons)
    heading = say("why_today.heading", title=story.title)
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=reasons),))


def _new(context: Context) -> Target:
    return Target(
        channel=context.request.channel, zone=context.zone, since=context.now, language=context.request.language
    )


def _changed(target: Target, typed: str) -> Target:
    return dataclasses.replace(target, off="by_hand") if typed in _OFF else set_by(target, typed)


def _spoken(context: Context, target: Target) -> str:
    say = context.words.say
    if target.off:
        return say("schedule.off")
    return say(
        "schedule.on",
        days=_spoken_days(context, target.weekdays),
        time=target.at.strftime("%H:%M"),
        zone=target.zone.key,
        holiday=say(f"on_holiday.{target.on_holiday.value}"),
    )


def _spoken_days(context: Context, weekdays: frozenset[int]) -> str:
    say = context.words.say
    if weekdays == EVERY_DAY:
        return say("days.every")
    if weekdays == WEEKDAYS:
        return say("days.weekdays")
    return " ".join(say(f"weekday.{day}") for day in sorted(weekdays))


async def _ahead_list(context: Context, target: Target, days: tuple[Ahead, ...]) -> Listing:
    numbers = [one.choice.number for one in days if one.choice]
    stories = {story.number: story for story in await context.store.read(lambda library: library.stories(numbers))}
    say = context.words.say
    rows = tuple(
        Row(
            label=stories[one.choice.number].title if one.choice else say("ahead.nothing"),
            detail=one.at.astimezone(target.zone).strftime("%Y-%m-%d %H:%M"),
            press=f"open:{one.choice.number}" if one.choice else "",
        )
        for one in days
    )
    return Listing(heading=say("ahead.heading"), rows=rows)


def _log_row(context: Context, post: Post, stories: dict[int, Story]) -> Row:
    say = context.words.say
    story = stories.get(post.story) if post.story else None
    state = say(f"post_state.{post.state.value}")
    if post.reason:
        state = f"{state}: {say(f'post_reason.{post.reason.value}')}"
    link = post.message if post.state is PostState.SENT else ""
    at = post.at.astimezone(context.zone).strftime("%H:%M")
    return Row(
        label=f"{post.day.isoformat()} {state}",
        detail=" · ".join(part for part in (story.title if story else "", at, link) if part),
        press=f"open:{story.number}" if story else "",
    )


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed) if _DATE.fullmatch(typed) else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> date:
    raise BadFields(FieldProblem(field="day", problem="no_date"))


def _said(context: Context, key: str, **values: str) -> Reply:
    sentence = context.words.say(key, **values)
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE),))
