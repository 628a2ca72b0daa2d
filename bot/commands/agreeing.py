"""Approval of tomorrow's post: agree, ask for another story, leave the day out; the first word counts."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from bot.commands.cards import story_card
from bot.commands.steering import Steered, day_in, is_cancelled, known_target, steered
from bot.commands.values import Context
from bot.digest.claiming import approval_buttons
from bot.digest.deciding import Decided, Verdict, agree, another, skip, unskip
from bot.digest.target import Target
from bot.errors import BadFields, FieldProblem, UnknownState
from bot.ports import Library
from bot.reply import Actions, Button, Note, Part, Reply, Tone
from bot.story import Story

_DONE = frozenset({Verdict.AGREED, Verdict.ANOTHER, Verdict.SKIPPED, Verdict.UNSKIPPED})
_STILL_OPEN = frozenset({Verdict.ANOTHER, Verdict.CHANGED, Verdict.NO_OTHER})


class _AboutStory(Protocol):
    """Decides about the story asked about."""

    def __call__(
        self, library: Library, target: Target, day: date, story: int, /, *, actor: str, now: datetime
    ) -> Decided: ...


async def agree_to(context: Context) -> Reply:
    """Agree to the story asked about: `agree:slack:C1 2026-12-01 12`."""
    return await _answer(context, agree)


async def want_another(context: Context) -> Reply:
    """Put the next best story in its place."""
    return await _answer(context, another)


async def skip_day(context: Context) -> Reply:
    """Leave a day out: `발송건너뛰기 2026-12-01`; with `취소` it gets its post after all."""
    asked = steered(context)
    decide = unskip if is_cancelled(asked.rest) else skip
    return await _decide(context, asked, lambda library, target, day: decide(library, target, day, now=context.now))


async def _answer(context: Context, decide: _AboutStory) -> Reply:
    asked, story, actor = steered(context), _story(context), context.request.actor.key
    return await _decide(
        context,
        asked,
        lambda library, target, day: decide(library, target, day, story, actor=actor, now=context.now),
    )


async def _decide(context: Context, asked: Steered, decide: Callable[[Library, Target, date], Decided]) -> Reply:
    day = day_in(asked.rest)

    def work(library: Library) -> tuple[Target, Decided, Story | None]:
        target = known_target(library, context, asked)
        if target is None:
            raise BadFields(FieldProblem(field="channel", problem="no_target"))
        decided = decide(library, target, day)
        return target, decided, library.story(str(decided.approval.story)) if decided.approval else None

    target, decided, story = await context.store.write(work)
    return _reply(context, asked, target, day, decided, story)


def _reply(context: Context, asked: Steered, target: Target, day: date, decided: Decided, story: Story | None) -> Reply:
    say, verdict = context.words.say, decided.verdict
    sentence = say(f"day_verdict.{verdict.value}", day=day.isoformat())
    parts: list[Part] = [Note(text=sentence, tone=Tone.DONE if verdict in _DONE else Tone.CAUTION)]
    if story and decided.approval and verdict in _STILL_OPEN:
        wishes = approval_buttons(decided.approval, target.kind)
        buttons = tuple(Button(label=say(f"button.{name}"), press=press) for name, press in wishes)
        parts += [story_card(context, story), Actions(buttons=buttons)]
    elif story:
        parts.append(story_card(context, story))
    if verdict is Verdict.SKIPPED:
        undo = Button(label=say("button.undo"), press=f"skipday:{asked.prefix}{day.isoformat()} 취소")
        parts.append(Actions(buttons=(undo,)))
    return Reply(summary=sentence, parts=tuple(parts))


def _story(context: Context) -> int:
    """The number at the end of the press. Raises UnknownState."""
    number = context.request.argument.rpartition(" ")[2]
    if not (number.isascii() and number.isdigit()):
        raise UnknownState
    return int(number)
