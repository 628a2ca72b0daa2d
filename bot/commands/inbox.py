"""The inbox of admins: questions nobody could answer, those most people asked first, and what to do about each."""

from dataclasses import dataclass, replace

from bot.answers.values import Answered
from bot.commands.cards import story_card
from bot.commands.paging import offset, page_buttons
from bot.commands.values import Context
from bot.commands.written import live_story, numbered
from bot.errors import UnknownState
from bot.inbox.telling import tell_of_story
from bot.inbox.values import Entry, EntryPage, EntryState
from bot.ports import Library
from bot.reply import Actions, Button, Listing, Marked, Note, Part, Reply, Row, Text, Tone
from bot.story import Story

ENTRIES_A_PAGE = 4
_ROWS_AT_HOME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Retried:
    """What asking the question of an entry again gives; `story` where it is answered now."""

    entry: Entry
    answered: Answered
    story: Story | None


async def inbox(context: Context) -> Reply:
    """A page of the open entries with what can be done about each."""
    start = offset(context, ENTRIES_A_PAGE)
    page: EntryPage = await context.store.read(lambda library: library.entries(limit=ENTRIES_A_PAGE, offset=start))
    say = context.words.say
    if not page.total:
        return Reply(summary=say("inbox.none"), parts=(Note(text=say("inbox.none")),))
    heading = say("inbox.heading", count=page.total)
    parts: list[Part] = [Note(text=heading)]
    for entry in page.entries:
        parts += [Text(paragraphs=_described(context, entry)), Actions(buttons=_ways(context, entry))]
    turns = await page_buttons(context, total=page.total, size=ENTRIES_A_PAGE)
    return Reply(summary=heading, parts=(*parts, *turns))


async def inbox_at_home(context: Context) -> tuple[Part, ...]:
    """The top of the inbox for an admin's own screen; nothing while it is empty."""
    page: EntryPage = await context.store.read(lambda library: library.entries(limit=_ROWS_AT_HOME))
    if not page.total:
        return ()
    say = context.words.say
    rows = tuple(Row(label=entry.question, detail=_asked_by(context, entry)) for entry in page.entries)
    listing = Listing(heading=say("inbox.heading", count=page.total), rows=rows)
    return (listing, Actions(buttons=(Button(label=say("button.inbox"), press="inbox:"),)))


async def dismiss(context: Context) -> Reply:
    """Put an entry away (`inboxdismiss:7`) without asking; one press brings it back."""
    return await _set_state(context, EntryState.DISMISSED, "inbox.dismissed", "inboxreopen")


async def reopen(context: Context) -> Reply:
    """Bring an entry back (`inboxreopen:7`)."""
    return await _set_state(context, EntryState.OPEN, "inbox.reopened", "inboxdismiss")


async def retry(context: Context) -> Reply:
    """Ask the question of an entry again now (`inboxretry:7`); an answer is shown with an offer to tell the askers."""

    def work(library: Library) -> Retried:
        entry = entry_of(library, context.request.argument)
        answered = library.answer(entry.question, story=entry.story)
        story = live_story(library, answered.story)
        return Retried(entry=entry, answered=answered, story=story)

    return _retried(context, await context.store.read(work))


async def tell(context: Context) -> Reply:
    """Close an entry with a story and tell those who asked (`inboxtell:7 12`)."""
    entry_number, _, story_number = context.request.argument.partition(" ")
    actor = context.request.actor.key

    def work(library: Library) -> tuple[Entry, int]:
        entry = entry_of(library, entry_number)
        story = live_story(library, numbered(story_number))
        if story is None:
            raise UnknownState
        return entry, close_with_story(library, entry, story, by=actor, context=context)

    entry, told = await context.store.write(work)
    return done(context, context.words.say("inbox.closed", question=entry.question), told)


def close_with_story(library: Library, entry: Entry, story: Story, *, by: str, context: Context) -> int:
    """Close an entry with the story that answers it, and queue the notices; gives how many people are told."""
    library.set_entry_state(entry.number, EntryState.ANSWERED, actor=by, at=context.now)
    library.record(action="question_answered", subject=entry.question, actor=by, at=context.now)
    return tell_of_story(library, entry, story, by=by, at=context.now)


def entry_of(library: Library, argument: str) -> Entry:
    """The entry a button is about. Raises UnknownState."""
    entry = library.entry(numbered(argument))
    if entry is None:
        raise UnknownState
    return entry


def done(context: Context, sentence: str, told: int, *parts: Part) -> Reply:
    """That something was done about an entry, how many people hear of it, and the way back to the others."""
    say = context.words.say
    heard = (Note(text=say("inbox.told", count=told)),) if told else ()
    more = Actions(buttons=(Button(label=say("button.inbox"), press="inbox:"),))
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), *heard, *parts, more))


async def _set_state(context: Context, state: EntryState, key: str, undo: str) -> Reply:
    actor = context.request.actor.key

    def work(library: Library) -> Entry:
        entry = entry_of(library, context.request.argument)
        library.set_entry_state(entry.number, state, actor=actor, at=context.now)
        return entry

    entry = await context.store.write(work)
    say = context.words.say
    button = Button(label=say("button.undo"), press=f"{undo}:{entry.number}")
    return done(context, say(key, question=entry.question), 0, Actions(buttons=(button,)))


def _retried(context: Context, retried: Retried) -> Reply:
    say = context.words.say
    entry, story = retried.entry, retried.story
    if story is None or not retried.answered.quotes:
        sentence = say("inbox.still_unknown", question=entry.question)
        return Reply(summary=sentence, parts=(Note(text=sentence), Actions(buttons=_ways(context, entry))))
    first, *others = retried.answered.quotes
    card = replace(
        story_card(context, story),
        excerpt=Marked(text=first.shown, marks=first.marks),
        summary=tuple(quote.shown for quote in others),
    )
    sentence = say("inbox.now_known", question=entry.question)
    tell_button = Button(
        label=say("button.tell_askers"), press=f"inboxtell:{entry.number} {story.number}", style="primary"
    )
    write = Button(label=say("button.write_answer"), press=f"inboxanswer:{entry.number}")
    note = Note(text=sentence, tone=Tone.DONE)
    return Reply(summary=sentence, parts=(note, card, Actions(buttons=(tell_button, write))))


def _described(context: Context, entry: Entry) -> tuple[str, ...]:
    say = context.words.say
    others = ", ".join(say("inbox.asked", question=other) for other in entry.others)
    return (
        say("inbox.asked", question=entry.question),
        *([say("inbox.others", questions=others)] if others else []),
        _asked_by(context, entry),
    )


def _asked_by(context: Context, entry: Entry) -> str:
    day = entry.last_at.astimezone(context.zone).date().isoformat()
    story = (context.words.say("inbox.of_story", number=entry.story),) if entry.story else ()
    return " · ".join((context.words.say("inbox.askers", count=entry.askers), day, *story))


def _ways(context: Context, entry: Entry) -> tuple[Button, ...]:
    """What can be done about an entry, the likeliest first."""
    say = context.words.say
    return (
        Button(label=say("button.write_answer"), press=f"inboxanswer:{entry.number}", style="primary"),
        Button(label=say("button.add"), press=f"inboxstory:{entry.number}"),
        Button(label=say("button.teach_alias"), press=f"inboxalias:{entry.number}"),
        Button(label=say("button.retry"), press=f"inboxretry:{entry.number}"),
        Button(label=say("button.dismiss"), press=f"inboxdismiss:{entry.number}"),
    )
