"""What admins make of a suggestion, once: the first decision holds, and whoever comes later hears whose it was."""

import dataclasses
from dataclasses import dataclass

from bot.commands.announcing import tell_suggester
from bot.commands.asking import story_with
from bot.commands.cards import story_card
from bot.commands.values import Context
from bot.ports import Change, Library
from bot.reply import Actions, Button, Note, Part, Reply, Tone
from bot.story import Draft, Story, StoryState

_ANYWAY = "anyway"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """What became of a decision: the change it made, or the earlier one and by whom, or the story it may repeat."""

    story: Story
    change: Change | None = None
    is_mine: bool = False
    name: str = ""
    twin: Story | None = None


async def approve(context: Context) -> Reply:
    """Put a suggestion into the library; where a story like it is there already, ask whether to merge them."""
    return await _decide(context, StoryState.LIVE, "approved")


async def refuse(context: Context) -> Reply:
    """Take a suggestion away; it can be restored like any hidden story."""
    return await _decide(context, StoryState.HIDDEN, "refused")


async def _decide(context: Context, state: StoryState, action: str) -> Reply:
    reference, _, word = context.request.argument.strip().partition(" ")
    actor = context.request.actor.key

    def work(library: Library) -> _Decided:
        story = story_with(library, context, reference)
        if story.state is not StoryState.SUGGESTED:
            asked = library.story(reference) or story  # a merged one itself, not what it was merged into
            change = library.last_change(story=asked.number)
            name = library.names([change.actor]).get(change.actor, "") if change else ""
            return _Decided(story=story, change=change, name=name)
        twin = _twin(library, story) if state is StoryState.LIVE and word != _ANYWAY else None
        if twin:
            return _Decided(story=story, twin=twin)
        story = library.change(dataclasses.replace(story, state=state), actor=actor, at=context.now, action=action)
        tell_suggester(library, story, outcome=action, actor=actor, at=context.now)
        return _Decided(story=story, change=library.last_change(story=story.number), is_mine=True)

    decided = await context.store.write(work)
    if decided.twin:
        return _ask_about(context, decided.story, decided.twin)
    return _mine(context, decided, action) if decided.is_mine else _earlier(context, decided)


def _twin(library: Library, story: Story) -> Story | None:
    """A live story with the same title or link."""
    kin = library.kin(Draft(title=story.title, link=story.link))
    return next((one for one in kin if one.number != story.number and one.state is StoryState.LIVE), None)


def _mine(context: Context, decided: _Decided, action: str) -> Reply:
    say = context.words.say
    sentence = say(f"decided.{action}", title=decided.story.title)
    undo = (Button(label=say("button.undo"), press=f"undonow:{decided.change.number}"),) if decided.change else ()
    note = Note(text=sentence, tone=Tone.DONE)
    return Reply(summary=sentence, parts=(note, story_card(context, decided.story), Actions(buttons=undo)))


def _earlier(context: Context, decided: _Decided) -> Reply:
    say, story, change = context.words.say, decided.story, decided.change
    if change and decided.name and change.action in ("approved", "refused", "merged"):
        key = f"decided.{change.action}_by"
        sentence = say(key, title=story.title, name=decided.name)
    else:
        sentence = say(f"decided.{story.state.value}", title=story.title)
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), story_card(context, story)))


def _ask_about(context: Context, story: Story, twin: Story) -> Reply:
    say = context.words.say
    sentence = say("approve.twin", title=twin.title, number=twin.number)
    buttons = (
        Button(label=say("button.merge"), press=f"merge:{twin.number} {story.number}", style="primary"),
        Button(label=say("button.approve_anyway"), press=f"approve:{story.number} {_ANYWAY}"),
        Button(label=say("button.refuse"), press=f"refuse:{story.number}", style="danger"),
    )
    parts: tuple[Part, ...] = (Note(text=sentence, tone=Tone.CAUTION), story_card(context, twin))
    return Reply(summary=sentence, parts=(*parts, Actions(buttons=buttons)))
