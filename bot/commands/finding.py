"""Searching: `/story 검색어`, its pages, and stories like another."""

from bot.commands.asking import asked_story
from bot.commands.cards import hit_card
from bot.commands.paging import offset, page_buttons
from bot.commands.values import Context
from bot.ports import Library
from bot.reply import Actions, Button, Note, Reply, StoryCard
from bot.search import Found, Hit
from bot.story import Story

HITS_A_PAGE = 5
QUERY_LIMIT = 500
_ORDER = "\x1f"  # nobody types it; parts the query from the order of its hits


async def find(context: Context) -> Reply:
    """A page of a search; without words, what could be typed."""
    say = context.words.say
    typed, order = _asked(context)
    query = typed[:QUERY_LIMIT].strip()
    if not query:
        return Reply(summary=say("find.empty"), parts=(Note(text=say("find.empty")),))

    def work(library: Library) -> tuple[Found, list[tuple[Story, Hit]], list[tuple[Story, Hit]]]:
        found = library.find(query, limit=HITS_A_PAGE, offset=offset(context, HITS_A_PAGE), order=order)
        return found, _with_stories(library, found.hits), _with_stories(library, found.suggestions)

    found, hits, suggestions = await context.store.read(work)
    if context.request.page == 1:
        context.trail.searched(context.request.actor.key, query, found.total, at=context.now, zone=context.zone)
    if not found.total:
        return _nothing(context, query, suggestions)
    total = len(found.order) or found.total
    pages = -(-total // HITS_A_PAGE)
    key = "find.some_paged" if pages > 1 else "find.some"
    sentence = say(key, query=query, count=total, page=context.request.page, pages=pages)
    kept = _kept(query, found.order) if pages > 1 else ""
    buttons = await page_buttons(context, total=total, size=HITS_A_PAGE, argument=kept)
    return Reply(summary=sentence, parts=(Note(text=sentence), *_cards(context, hits, query), *buttons))


async def similar(context: Context) -> Reply:
    """Stories about the same as one."""

    def work(library: Library) -> tuple[Story, list[tuple[Story, Hit]]]:
        story = asked_story(library, context)
        return story, _with_stories(library, library.similar(story.number, limit=HITS_A_PAGE))

    story, found = await context.store.read(work)
    say = context.words.say
    if not found:
        sentence = say("similar.none", title=story.title)
        return Reply(summary=sentence, parts=(Note(text=sentence),))
    sentence = say("similar.some", title=story.title, count=len(found))
    return Reply(summary=sentence, parts=(Note(text=sentence), *_cards(context, found)))


def _asked(context: Context) -> tuple[str, tuple[int, ...]]:
    """The query, and behind the first page the order of its hits as the first page had them."""
    query, _, numbers = context.request.argument.partition(_ORDER)
    if context.request.page == 1:
        return query, ()
    return query, tuple(int(number) for number in numbers.split(",") if number.isdigit())


def _kept(query: str, order: tuple[int, ...]) -> str:
    """What a page button has to know, so that stories that come or go meanwhile make no hit appear twice or vanish."""
    return f"{query}{_ORDER}{','.join(map(str, order))}"


def _nothing(context: Context, query: str, suggestions: list[tuple[Story, Hit]]) -> Reply:
    say = context.words.say
    sentence = say("find.none", query=query)
    if not suggestions:
        return Reply(summary=sentence, parts=(Note(text=sentence), Note(text=say("find.none_hint"))))
    guesses = tuple(
        Button(label=say("find.guess", title=story.title), press=f"open:{story.number}") for story, _ in suggestions
    )
    return Reply(
        summary=sentence,
        parts=(Note(text=sentence), Note(text=say("find.did_you_mean")), Actions(buttons=guesses)),
    )


def _cards(context: Context, found: list[tuple[Story, Hit]], query: str = "") -> tuple[StoryCard, ...]:
    return tuple(hit_card(context, story, hit, query) for story, hit in found)


def _with_stories(library: Library, hits: tuple[Hit, ...]) -> list[tuple[Story, Hit]]:
    stories = {story.number: story for story in library.stories([hit.number for hit in hits])}
    return [(stories[hit.number], hit) for hit in hits if hit.number in stories]
