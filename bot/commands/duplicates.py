"""Stories that are probably the same article: pairs to merge, or to tell apart for good."""

from bot.commands.asking import story_with
from bot.commands.cards import facts
from bot.commands.paging import list_of, offset, page_buttons
from bot.commands.values import Context
from bot.curation.likeness import Pair
from bot.curation.pairing import kept_first, spanning
from bot.ports import Library
from bot.reply import Actions, Button, Listing, Note, Part, Reply, Row, Tone
from bot.story import Story

PAIRS_A_PAGE = 3
_LOOKED_AT = 200  # stories compared before an answer, so that the last ones added are in it


async def duplicates(context: Context) -> Reply:
    """A page of the pairs, the surest first."""
    if await context.store.read(lambda library: library.unchecked()):
        await context.store.write(lambda library: library.look_for_duplicates(limit=_LOOKED_AT, at=context.now))
    start = offset(context, PAIRS_A_PAGE)

    def work(library: Library) -> tuple[tuple[Pair, ...], dict[int, Story], int]:
        pairs = spanning(library.duplicates())
        shown = pairs[start : start + PAIRS_A_PAGE]
        stories = library.stories([number for pair in shown for number in (pair.first, pair.second)])
        return pairs, {story.number: story for story in stories}, library.unchecked()

    pairs, stories, unchecked = await context.store.read(work)
    say = context.words.say
    heading = say("duplicates.heading", count=len(pairs)) if pairs else say("duplicates.none")
    parts: list[Part] = [Note(text=heading)]
    if unchecked:
        parts.append(Note(text=say("duplicates.unchecked", count=unchecked)))
    for pair in pairs[start : start + PAIRS_A_PAGE]:
        parts += _shown(context, pair, stories[pair.first], stories[pair.second])
    buttons = await page_buttons(list_of(context, "duplicates"), total=len(pairs), size=PAIRS_A_PAGE)
    return Reply(summary=heading, parts=(*parts, *buttons))


async def different(context: Context) -> Reply:
    """Remember that two stories are not one (`12 34`), and go on with the other pairs."""
    one, _, other = context.request.argument.strip().partition(" ")

    def work(library: Library) -> tuple[Story, Story, bool]:
        stories = story_with(library, context, one), story_with(library, context, other.strip())
        numbers = stories[0].number, stories[1].number
        return *stories, library.set_different(*numbers, actor=context.request.actor.key, at=context.now)

    first, second, is_new = await context.store.write(work)
    key = "duplicates.different" if is_new else "duplicates.no_pair"
    sentence = context.words.say(key, one=first.title, other=second.title)
    rest = await duplicates(list_of(context, "duplicates"))
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), *rest.parts))


def _shown(context: Context, pair: Pair, one: Story, other: Story) -> tuple[Part, ...]:
    say = context.words.say
    kept, taken = kept_first(one, other)
    why = " · ".join(say(f"duplicates.why_{reason.value}") for reason in pair.likeness.reasons)
    rows = tuple(
        Row(
            label=say(key, title=story.title),
            detail=" · ".join(facts(context, story)),
            press=f"open:{story.number}",
        )
        for key, story in (("duplicates.kept", kept), ("duplicates.taken", taken))
    )
    buttons = (
        Button(label=say("duplicates.merge"), press=f"merge:{kept.number} {taken.number}", style="primary"),
        Button(label=say("duplicates.tell_apart"), press=f"different@1:{pair.first} {pair.second}"),
    )
    heading = say("duplicates.pair", percent=pair.likeness.percent, why=why)
    return Listing(heading=heading, rows=rows), Actions(buttons=buttons)
