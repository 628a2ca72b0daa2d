"""A tag renamed or taken away everywhere: say how many stories carry it, ask, then do it as one change."""

import dataclasses
from functools import partial

from bot.commands.drafting import storable
from bot.commands.paging import press_for
from bot.commands.saying import told
from bot.commands.values import Context
from bot.errors import BadFields, FieldProblem
from bot.ports import Act, Library
from bot.reply import Actions, Button, Listing, Note, Reply, Row, Tone
from bot.story import Story

EXAMPLES = 3
AT_ONCE = 100  # stories in one transaction, so that nobody waits long for theirs
_TAG_LIMIT = 100
_ARROWS = ("→", "->", ">")


async def retag(context: Context) -> Reply:
    """Ask before `old > new` is done everywhere."""
    old, new = _typed(context.request.argument)
    return await _asked(context, old, new, ask="retag.ask", press="retagnow")


async def untag(context: Context) -> Reply:
    """Ask before a tag is taken away everywhere."""
    return await _asked(context, _clean(context.request.argument), "", ask="untag.ask", press="untagnow")


async def retag_now(context: Context) -> Reply:
    """Rename a tag on every story."""
    old, new = _typed(context.request.argument)
    return await _done(context, old, new, "retag.done")


async def untag_now(context: Context) -> Reply:
    """Take a tag off every story."""
    return await _done(context, _clean(context.request.argument), "", "untag.done")


def with_tag(tags: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """`tags` with `new` (empty: nothing) in the place of `old`, each tag once."""
    renamed = (new if _folded(tag) == _folded(old) else tag for tag in tags)
    return tuple({_folded(tag): tag for tag in renamed if tag}.values())


async def _asked(context: Context, old: str, new: str, *, ask: str, press: str) -> Reply:
    def look(library: Library) -> tuple[int, tuple[Story, ...]]:
        numbers = library.tagged(old)
        return len(numbers), library.stories(numbers[-EXAMPLES:])

    total, examples = await context.store.read(look)
    say = context.words.say
    if not total:
        return told(context, "retag.none", tag=old)
    heading = say(ask, old=old, new=new, count=total) if new else say(ask, old=old, count=total)
    rows = tuple(Row(label=story.title, press=f"open:{story.number}") for story in examples)
    carried = await press_for(context, press, f"{old} > {new}" if new else old)
    button = Button(label=say("button.do_all", count=total), press=carried, style="danger")
    listing = Listing(heading=heading, rows=rows)
    return Reply(summary=heading, parts=(listing, Actions(buttons=(button,))))


async def _done(context: Context, old: str, new: str, key: str) -> Reply:
    act = Act(id=f"retag:{context.request.id}", subject=f"#{old} → #{new}" if new else f"#{old}")
    numbers = await context.store.read(lambda library: library.tagged(old))
    if not numbers:
        return told(context, "retag.none", tag=old)
    say, count = context.words.say, len(numbers)
    for start in range(0, count, AT_ONCE):
        batch = numbers[start : start + AT_ONCE]
        await context.store.write(partial(_retag, numbers=batch, old=old, new=new, context=context, act=act))
        await context.progress(say("retag.progress", done=min(start + AT_ONCE, count), count=count))
    last = await context.store.read(lambda library: library.last_change(act=act.id))
    number = last.number if last else 0
    sentence = say(key, old=old, new=new, count=count) if new else say(key, old=old, count=count)
    undo = Actions(buttons=(Button(label=say("button.undo"), press=f"undo:{number}"),))
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), undo))


def _retag(library: Library, *, numbers: tuple[int, ...], old: str, new: str, context: Context, act: Act) -> None:
    actor = context.request.actor.key
    for story in library.stories(numbers):
        renamed = dataclasses.replace(story, tags=with_tag(story.tags, old, new))
        library.change(renamed, actor=actor, at=context.now, action="retagged", act=act)


def _typed(argument: str) -> tuple[str, str]:
    """The two tags of `k8s > 쿠버네티스`. Raises BadFields."""
    for arrow in _ARROWS:
        old, found, new = argument.partition(arrow)
        if found:
            return _clean(old), _clean(new)
    raise BadFields(FieldProblem(field="retag", problem="no_arrow"))


def _clean(tag: str) -> str:
    clean = " ".join(tag.replace("#", " ").split())
    if not clean:
        raise BadFields(FieldProblem(field="tag", problem="blank"))
    if len(clean) > _TAG_LIMIT:
        raise BadFields(FieldProblem(field="tag", problem="too_long", limit=_TAG_LIMIT))
    if not storable(clean):
        raise BadFields(FieldProblem(field="tag", problem="controls"))
    return clean


def _folded(tag: str) -> str:
    return " ".join(tag.casefold().split())
