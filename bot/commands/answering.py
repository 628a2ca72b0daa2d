"""Answering: `/story 질문 …` quotes the sentences that answer, or says plainly that no story has them.

A question in a conversation may go on from the one before (`bot/answers/following.py` decides). What is asked with the
buttons of an answer is in `elaborating.py`.
"""

import re
from dataclasses import dataclass, replace

import structlog

from bot.answers.following import Turn, Understood, carried_on, understand
from bot.answers.remarks import about_this, asker_digest, frame_of
from bot.answers.values import Answered, Band
from bot.commands.answered import Asked, Kept, quoted, refused, with_buttons
from bot.commands.asking import story_with
from bot.commands.composing import composed
from bot.commands.values import Context
from bot.commands.written import written_answer
from bot.errors import StoreFault
from bot.inbox.recording import record_question
from bot.ports import Library
from bot.reply import Note, Reply, Tone
from bot.story import Story, StoryState
from bot.words.catalogue import load_catalogue

_log = structlog.get_logger()
QUESTION_LIMIT = 400
_OF_STORY = re.compile(r"#(\d{1,15})번?(?:에서|의)?\s+(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What came of a question: the answer, the stories it names, and what the next question may go on from."""

    understood: Understood
    stories: dict[int, Story]
    turn: Turn | None


async def ask(context: Context) -> Reply:
    """The answer to a question, from all stories or, with `#12` before it, from one."""
    question = asked_words(context.request.argument)
    of_story = _OF_STORY.fullmatch(question)
    if of_story is None:
        return await _about_this(context, about_this(question)) or await respond(context, Asked(question=question))
    story = await context.store.read(lambda library: story_with(library, context, of_story[1]))
    return await respond(context, Asked(question=of_story[2], scope=story.number))


def asked_words(typed: str) -> str:
    """A typed question as it can be kept: within the limit, without what no text holds."""
    return typed.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")[:QUESTION_LIMIT].strip()


async def _about_this(context: Context, question: str) -> Reply | None:
    """The answer of the story that the request stands below; None where it asks about none."""
    if not question:
        return None
    thread = context.request.thread

    def above(library: Library) -> int | None:
        turn = library.turn(thread.follows) if thread.follows else None
        return (turn.story if turn else None) or (library.story_posted(thread.below) if thread.below else None)

    number = await context.store.read(above)
    if number is None:
        unknown = context.words.say("about.no_card")
        return Reply(summary=unknown, parts=(Note(text=unknown, tone=Tone.CAUTION),))
    story = await context.store.read(lambda library: story_with(library, context, str(number)))
    return await respond(context, Asked(question=question, scope=story.number))


async def respond(context: Context, asked: Asked) -> Reply:
    """The answer to a question in its own language; what it leaves to the next question is remembered."""
    context = _framed(context, asked.question)
    if not asked.question:
        empty = context.words.say("ask.empty")
        return Reply(summary=empty, parts=(Note(text=empty),))
    if asked.is_open and (written := await written_answer(context, asked.question)):
        await _remember(context, await context.store.read(lambda library: _left_by(library, context, asked, None)))
        return written
    found = await context.store.read(lambda library: _find(library, context, asked))
    answered, carried = found.understood.answered, found.understood.carried
    story = found.stories.get(answered.story or 0)
    asked = replace(asked, carried=carried)
    reply = (
        quoted(context, asked, answered, story) if story else refused(context, asked, answered, found.stories.values())
    )
    if story and not asked.others:
        reply = await composed(context, asked.whole, asked.scope, reply)
    kept = Kept.of(asked, answered, language=context.request.language)
    reply = await with_buttons(context, reply, kept)
    await _remember(context, found.turn)
    if answered.band is Band.UNKNOWN and not asked.others:
        await _record(context, asked)
    return reply


def _framed(context: Context, question: str) -> Context:
    language = frame_of(question, context.request.language)
    return replace(context, words=load_catalogue(language), request=replace(context.request, language=language))


def _find(library: Library, context: Context, asked: Asked) -> _Found:
    before = None if asked.is_afresh or asked.scope else _before(library, context)
    topic = library.topic(asked.question)

    def answer(question: str, story: int | None) -> Answered:
        return library.answer(question, story=story or asked.scope, exclude=asked.others)

    understood = understand(asked.question, topic, before, answer)
    answered = understood.answered
    stories = {story.number: story for story in library.stories(answered.nearest)}
    return _Found(understood=understood, stories=stories, turn=_left_by(library, context, asked, understood, before))


def _before(library: Library, context: Context) -> Turn | None:
    """The turn this request goes on from; a story that was hidden meanwhile answers nothing any more."""
    turn = library.turn(context.request.thread.follows) if context.request.thread.follows else None
    story = library.story(str(turn.story)) if turn and turn.story else None
    if turn and turn.story and (story is None or story.state is not StoryState.LIVE):
        return replace(turn, story=None)
    return turn


def _left_by(
    library: Library, context: Context, asked: Asked, understood: Understood | None, before: Turn | None = None
) -> Turn | None:
    """What this question leaves to the next one of its conversation."""
    conversation = asked.conversation or context.request.thread.key
    if not conversation:
        return None
    topic = library.topic(asked.question)
    is_carried = understood is not None and bool(understood.carried) and before is not None
    return Turn(
        conversation=conversation,
        question=before.question if is_carried and before else asked.question,
        topic=carried_on(topic, understood, before) if understood else topic.words,
        story=understood.answered.story if understood else None,
        asker=asker_digest(conversation, context.request.actor.key),
        at=context.now,
    )


async def _remember(context: Context, turn: Turn | None) -> None:
    """Remember a turn; a library that cannot be written costs the conversation, not the answer."""
    if turn is None:
        return
    try:
        await context.store.write(lambda library: library.put_turn(turn))
    except StoreFault as fault:
        _log.warning("conversation not remembered", fault=type(fault).__name__)


async def _record(context: Context, asked: Asked) -> None:
    """Put a question nobody answered into the inbox."""
    try:
        await record_question(context, asked.whole, Band.UNKNOWN, asked.scope)
    except StoreFault as fault:
        _log.warning("question not recorded", fault=type(fault).__name__)
