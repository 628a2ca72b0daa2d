"""Schedules in words: all the channels that have one, and what each says."""

from bot.commands.paging import offset, page_buttons
from bot.commands.saying import told
from bot.commands.values import Context
from bot.digest.calendar import moment
from bot.digest.fields import written
from bot.digest.preview import coming_days
from bot.digest.target import EVERY_DAY, STARTER_AUTO, WEEKDAYS, Target
from bot.ports import Library
from bot.reply import Listing, Reply, Row

TARGETS_A_PAGE = 10
_AHEAD = 31


async def schedules(context: Context) -> Reply:
    """A page of the channels with a schedule that the asker may steer."""
    start = offset(context, TARGETS_A_PAGE)
    rows, total = await context.store.read(
        lambda library: target_rows(library, context, start=start, limit=TARGETS_A_PAGE)
    )
    if not total:
        return told(context, "schedules.none")
    heading = context.words.say("schedules.heading", count=total)
    buttons = await page_buttons(context, total=total, size=TARGETS_A_PAGE)
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows), *buttons))


def target_rows(library: Library, context: Context, *, limit: int, start: int = 0) -> tuple[tuple[Row, ...], int]:
    """The channels with a schedule that the asker may steer as lines to press, and how many there are."""
    platform = context.request.actor.key.partition(":")[0]
    mine = [one for one in library.targets() if platform in ("console", one.platform)]
    rows = tuple(
        Row(
            label=f"{one.channel} · {sentence_of(context, one)}",
            detail=next_post(library, one, context),
            press=f"schedule:{one.channel}",
        )
        for one in mine[start : start + limit]
    )
    return rows, len(mine)


def sentence_of(context: Context, target: Target) -> str:
    """When a channel gets what, in a sentence."""
    say = context.words.say
    if target.off:
        return say("schedule.off")
    return say(
        "schedule.on",
        days=_spoken_days(context, target.weekdays),
        time=target.at.strftime("%H:%M"),
        zone=target.zone.key,
        kind=say(f"post_kind.{target.kind.value}"),
        holiday=say(f"on_holiday.{target.on_holiday.value}"),
    )


def further(context: Context, target: Target) -> list[str]:
    """What a schedule says beyond that, a line each."""
    say, values = context.words.say, written(target, context.request.language)
    lines = [
        f"{say(f'field.digest_{name}')}: {values[name]}"
        for name in ("tags", "companies", "sources", "paused_until")
        if values[name]
    ]
    if target.language != context.request.language:
        lines.append(f"{say('field.digest_language')}: {target.language}")
    lines += [say(f"schedule.{name}") for name in ("approval", "notes_when_empty") if getattr(target, name)]
    if target.starter:
        automatic = target.starter == STARTER_AUTO
        lines.append(say("schedule.starter_auto") if automatic else say("schedule.starter", question=target.starter))
    return lines


def next_post(library: Library, target: Target, context: Context) -> str:
    """When the next post is due, in words; empty where none is for a month."""
    day = next(coming_days(library, target, context.now, days=_AHEAD), None)
    if day is None:
        return ""
    at = moment(target, day).astimezone(target.zone)
    weekday = context.words.say(f"weekday.{day.isoweekday()}")
    spoken = context.words.say("day.spoken", month=day.month, day=day.day, weekday=weekday)
    return context.words.say("schedule.next", day=spoken, time=at.strftime("%H:%M"))


def _spoken_days(context: Context, weekdays: frozenset[int]) -> str:
    say = context.words.say
    if weekdays == EVERY_DAY:
        return say("days.every")
    if weekdays == WEEKDAYS:
        return say("days.weekdays")
    return say("days.some", days=" ".join(say(f"weekday.{day}") for day in sorted(weekdays)))
