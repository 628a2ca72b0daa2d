"""Two stories that are one: choose which, see what will be kept, then merge them."""

import dataclasses
from dataclasses import dataclass

from bot.commands.announcing import tell_suggester
from bot.commands.asking import story_with
from bot.commands.cards import facts, story_card
from bot.commands.saying import told
from bot.commands.values import Context
from bot.ports import Act, Gathered, Library
from bot.reply import Actions, Button, Listing, Note, Part, Reply, Row, Tone
from bot.story import Story, StoryState

CANDIDATES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """The story that is kept, the one that goes into it, and what hangs on that."""

    kept: Story
    taken: Story
    gathered: Gathered


async def merge(context: Context) -> Reply:
    """With one number ask into which story; with two show what will be kept and ask."""
    numbers = context.request.argument.split()
    if len(numbers) < 2:  # noqa: PLR2004 - a pair
        return await _candidates(context, "".join(numbers))
    pair = await context.store.read(lambda library: _pair(library, context))
    obstacle = _obstacle(context, pair)
    return obstacle or _asked(context, pair)


async def merge_now(context: Context) -> Reply:
    """Merge; whoever suggested the story that went hears of it."""
    request = context.request

    def work(library: Library) -> tuple[_Pair, Story, int]:
        pair = _pair(library, context)
        if _obstacle(context, pair):
            return pair, pair.kept, 0
        act = Act(id=f"merge:{request.id}", subject=f"{pair.taken.title} → {pair.kept.title}")
        story = library.merge(
            joined(pair.kept, pair.taken), pair.taken, actor=request.actor.key, at=context.now, act=act
        )
        if pair.taken.state is StoryState.SUGGESTED:
            tell_suggester(library, pair.taken, outcome="merged", actor=request.actor.key, at=context.now)
        if pair.kept.state is StoryState.SUGGESTED and story.state is StoryState.LIVE:
            tell_suggester(library, pair.kept, outcome="approved", actor=request.actor.key, at=context.now)
        change = library.last_change(story=pair.taken.number)
        return pair, story, change.number if change else 0

    pair, story, number = await context.store.write(work)
    if not number:
        return _obstacle(context, pair) or told(context, "merge.same", Tone.CAUTION)
    say = context.words.say
    sentence = say("merge.done", taken=pair.taken.number, title=story.title, number=story.number)
    undo = Actions(buttons=(Button(label=say("button.undo"), press=f"undonow:{number}"),))
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), story_card(context, story), undo))


def joined(kept: Story, taken: Story) -> Story:
    """`kept` with the tags of both, the greater views and what only `taken` knows; live if one of them is."""
    known = {tag.casefold() for tag in kept.tags}
    return dataclasses.replace(
        kept,
        tags=(*kept.tags, *(tag for tag in taken.tags if tag.casefold() not in known)),
        views=max(kept.views, taken.views),
        body=kept.body or taken.body,
        link=kept.link or taken.link,
        source_link=kept.source_link or taken.source_link,
        company=kept.company or taken.company,
        author=kept.author or taken.author,
        published_at=kept.published_at or taken.published_at,
        state=StoryState.LIVE if StoryState.LIVE in (kept.state, taken.state) else kept.state,
    )


def _pair(library: Library, context: Context) -> _Pair:
    """The two stories asked for. Raises UnknownStory."""
    first, second, *_ = *context.request.argument.split(), "", ""
    kept, taken = story_with(library, context, first), story_with(library, context, second)
    return _Pair(kept=kept, taken=taken, gathered=library.gathered(taken.number))


def _obstacle(context: Context, pair: _Pair) -> Reply | None:
    """Why two stories cannot be merged: they are one already, or one of them is hidden."""
    if pair.kept.number == pair.taken.number:
        return told(context, "merge.same", Tone.CAUTION)
    hidden = next((one for one in (pair.kept, pair.taken) if one.state is StoryState.HIDDEN), None)
    if hidden:
        return told(context, "merge.hidden", Tone.CAUTION, title=hidden.title, number=hidden.number)
    return None


def _asked(context: Context, pair: _Pair) -> Reply:
    say, kept, taken = context.words.say, pair.kept, pair.taken
    merged = joined(kept, taken)
    heading = say("merge.ask", taken=taken.title, kept=kept.title)
    tags = " ".join(f"#{tag}" for tag in merged.tags)
    rows = (
        Row(label=say("merge.kept", number=kept.number), detail=_facts(context, kept)),
        Row(label=say("merge.taken", number=taken.number), detail=_facts(context, taken)),
        *((Row(label=say("merge.tags"), detail=tags),) if tags else ()),
        Row(label=say("merge.views"), detail=f"{merged.views:,}"),
        Row(
            label=say("merge.follows"),
            detail=say(
                "merge.hanging", saved=pair.gathered.saved, shared=pair.gathered.shared, votes=pair.gathered.votes
            ),
        ),
    )
    buttons = (
        Button(label=say("button.merge_now"), press=f"mergenow:{kept.number} {taken.number}", style="danger"),
        Button(label=say("button.merge_turned"), press=f"merge:{taken.number} {kept.number}"),
    )
    parts: tuple[Part, ...] = (Listing(heading=heading, rows=rows), Note(text=say("merge.how")))
    return Reply(summary=heading, parts=(*parts, Actions(buttons=buttons)))


async def _candidates(context: Context, reference: str) -> Reply:
    """Stories that could be the same as one, each with the way to merge it into them."""

    def look(library: Library) -> tuple[Story, tuple[Story, ...]]:
        story = story_with(library, context, reference)
        similar = library.similar(story.number, limit=CANDIDATES) if story.state is StoryState.LIVE else ()
        found = library.find(story.title, limit=CANDIDATES)
        numbers = dict.fromkeys(hit.number for hit in (*found.hits, *similar) if hit.number != story.number)
        return story, library.stories(tuple(numbers)[:CANDIDATES])

    story, candidates = await context.store.read(look)
    say = context.words.say
    if not candidates:
        return told(context, "merge.nothing_like_it", Tone.PLAIN, title=story.title)
    heading = say("merge.into", title=story.title)
    rows = tuple(
        Row(label=one.title, detail=_facts(context, one), press=f"merge:{one.number} {story.number}")
        for one in candidates
    )
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows), Note(text=say("merge.by_number"))))


def _facts(context: Context, story: Story) -> str:
    return " · ".join(facts(context, story))
