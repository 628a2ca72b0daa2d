"""Stories without company or tags: what they probably lack, taken with one press."""

import dataclasses

from bot.commands.asking import story_with
from bot.commands.cards import story_card
from bot.commands.drafting import storable
from bot.commands.paging import list_of, offset, page_buttons, press_for
from bot.commands.values import Context
from bot.curation.lacking import Suggested, places, suggest
from bot.errors import UnknownState
from bot.ports import Library, Page
from bot.reply import Actions, Button, Note, Part, Reply, StoryCard, Tone
from bot.story import Story

STORIES_A_PAGE = 3
_ALIKE = 8
_KNOWN_TAGS = 500
_APART = "\x1f"  # nobody types it; parts the number, the company and the tags of a button


async def lacking(context: Context) -> Reply:
    """A page of stories that lack something, the newest first, each with what it probably lacks."""
    start = offset(context, STORIES_A_PAGE)

    def work(library: Library) -> tuple[Page, list[Suggested]]:
        page = library.lacking(limit=STORIES_A_PAGE, offset=start)
        known = [one.tag for one in library.tags(limit=_KNOWN_TAGS)] if page.stories else []
        return page, [_suggested(library, story, known) for story in page.stories]

    page, suggested = await context.store.read(work)
    say = context.words.say
    heading = say("lacking.heading", count=page.total) if page.total else say("lacking.none")
    cards = [await _card(context, story, lacks) for story, lacks in zip(page.stories, suggested, strict=True)]
    buttons = await page_buttons(list_of(context, "lacking"), total=page.total, size=STORIES_A_PAGE)
    return Reply(summary=heading, parts=(Note(text=heading), *cards, *_skip_page(context, page), *buttons))


async def fill(context: Context) -> Reply:
    """Give a story the company or the tags of a button, where it still lacks them; then go on with the list."""
    number, *facts = context.request.argument.split(_APART)
    company, tags = "".join(facts[:1]), [tag for tag in facts[1:] if tag]
    if not all(map(storable, (number, company, *tags))):
        raise UnknownState

    def work(library: Library) -> tuple[Story, Story]:
        old = story_with(library, context, number)
        kept_tags = {tag.casefold() for tag in old.tags}
        new = dataclasses.replace(
            old,
            company=old.company or company or None,
            tags=(*old.tags, *(tag for tag in tags if tag.casefold() not in kept_tags)),
        )
        return old, library.change(new, actor=context.request.actor.key, at=context.now, action="edited")

    old, new = await context.store.write(work)
    key = "lacking.filled" if new != old else "lacking.nothing_new"
    return await _and_on(context, context.words.say(key, title=new.title))


async def skip(context: Context) -> Reply:
    """Leave stories (`12`, `12 13 14`) as they are, for good."""
    numbers = context.request.argument.split()[:STORIES_A_PAGE] or [""]

    def work(library: Library) -> list[Story]:
        stories = [story_with(library, context, number) for number in numbers]
        for story in stories:
            library.skip_lacking(story.number, actor=context.request.actor.key, at=context.now)
        return stories

    first, *others = await context.store.write(work)
    key = "lacking.skipped_all" if others else "lacking.skipped"
    return await _and_on(context, context.words.say(key, title=first.title, count=len(others) + 1))


async def _and_on(context: Context, sentence: str) -> Reply:
    rest = await lacking(list_of(context, "lacking"))
    note: Part = Note(text=sentence, tone=Tone.DONE)
    return Reply(summary=sentence, parts=(note, *rest.parts))


def _suggested(library: Library, story: Story, known: list[str]) -> Suggested:
    hits = {hit.number: hit.score for hit in library.similar(story.number, limit=_ALIKE)}
    return suggest(
        story,
        companies=library.companies_under(places(story.link)),
        alike=[(other, hits[other.number]) for other in library.stories(list(hits))],
        known=known,
    )


def _skip_page(context: Context, page: Page) -> tuple[Actions, ...]:
    if len(page.stories) < 2:  # noqa: PLR2004 - one has the button on its own card
        return ()
    numbers = " ".join(str(story.number) for story in page.stories)
    return (Actions(buttons=(Button(label=context.words.say("lacking.skip_page"), press=f"skip@1:{numbers}"),)),)


async def _card(context: Context, story: Story, lacks: Suggested) -> StoryCard:
    say = context.words.say
    missing = (("company", story.company), ("tags", story.tags))
    reasons = [say(f"lacking.no_{name}") for name, value in missing if not value]
    if lacks:
        fitting = [name for name in (lacks.company, *(f"#{tag}" for tag in lacks.tags)) if name]
        reasons.append(say("lacking.fits", facts=" ".join(fitting)))
    return dataclasses.replace(
        story_card(context, story, reasons=tuple(reasons)), buttons=await _buttons(context, story, lacks)
    )


async def _buttons(context: Context, story: Story, lacks: Suggested) -> tuple[Button, ...]:
    say = context.words.say
    single: list[tuple[str, tuple[str, ...]]] = []
    if lacks.company:
        single.append((say("lacking.company", company=lacks.company), (lacks.company,)))
    single += [(f"#{tag}", ("", tag)) for tag in lacks.tags]
    buttons = [
        Button(label=label, press=await press_for(context, "fill", _APART.join((str(story.number), *values)), page=1))
        for label, values in single
    ]
    if len(single) > 1:
        every = _APART.join((str(story.number), lacks.company, *lacks.tags))
        press = await press_for(context, "fill", every, page=1)
        buttons.insert(0, Button(label=say("lacking.fill_all"), press=press, style="primary"))
    return (
        *buttons,
        Button(label=say("button.edit"), press=f"edit:{story.number}"),
        Button(label=say("lacking.skip"), press=f"skip@1:{story.number}"),
    )
