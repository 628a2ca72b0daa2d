"""How a story looks in a reply: its card, its small facts, and why it was found, in words."""

from typing import Protocol
from zoneinfo import ZoneInfo

from bot.graphemes import shorten
from bot.prose import reading_minutes
from bot.reply import PRESS_LIMIT, Button, Marked, StoryCard
from bot.search import Evidence, Hit, Why
from bot.story import Story
from bot.words.catalogue import Catalogue


class Look(Protocol):
    """What a card needs of whoever shows it: the words, the zone of its dates, and whether stories can be shared."""

    @property
    def words(self) -> Catalogue: ...
    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def shares(self) -> bool: ...


_UNREMARKABLE = frozenset({Evidence.TITLE})


def hit_card(context: Look, story: Story, hit: Hit, query: str) -> StoryCard:
    """A story found by a search: why it was found, the place that matched, and what to do with it."""
    excerpt = next((why.excerpt for why in hit.why if why.excerpt), None)
    return _card(
        context,
        story,
        marks=hit.title_marks,
        reasons=tuple(dict.fromkeys(_reason(context, why) for why in hit.why)),
        excerpt=Marked(text=excerpt.text, marks=excerpt.marks) if excerpt else None,
        buttons=(*_buttons(context, story, "open", "save", "similar"), *_share_button(context, story, query)),
    )


def story_card(
    context: Look, story: Story, *, summary: tuple[str, ...] = (), reasons: tuple[str, ...] = ()
) -> StoryCard:
    """A story by itself; with `summary` it is the opened one, without a button that opens it again."""
    presses = ("save", "similar") if summary else ("open", "save", "similar")
    further = (*_share_button(context, story), *_about_button(context, story)) if summary else ()
    return _card(
        context, story, reasons=reasons, summary=summary, buttons=(*_buttons(context, story, *presses), *further)
    )


def facts(context: Look, story: Story) -> tuple[str, ...]:
    """The small line under a title: number, company, author, views, minutes to read, date."""
    said = [context.words.say("card.number", number=story.number)]
    said += [name for name in (story.company, story.author) if name]
    if story.views:
        said.append(context.words.say("card.views", views=story.views))
    if story.body:
        said.append(context.words.say("card.minutes", minutes=reading_minutes(story.body)))
    if story.published_at:
        said.append(story.published_at.astimezone(context.zone).date().isoformat())
    return tuple(said)


def _card(
    context: Look,
    story: Story,
    *,
    buttons: tuple[Button, ...],
    marks: tuple[tuple[int, int], ...] = (),
    reasons: tuple[str, ...] = (),
    excerpt: Marked | None = None,
    summary: tuple[str, ...] = (),
) -> StoryCard:
    return StoryCard(
        number=story.number,
        id=story.id,
        title=Marked(text=story.title, marks=marks),
        link=story.link,
        company=story.company,
        author=story.author,
        tags=story.tags,
        views=story.views,
        published_on=story.published_at.astimezone(context.zone).date() if story.published_at else None,
        facts=facts(context, story),
        reasons=reasons,
        excerpt=excerpt,
        summary=summary,
        buttons=buttons,
    )


def _buttons(context: Look, story: Story, *commands: str) -> tuple[Button, ...]:
    link = (Button(label=context.words.say("button.read"), link=story.link),) if story.link else ()
    return link + tuple(
        Button(label=context.words.say(f"button.{command}"), press=f"{command}:{story.number}") for command in commands
    )


def _about_button(context: Look, story: Story) -> tuple[Button, ...]:
    """The button that asks about a story; none where it has no text to answer from."""
    if not story.body:
        return ()
    return (Button(label=context.words.say("button.answer.about"), press=f"about:{story.number}"),)


def _share_button(context: Look, story: Story, query: str = "") -> tuple[Button, ...]:
    """The button that shares a story with the words it was found by; none where there is no channel to share to."""
    if not context.shares:
        return ()
    press = f"share:{story.number}"
    if query:
        press += f" {shorten(' '.join(query.split()), PRESS_LIMIT - len(press) - 1)}"
    return (Button(label=context.words.say("button.share"), press=press),)


def _reason(context: Look, why: Why) -> str:
    if why.read_as and why.evidence not in _UNREMARKABLE:
        return context.words.say(f"why.{why.evidence.value}_as", read_as=why.read_as)
    return context.words.say(f"why.{why.evidence.value}")
