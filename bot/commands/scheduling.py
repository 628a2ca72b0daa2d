"""The schedule of a channel as an admin sees and sets it: from a line of chat, and in forms."""

import dataclasses
from dataclasses import dataclass

from bot.commands.coming import Coming, coming, coming_list
from bot.commands.schedules import further, schedules, sentence_of
from bot.commands.steering import Steered, known_target, steered
from bot.commands.values import Context
from bot.digest.approval import Approval, ApprovalState
from bot.digest.claiming import approval_buttons
from bot.digest.fields import written
from bot.digest.setting import set_by, set_fields
from bot.digest.settling import set_schedule
from bot.digest.target import Target
from bot.ports import Library
from bot.reply import Actions, Button, Field, Form, Listing, Note, Part, Reply, Row, Tone
from bot.story import Story

_OFF = frozenset({"끄기", "off"})
_SHOWN_AHEAD = 3
_HOME = "home"
_FORMS = {
    "when": ("at", "weekdays", "on_holiday", "zone", "paused_until"),
    "what": ("kind", "tags", "companies", "sources", "language"),
    "how": ("approval", "notes_when_empty", "starter"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A schedule with the next posts, and the days that wait for an admin's word."""

    target: Target
    days: Coming
    waiting: tuple[tuple[Approval, Story], ...]


async def schedule(context: Context) -> Reply:
    """Show or set the schedule of a channel."""
    asked = steered(context)

    def work(library: Library) -> _View | None:
        target = known_target(library, context, asked)
        if asked.rest:
            target = _set(library, context, _changed(target or _new(context, asked), asked.rest))
        return _view(library, context, target) if target else None

    if asked.channel.endswith(f":{_HOME}"):
        return await schedules(context)
    view = await (context.store.write(work) if asked.rest else context.store.read(work))
    if view is None:
        say = context.words.say
        on = Button(label=say("button.schedule_on"), press=f"schedule:{asked.prefix}09:00", style="primary")
        return Reply(summary=say("schedule.none"), parts=(Note(text=say("schedule.none")), Actions(buttons=(on,))))
    return _shown(context, asked, view, tone=Tone.DONE if asked.rest else Tone.PLAIN)


async def setup(context: Context) -> Reply:
    """The form of one side of a schedule (`when`, `what`, `how`), or its answers stored."""
    asked = steered(context)
    side = asked.rest if asked.rest in _FORMS else "when"

    def work(library: Library) -> _View:
        target = known_target(library, context, asked) or _new(context, asked)
        if context.request.fields:
            target = _set(library, context, set_fields(target, _answers(context)))
        return _view(library, context, target)

    if not context.request.fields:
        view = await context.store.read(work)
        return _form(context, asked, side, view.target)
    view = await context.store.write(work)
    return _shown(context, asked, view, tone=Tone.DONE)


def _new(context: Context, asked: Steered) -> Target:
    return Target(channel=asked.channel, zone=context.zone, since=context.now, language=context.request.language)


def _changed(target: Target, typed: str) -> Target:
    return dataclasses.replace(target, off="by_hand") if typed in _OFF else set_by(target, typed)


def _set(library: Library, context: Context, target: Target) -> Target:
    return set_schedule(library, target, actor=context.request.actor.key, now=context.now)


def _view(library: Library, context: Context, target: Target) -> _View:
    today = context.now.astimezone(target.zone).date()
    asked = [
        (approval, library.story(str(approval.story)))
        for approval in library.approvals(target.channel, since=today)
        if approval.state is ApprovalState.ASKED and library.post(target.channel, approval.day) is None
    ]
    waiting = tuple((approval, story) for approval, story in asked if story) if target.approval else ()
    return _View(target=target, days=coming(library, target, context.now, limit=_SHOWN_AHEAD), waiting=waiting)


def _answers(context: Context) -> dict[str, str]:
    names = (name for side in _FORMS.values() for name in side)
    fields = context.request.fields
    return {name: fields[f"digest_{name}"] for name in names if f"digest_{name}" in fields}


def _form(context: Context, asked: Steered, side: str, target: Target) -> Reply:
    say = context.words.say
    values = written(target, context.request.language)
    fields = tuple(
        Field(
            name=f"digest_{name}",
            label=say(f"field.digest_{name}"),
            value=values[name],
            hint=say(f"hint.digest_{name}"),
            required=name in ("at", "weekdays", "on_holiday", "zone", "kind", "language"),
            limit=500,
        )
        for name in _FORMS[side]
    )
    form = Form(
        title=say(f"setup.{side}"), press=f"setup:{asked.channel} {side}", submit=say("setup.submit"), fields=fields
    )
    return Reply(summary=form.title, parts=(form,))


def _shown(context: Context, asked: Steered, view: _View, *, tone: Tone) -> Reply:
    say, target = context.words.say, view.target
    sentence = sentence_of(context, target)
    if asked.is_named:
        sentence = f"{asked.channel}: {sentence}"
    parts: list[Part] = [Note(text=sentence, tone=tone)]
    more = further(context, target)
    if more:
        parts.append(Listing(heading=say("schedule.more"), rows=tuple(Row(label=one) for one in more)))
    if view.days and not target.off:
        parts.append(coming_list(context, target, view.days))
    for approval, story in view.waiting:
        wishes = approval_buttons(approval, target.kind)
        answers = tuple(Button(label=say(f"button.{name}"), press=press) for name, press in wishes)
        waits = say("schedule.waiting", day=approval.day.isoformat(), title=story.title)
        parts += [Note(text=waits, tone=Tone.CAUTION), Actions(buttons=answers)]
    switch = ("schedule_again", "켜기") if target.off else ("schedule_off", "끄기")
    buttons = [Button(label=say(f"button.setup_{side}"), press=f"setup:{target.channel} {side}") for side in _FORMS]
    buttons += [
        Button(label=say(f"button.{name}"), press=f"{name}:{asked.prefix}".strip())
        for name in ("ahead", "dryrun", "log")
    ]
    buttons.append(Button(label=say(f"button.{switch[0]}"), press=f"schedule:{asked.prefix}{switch[1]}"))
    parts += [Actions(buttons=tuple(buttons)), Note(text=say("schedule.how"))]
    return Reply(summary=sentence, parts=tuple(parts))
