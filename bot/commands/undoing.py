"""Who did what, and taking it back: the lines of the audit, the question before, the deed."""

from datetime import datetime
from functools import partial

from bot.commands.paging import offset, page_buttons
from bot.commands.values import Context
from bot.errors import CannotUndo
from bot.ports import Act, Change, Library
from bot.reply import Actions, Button, Listing, Note, Reply, Row, Tone

CHANGES_A_PAGE = 10
AT_ONCE = 100  # rows taken back in one transaction, so that nobody waits long for theirs
_NAMELESS = 15  # digits; longer ones are no number of ours


async def changes(context: Context) -> Reply:
    """A page of the audit, newest first, with the button that takes back the last change."""
    start = offset(context, CHANGES_A_PAGE)

    def look(library: Library) -> tuple[int, tuple[Change, ...], dict[str, str], Change | None]:
        page = library.changes(limit=CHANGES_A_PAGE, offset=start)
        names = library.names(change.actor for change in page.changes)
        return page.total, page.changes, dict(names), library.last_change()

    total, shown, names, last = await context.store.read(look)
    say = context.words.say
    if not total:
        return Reply(summary=say("changes.none"), parts=(Note(text=say("changes.none")),))
    heading = say("changes.heading", page=context.request.page)
    listing = Listing(heading=heading, rows=tuple(_row(context, change, names) for change in shown))
    undo = (Actions(buttons=(Button(label=say("button.undo_last"), press="undo:"),)),) if last else ()
    buttons = await page_buttons(context, total=total, size=CHANGES_A_PAGE)
    return Reply(summary=heading, parts=(listing, Note(text=say("changes.how")), *undo, *buttons))


async def undo(context: Context) -> Reply:
    """Ask before a change is taken back: the one with a number, otherwise the last that anybody made."""
    number = _number(context.request.argument)

    def look(library: Library) -> tuple[Change | None, dict[str, str]]:
        change = library.noted_change(number) if number else library.last_change()
        return change, dict(library.names([change.actor])) if change else {}

    change, names = await context.store.read(look)
    if change is None or change.story is None:
        raise CannotUndo("undo.no_change")
    if change.is_undone:
        raise CannotUndo("undo.again")
    say = context.words.say
    heading = say("undo.ask", count=change.stories)
    listing = Listing(heading=heading, rows=(_row(context, change, names),))
    button = Button(label=say("button.undo"), press=f"undonow:{change.number}", style="danger")
    return Reply(summary=heading, parts=(listing, Actions(buttons=(button,))))


async def undo_now(context: Context) -> Reply:
    """Take a change back; the undoing can be undone."""
    number, request = _number(context.request.argument), context.request
    rows = await context.store.read(lambda library: library.undoable(number))
    before = await context.store.read(lambda library: library.noted_change(number))
    act = Act(id=f"undo:{request.id}", subject=_subject(before))
    restored = 0
    for start in range(0, len(rows), AT_ONCE):
        batch = rows[start : start + AT_ONCE]
        restored += await context.store.write(
            partial(_undo, rows=batch, actor=request.actor.key, at=context.now, act=act)
        )
    if not restored:
        raise CannotUndo("undo.overwritten")
    story = before.story if before else None
    mine = await context.store.read(lambda library: library.last_change(story=story))
    return _undone(context, before, mine, restored=restored, kept=len(rows) - restored)


def _undo(library: Library, *, rows: tuple[int, ...], actor: str, at: datetime, act: Act) -> int:
    return library.undo(rows, actor=actor, at=at, act=act)


def _undone(context: Context, before: Change | None, mine: Change | None, *, restored: int, kept: int) -> Reply:
    say = context.words.say
    is_redone = before is not None and before.is_undoing
    key = "undo.redone" if is_redone else "undo.done"
    notes = [Note(text=say(key, what=_subject(before), count=restored), tone=Tone.DONE)]
    if kept:
        notes.append(Note(text=say("undo.kept", count=kept), tone=Tone.CAUTION))
    label = say("button.undo" if is_redone else "button.redo")
    again = (Button(label=label, press=f"undonow:{mine.number}"),) if mine else ()
    return Reply(summary=notes[0].text, parts=(*notes, Actions(buttons=again)))


def _row(context: Context, change: Change, names: dict[str, str]) -> Row:
    say = context.words.say
    fields = ", ".join(say(f"field.{name}") for name in change.fields if name != "state" and change.stories == 1)
    at = change.at.astimezone(context.zone).strftime("%Y-%m-%d %H:%M")
    state = say("changes.undone") if change.is_undone else ""
    actor = names.get(change.actor, change.actor)
    number = say("changes.number", number=change.number)
    return Row(
        label=_label(context, change),
        detail=" · ".join(part for part in (at, actor, fields, number, state) if part),
        press=f"open:{change.story}" if change.story and change.stories == 1 else "",
    )


def _label(context: Context, change: Change) -> str:
    say, action = context.words.say, context.words.say(f"action.{change.action}")
    if change.story is None:
        return say("changes.about", action=action, subject=change.subject)
    if change.stories > 1:
        return say("changes.many", action=action, subject=change.subject or change.title, count=change.stories)
    return say("changes.row", action=action, number=change.story, title=change.title)


def _subject(change: Change | None) -> str:
    return (change.subject or change.title) if change else ""


def _number(typed: str) -> int:
    """The number of a change as typed; 0 for anything else."""
    digits = typed.strip().removeprefix("#").removesuffix("번")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _NAMELESS else 0
