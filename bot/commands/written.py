"""Answers that admins wrote: shown in place of a search for one, listed, edited, taken away and brought back."""

import json

from bot.answers.values import Band
from bot.commands.cards import story_card
from bot.commands.paging import offset, page_buttons
from bot.commands.values import Context
from bot.errors import UnknownState
from bot.graphemes import shorten
from bot.inbox.values import Curated
from bot.ports import Library
from bot.reply import Actions, Button, Note, Part, Reply, Text, Tone
from bot.story import Story, StoryState

ANSWERS_A_PAGE = 4
_PREVIEW = 300


async def written_answer(context: Context, question: str) -> Reply | None:
    """The answer that an admin wrote for a question like this; None where there is none."""

    def work(library: Library) -> tuple[Curated, Story | None] | None:
        curated = library.curated_for(question)
        return (curated, live_story(library, curated.story)) if curated else None

    found = await context.store.read(work)
    if found is None:
        return None
    curated, story = found
    outcome = {"question": question, "story": curated.story, "outcome": Band.SURE.value}
    state = json.dumps(outcome | {"language": context.request.language}, ensure_ascii=False)
    kept = await context.store.write(lambda library: library.remember(state, at=context.now))
    say = context.words.say
    buttons = (
        Button(label=say("button.helped"), press=f"verdict:+{kept}"),
        Button(label=say("button.not_helped"), press=f"verdict:-{kept}"),
    )
    parts: list[Part] = [
        Note(text=say("written.by", byline=byline(context, curated)), tone=Tone.DONE),
        *([] if _is_same(question, curated) else [Note(text=say("written.for", question=curated.question))]),
        Text(paragraphs=paragraphs(curated.answer)),
        *([story_card(context, story)] if story else []),
        Actions(buttons=buttons),
    ]
    return Reply(summary=shorten(curated.answer, _PREVIEW), parts=tuple(parts))


async def answers(context: Context) -> Reply:
    """A page of the written answers, last written first."""
    start = offset(context, ANSWERS_A_PAGE)
    page = await context.store.read(lambda library: library.curated_answers(limit=ANSWERS_A_PAGE, offset=start))
    say = context.words.say
    if not page.total:
        return Reply(summary=say("answers.none"), parts=(Note(text=say("answers.none")),))
    heading = say("answers.heading", count=page.total)
    parts: list[Part] = [Note(text=heading)]
    for curated in page.answers:
        lines = (say("inbox.asked", question=curated.question), shorten(curated.answer, _PREVIEW))
        parts += [Text(paragraphs=(*lines, byline(context, curated))), Actions(buttons=_buttons(context, curated))]
    turns = await page_buttons(context, total=page.total, size=ANSWERS_A_PAGE)
    return Reply(summary=heading, parts=(*parts, *turns))


async def remove_answer(context: Context) -> Reply:
    """Take an answer away (`answerremove:3`); one press brings it back."""
    return await _set_removed(context, removed=True)


async def restore_answer(context: Context) -> Reply:
    """Bring an answer back (`answerrestore:3`)."""
    return await _set_removed(context, removed=False)


def byline(context: Context, curated: Curated) -> str:
    """Who wrote an answer, where that has a name, and when."""
    day = curated.at.astimezone(context.zone).date().isoformat()
    return ", ".join(part for part in (curated.writer, day) if part)


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that have something on them."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def live_story(library: Library, number: int | None) -> Story | None:
    """The story with this number while people may see it."""
    story = library.story(str(number)) if number else None
    return story if story and story.state is StoryState.LIVE else None


async def _set_removed(context: Context, *, removed: bool) -> Reply:
    number = numbered(context.request.argument)
    actor = context.request.actor.key

    def work(library: Library) -> Curated:
        held = library.curated(number) if removed else None
        library.set_curated_removed(number, removed=removed, at=context.now)
        curated = held or library.curated(number)
        if curated is None:
            raise UnknownState
        action = "answer_removed" if removed else "answer_restored"
        library.record(action=action, subject=curated.question, actor=actor, at=context.now)
        return curated

    curated = await context.store.write(work)
    say = context.words.say
    sentence = say("answers.removed" if removed else "answers.restored", question=curated.question)
    other = "answerrestore" if removed else "answerremove"
    undo = Button(label=say("button.undo"), press=f"{other}:{number}")
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), Actions(buttons=(undo,))))


def numbered(argument: str) -> int:
    """The number a button carries. Raises UnknownState."""
    if not (argument.isascii() and argument.isdigit() and len(argument) < 16):  # noqa: PLR2004 - SQLite's integers
        raise UnknownState
    return int(argument)


def _is_same(question: str, curated: Curated) -> bool:
    return "".join(question.casefold().split()) == "".join(curated.question.casefold().split())


def _buttons(context: Context, curated: Curated) -> tuple[Button, ...]:
    say = context.words.say
    edit = Button(label=say("button.edit"), press=f"answeredit:{curated.number}")
    remove = Button(label=say("button.remove_answer"), press=f"answerremove:{curated.number}", style="danger")
    story = (Button(label=say("button.open"), press=f"open:{curated.story}"),) if curated.story else ()
    return (edit, *story, remove)
