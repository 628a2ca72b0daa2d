"""The form of an answer that an admin writes, for an entry of the inbox or in place of an answer written before."""

import unicodedata
from dataclasses import dataclass

from bot.commands.inbox import done, entry_of
from bot.commands.values import Context
from bot.commands.written import live_story, numbered
from bot.errors import BadFields, FieldProblem, UnknownState
from bot.inbox.telling import tell_of_answer
from bot.inbox.values import Curated, Entry, EntryState
from bot.ports import Library
from bot.reply import Actions, Button, Field, Form, Reply

QUESTION_LIMIT, ANSWER_LIMIT, STORY_LIMIT = 400, 1500, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What was typed into the form of an answer; `story` is a number or a link, empty for none."""

    question: str
    answer: str
    story: str


async def write_answer(context: Context) -> Reply:
    """Write the answer to an entry (`inboxanswer:7`); those who asked are told, and it is shown from now on."""
    argument = context.request.argument
    if not context.request.fields:
        entry, held = await context.store.read(lambda library: _with_answer(library, argument))
        return _answer_form(context, f"inboxanswer:{entry.number}", held or _blank(entry.question))
    typed = _typed(context)
    actor = context.request.actor.key

    def work(library: Library) -> tuple[Curated, int]:
        entry, held = _with_answer(library, argument)
        curated = _curated(library, context, typed, number=held.number if held else 0)
        curated = library.curate(curated, entry=entry.number)
        library.set_entry_state(entry.number, EntryState.ANSWERED, actor=actor, at=context.now)
        library.record(action="answer_written", subject=curated.question, actor=actor, at=context.now)
        return curated, tell_of_answer(library, entry, curated, by=actor, at=context.now)

    curated, told = await context.store.write(work)
    return done(context, context.words.say("inbox.answered", question=curated.question), told, _undo(context, curated))


async def edit_answer(context: Context) -> Reply:
    """Edit a written answer (`answeredit:3`)."""
    number = numbered(context.request.argument)
    actor = context.request.actor.key
    if not context.request.fields:
        held = await context.store.read(lambda library: _held(library, number))
        return _answer_form(context, f"answeredit:{number}", held)
    typed = _typed(context)

    def work(library: Library) -> Curated:
        _held(library, number)
        curated = library.curate(_curated(library, context, typed, number=number))
        library.record(action="answer_edited", subject=curated.question, actor=actor, at=context.now)
        return curated

    curated = await context.store.write(work)
    return done(context, context.words.say("answers.edited", question=curated.question), 0, _undo(context, curated))


def _with_answer(library: Library, argument: str) -> tuple[Entry, Curated | None]:
    """The entry, and the answer that was written for its question before."""
    entry = entry_of(library, argument)
    return entry, library.curated_for(entry.question)


def _held(library: Library, number: int) -> Curated:
    curated = library.curated(number)
    if curated is None:
        raise UnknownState
    return curated


def _blank(question: str) -> _Typed:
    return _Typed(question=question, answer="", story="")


def _answer_form(context: Context, press: str, held: Curated | _Typed) -> Reply:
    say = context.words.say
    fields = (
        Field(
            name="question",
            label=say("field.question"),
            value=held.question,
            hint=say("inbox.question_hint"),
            required=True,
            limit=QUESTION_LIMIT,
        ),
        Field(
            name="answer",
            label=say("field.answer"),
            value=held.answer,
            hint=say("inbox.answer_hint"),
            required=True,
            lines=6,
            limit=ANSWER_LIMIT,
        ),
        Field(
            name="story",
            label=say("field.story"),
            value=str(held.story or ""),
            hint=say("inbox.story_hint"),
            limit=STORY_LIMIT,
        ),
    )
    form = Form(title=say("inbox.answer_form"), press=press, submit=say("inbox.answer_submit"), fields=fields)
    return Reply(summary=form.title, parts=(form,))


def _typed(context: Context) -> _Typed:
    """The answers of the form, checked all at once. Raises BadFields with every problem."""
    limits = {"question": QUESTION_LIMIT, "answer": ANSWER_LIMIT, "story": STORY_LIMIT}
    problems, clean = [], {}
    for name, limit in limits.items():
        value = unicodedata.normalize("NFC", context.request.fields.get(name, "").replace("\r\n", "\n")).strip()
        clean[name] = value if name == "answer" else " ".join(value.split())
        if not value and name != "story":
            problems.append(FieldProblem(field=name, problem="blank"))
        elif len(value) > limit:
            problems.append(FieldProblem(field=name, problem="too_long", limit=limit))
        elif any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in value):
            problems.append(FieldProblem(field=name, problem="controls"))
    if problems:
        raise BadFields(*problems)
    return _Typed(**clean)


def _curated(library: Library, context: Context, typed: _Typed, *, number: int) -> Curated:
    """The answer to keep. Raises BadFields when the story is none that people may see."""
    reference = typed.story.removeprefix("#").removesuffix("번")
    story = (library.by_link(reference) or library.story(reference)) if reference else None
    if reference and (story is None or live_story(library, story.number) is None):
        raise BadFields(FieldProblem(field="story", problem="no_story"))
    return Curated(
        number=number,
        question=typed.question,
        answer=typed.answer,
        story=story.number if story else None,
        written_by=context.request.actor.key,
        writer=context.request.actor.name,
        at=context.now,
    )


def _undo(context: Context, curated: Curated) -> Actions:
    say = context.words.say
    edit = Button(label=say("button.edit"), press=f"answeredit:{curated.number}")
    remove = Button(label=say("button.remove_answer"), press=f"answerremove:{curated.number}")
    return Actions(buttons=(edit, remove))
