"""What the buttons of an answer ask for: more of its story, another story, afresh; and questions about one story."""

import dataclasses

from bot.answers.continuing import more as sentences_after
from bot.commands.answered import Asked, Kept, quoting_card, with_buttons
from bot.commands.answering import QUESTION_LIMIT, asked_words, respond
from bot.commands.asking import story_with
from bot.commands.values import Context
from bot.reply import Field, Form, Note, Reply
from bot.words.catalogue import load_catalogue

MOST_OTHERS = 20
_MOST_QUOTED = 40


async def more(context: Context) -> Reply:
    """The sentences of the quoted story that stand next to those shown so far, word for word."""
    kept = Kept.read(context.request.argument)
    context = dataclasses.replace(context, words=load_catalogue(kept.language))
    story = await context.store.read(lambda library: story_with(library, context, str(kept.story)))
    quotes = sentences_after(story.title, story.body, kept.quoted)
    say = context.words.say
    if not quotes or len(kept.quoted) >= _MOST_QUOTED:
        end = say("ask.no_more")
        return Reply(summary=end, parts=(Note(text=end),))
    shown = tuple(quote.text for quote in quotes)
    reply = Reply(summary=quotes[0].shown, parts=(Note(text=say("ask.more")), quoting_card(context, story, quotes)))
    # The first quote stays the place the next ones are counted from.
    return await with_buttons(context, reply, dataclasses.replace(kept, quoted=(*kept.quoted, *shown)))


async def elsewhere(context: Context) -> Reply:
    """The best answer of stories that were not shown yet."""
    kept = Kept.read(context.request.argument)
    seen = tuple(dict.fromkeys((*kept.others, *(number for number in (kept.story, kept.scope) if number))))
    if len(seen) > MOST_OTHERS:
        end = context.words.say("ask.none_elsewhere")
        return Reply(summary=end, parts=(Note(text=end),))
    return await respond(context, Asked(question=kept.whole[:QUESTION_LIMIT], others=seen, is_afresh=True))


async def afresh(context: Context) -> Reply:
    """The answer to a question read by itself, and what follows goes on from that."""
    kept = Kept.read(context.request.argument)
    return await respond(context, Asked(question=kept.question, conversation=kept.conversation, is_afresh=True))


async def about(context: Context) -> Reply:
    """A question about one story (`about:12`): the form, then the answer from that story alone."""
    story = await context.store.read(lambda library: story_with(library, context, context.request.argument.strip()))
    question = asked_words(context.request.fields.get("question", ""))
    if question:
        return await respond(context, Asked(question=question, scope=story.number))
    say = context.words.say
    field = Field(
        name="question",
        label=say("about.question", title=story.title),
        hint=say("about.hint"),
        required=True,
        limit=QUESTION_LIMIT,
    )
    form = Form(
        title=say("about.title"), press=f"about:{story.number}", submit=say("button.answer.ask"), fields=(field,)
    )
    return Reply(summary=say("about.title"), parts=(form,))
