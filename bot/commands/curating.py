"""What admins do to single stories: add, edit, hide, restore."""

import dataclasses
import re

from bot.commands.asking import asked_story
from bot.commands.cards import story_card
from bot.commands.drafting import draft_from, form_fields, questions, story_from
from bot.commands.values import Context
from bot.ports import Library
from bot.reply import Actions, Button, Form, Note, Reply, Tone
from bot.story import Story, StoryState

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


async def add(context: Context) -> Reply:
    """Add a story: from a filled form, from a line with a link, otherwise the form to fill in."""
    fields = dict(context.request.fields) or typed_fields(context.request.argument)
    if not fields:
        return story_form(context, press="add:", title="add.form", fields={"title": context.request.argument})
    draft = draft_from(fields)
    actor = context.request.actor.key
    story = await context.store.write(lambda library: library.add(draft, actor=actor, at=context.now))
    return _changed(
        context,
        story,
        "add.done",
        Button(label=context.words.say("button.undo_add"), press=f"hide:{story.number}"),
    )


async def edit(context: Context) -> Reply:
    """Edit a story: the form with what stands there now, or its answers stored."""
    if not context.request.fields:
        story = await context.store.read(lambda library: asked_story(library, context))
        return story_form(context, press=f"edit:{story.number}", title="edit.form", fields=form_fields(story))

    def work(library: Library) -> tuple[Story, Story]:
        old = asked_story(library, context)
        new = story_from(old, context.request.fields)
        return old, library.change(new, actor=context.request.actor.key, at=context.now, action="edited")

    old, new = await context.store.write(work)
    buttons = decisions(context, new) if new.state is StoryState.SUGGESTED else ()
    return _changed(context, new, "edit.done" if new != old else "edit.nothing", *buttons)


async def hide(context: Context) -> Reply:
    """Take a story out of sight; nothing is lost and one press brings it back."""
    story, is_changed = await _set_state(context, StoryState.HIDDEN, "hidden")
    undo = Button(label=context.words.say("button.undo"), press=f"restore:{story.number}")
    return _said(context, "hide.done" if is_changed else "hide.again", story, undo)


async def restore(context: Context) -> Reply:
    """Bring a hidden or suggested story to light."""
    story, is_changed = await _set_state(context, StoryState.LIVE, "restored")
    undo = Button(label=context.words.say("button.hide"), press=f"hide:{story.number}")
    return _said(context, "restore.done" if is_changed else "restore.again", story, undo)


def typed_fields(argument: str) -> dict[str, str]:
    """`제목 https://… #태그 회사:이름 글쓴이:이름` as the fields of the form; nothing when there is no link."""
    link = _LINK.search(argument)
    if not link:
        return {}
    words = (argument[: link.start()] + " " + argument[link.end() :]).split()
    fields = {"link": link[0], "tags": " ".join(word for word in words if word.startswith("#"))}
    title = []
    for word in words:
        name, colon, value = word.partition(":")
        if colon and value and name in ("회사", "company"):
            fields["company"] = value
        elif colon and value and name in ("글쓴이", "author"):
            fields["author"] = value
        elif not word.startswith("#"):
            title.append(word)
    return {**fields, "title": " ".join(title)}


def story_form(context: Context, *, press: str, title: str, fields: dict[str, str]) -> Reply:
    """The form of a story, filled with what stands there now."""
    say = context.words.say
    form = Form(title=say(title), press=press, submit=say("form.submit"), fields=questions(context.words, fields))
    return Reply(summary=form.title, parts=(form,))


def decisions(context: Context, story: Story) -> tuple[Button, ...]:
    """What an admin may make of a suggestion."""
    say = context.words.say
    return (
        Button(label=say("button.approve"), press=f"approve:{story.number}", style="primary"),
        Button(label=say("button.edit"), press=f"edit:{story.number}"),
        Button(label=say("button.merge"), press=f"merge:{story.number}"),
        Button(label=say("button.refuse"), press=f"refuse:{story.number}", style="danger"),
    )


def _changed(context: Context, story: Story, key: str, *buttons: Button) -> Reply:
    reply = _said(context, key, story, *buttons)
    return dataclasses.replace(reply, parts=(reply.parts[0], story_card(context, story), *reply.parts[1:]))


def _said(context: Context, key: str, story: Story, *buttons: Button) -> Reply:
    sentence = context.words.say(key, title=story.title, number=story.number)
    note = Note(text=sentence, tone=Tone.DONE)
    return Reply(summary=sentence, parts=(note, Actions(buttons=buttons)) if buttons else (note,))


async def _set_state(context: Context, state: StoryState, action: str) -> tuple[Story, bool]:
    def work(library: Library) -> tuple[Story, bool]:
        story = asked_story(library, context)
        if story.state is state:
            return story, False
        changed = dataclasses.replace(story, state=state)
        return library.change(changed, actor=context.request.actor.key, at=context.now, action=action), True

    return await context.store.write(work)
