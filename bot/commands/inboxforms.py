"""Forms that settle an entry of the inbox otherwise than by an answer: a story to add, words to teach."""

from dataclasses import replace

from bot.commands.aliasing import alias
from bot.commands.cards import story_card
from bot.commands.curating import story_form
from bot.commands.drafting import draft_from
from bot.commands.inbox import close_with_story, done, entry_of, retry
from bot.commands.values import Context
from bot.errors import BadFields, FieldProblem
from bot.inbox.values import Entry
from bot.ports import Library
from bot.reply import Field, Form, Reply
from bot.story import Story

ALIAS_LIMIT = 300


async def add_story(context: Context) -> Reply:
    """Add a story that answers an entry (`inboxstory:7`): the form, then its answers; those who asked are told."""
    argument = context.request.argument
    if not context.request.fields:
        entry = await context.store.read(lambda library: entry_of(library, argument))
        return story_form(context, press=f"inboxstory:{entry.number}", title="add.form", fields={})
    draft = draft_from(context.request.fields)
    actor = context.request.actor.key

    def work(library: Library) -> tuple[Story, int]:
        entry = entry_of(library, argument)
        story = library.add(draft, actor=actor, at=context.now)
        return story, close_with_story(library, entry, story, by=actor, context=context)

    story, told = await context.store.write(work)
    sentence = context.words.say("add.done", title=story.title, number=story.number)
    return done(context, sentence, told, story_card(context, story))


async def teach_alias(context: Context) -> Reply:
    """Teach words for one thing so that an entry finds its answer (`inboxalias:7`), then ask its question again."""
    typed = context.request.fields.get("alias", "")
    if not context.request.fields:
        return await _alias_form(context)
    if typed.count("=") == 0:
        raise BadFields(FieldProblem(field="alias", problem="one_word"))
    taught = await alias(replace(context, request=replace(context.request, command="alias", argument=typed)))
    again = await retry(context)
    return Reply(summary=taught.summary, parts=(*taught.parts, *again.parts))


async def _alias_form(context: Context) -> Reply:
    def work(library: Library) -> tuple[Entry, tuple[str, ...]]:
        entry = entry_of(library, context.request.argument)
        return entry, library.answer(entry.question, story=entry.story).missing

    entry, missing = await context.store.read(work)
    say = context.words.say
    field = Field(
        name="alias",
        label=say("field.alias"),
        value=f"{missing[0]} = " if missing else "",
        hint=say("inbox.alias_hint"),
        required=True,
        limit=ALIAS_LIMIT,
    )
    form = Form(
        title=say("inbox.alias_form"),
        press=f"inboxalias:{entry.number}",
        submit=say("inbox.alias_submit"),
        fields=(field,),
    )
    return Reply(summary=form.title, parts=(form,))
