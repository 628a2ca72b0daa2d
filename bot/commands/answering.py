"""Answering: `/story 질문 …` quotes the sentences that answer, or says plainly that no story has them."""

import re
from dataclasses import replace

from bot.answers.values import Answered, Band
from bot.commands.asking import story_with
from bot.commands.cards import story_card
from bot.commands.values import Context
from bot.graphemes import shorten
from bot.ports import Library
from bot.reply import Actions, Button, Marked, Note, Part, Reply, StoryCard, Tone
from bot.story import Story

QUESTION_LIMIT = 400
_HEADING_LIMIT = 60
_OF_STORY = re.compile(r"#(\d{1,15})번?(?:에서|의)?\s+(.+)", re.DOTALL)


async def ask(context: Context) -> Reply:
    """The answer to a question, from all stories or, with `#12` before it, from one."""
    say = context.words.say
    question = context.request.argument[:QUESTION_LIMIT].strip()
    if not question:
        return Reply(summary=say("ask.empty"), parts=(Note(text=say("ask.empty")),))

    def work(library: Library) -> tuple[Answered, dict[int, Story]]:
        of_story = _OF_STORY.fullmatch(question)
        number = story_with(library, context, of_story[1]).number if of_story else None
        answered = library.answer(of_story[2] if of_story else question, story=number)
        return answered, {story.number: story for story in library.stories(answered.nearest)}

    answered, stories = await context.store.read(work)
    story = stories.get(answered.story or 0)
    return _quoted(context, answered, story) if story else _refused(context, answered, list(stories.values()))


def _quoted(context: Context, answered: Answered, story: Story) -> Reply:
    say = context.words.say
    sentence = say(f"ask.{answered.band.value}", title=story.title)
    parts: list[Part] = [Note(text=sentence, tone=Tone.DONE if answered.band is Band.SURE else Tone.CAUTION)]
    parts.append(_card(context, answered, story))
    return Reply(summary=answered.quotes[0].shown, parts=tuple(parts))


def _card(context: Context, answered: Answered, story: Story) -> StoryCard:
    """The story with the best quote, its words marked, and the others below it."""
    first, *others = answered.quotes
    under = shorten(first.under, _HEADING_LIMIT) if first.under else ""
    reasons = (context.words.say("ask.under", heading=under),) if under else ()
    return replace(
        story_card(context, story, reasons=reasons),
        excerpt=Marked(text=first.shown, marks=first.marks),
        summary=tuple(quote.shown for quote in others),
    )


def _refused(context: Context, answered: Answered, nearest: list[Story]) -> Reply:
    say = context.words.say
    sentence = say("ask.none")
    parts: list[Part] = [Note(text=sentence)]
    if answered.missing:
        parts.append(Note(text=say("ask.missing", words=_named(answered))))
    if nearest:
        buttons = tuple(
            Button(label=say("find.guess", title=story.title), press=f"open:{story.number}") for story in nearest
        )
        parts += [Note(text=say("ask.nearest")), Actions(buttons=buttons)]
    return Reply(summary=sentence, parts=tuple(parts))


def _named(answered: Answered) -> str:
    return ", ".join(answered.missing)
