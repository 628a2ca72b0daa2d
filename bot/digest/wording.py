"""What a scheduled post looks like, as everybody in the channel sees it: a card, a list, or that there is nothing."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.commands.cards import facts, story_card
from bot.digest.picking import SHOWN_NEW, SHOWN_WEEKLY
from bot.digest.target import STARTER_AUTO, Kind, Target
from bot.reply import Actions, Button, Listing, Note, Part, Reply, Row, Text
from bot.story import Story
from bot.summary import summarise
from bot.words.catalogue import Catalogue, load_catalogue

_HEADING = re.compile(r"^ {0,3}#{1,6} +(.+)$", re.MULTILINE)
_LOOKED_THROUGH = 50_000
_LONGEST_QUESTION = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a card needs to know where nobody asked for it."""

    words: Catalogue
    zone: ZoneInfo
    shares: bool = False


def digest_reply(stories: Sequence[Story], target: Target, day: date) -> Reply:
    """The public message of a local date; without stories it says that there is nothing to send."""
    look = Look(words=load_catalogue(target.language), zone=target.zone)
    say = look.words.say
    weekday = say(f"weekday.{day.isoweekday()}")
    spoken = say("day.spoken", month=day.month, day=day.day, weekday=weekday)
    if not stories:
        sentence = say(f"post.none_{target.kind.value}", day=spoken)
        return Reply(summary=sentence, parts=(Note(text=sentence),), private=False)
    match target.kind:
        case Kind.FEATURED:
            return _featured(look, stories[0], target, day, say("today.heading", day=spoken))
        case Kind.NEW:
            return _list(look, stories, day, say("post.new", day=spoken, count=len(stories)), SHOWN_NEW)
        case Kind.WEEKLY:
            return _list(look, stories, day, say("post.weekly", day=spoken, count=len(stories)), SHOWN_WEEKLY)


def _featured(look: Look, story: Story, target: Target, day: date, heading: str) -> Reply:
    say = look.words.say
    summary = summarise(story.title, story.body) or (say("open.no_body"),)
    card = story_card(look, story, summary=summary)
    buttons = (
        *card.buttons,
        Button(label=say("button.like"), press=f"like:{story.number}"),
        Button(label=say("button.dislike"), press=f"dislike:{story.number}"),
        Button(label=say("button.why"), press=f"why:{day.isoformat()}"),
    )
    parts: tuple[Part, ...] = (Note(text=heading), dataclasses.replace(card, buttons=buttons))
    if target.starter:
        parts = (*parts, Text(paragraphs=(_starter(look.words, story, target.starter),)))
    return Reply(summary=f"{heading}: {story.title}", parts=parts, private=False)


def _list(look: Look, stories: Sequence[Story], day: date, heading: str, shown: int) -> Reply:
    rows = tuple(
        Row(label=story.title, detail=" · ".join(facts(look, story)), press=f"open:{story.number}")
        for story in stories[:shown]
    )
    more = len(stories) - shown
    button = Button(label=look.words.say("button.more_posted", count=more), press=f"posted:{day.isoformat()}")
    parts: tuple[Part, ...] = (
        Listing(heading=heading, rows=rows),
        *((Actions(buttons=(button,)),) if more > 0 else ()),
    )
    return Reply(summary=f"{heading}: {stories[0].title}", parts=parts, private=False)


def _starter(words: Catalogue, story: Story, starter: str) -> str:
    """The question that starts the talk: the admin's own, else one the story asks itself, else a neutral one."""
    if starter != STARTER_AUTO:
        return starter
    headings = (heading[1].strip() for heading in _HEADING.finditer(story.body[:_LOOKED_THROUGH]))
    asked = next((one for one in (story.title, *headings) if one.endswith("?") and len(one) <= _LONGEST_QUESTION), "")
    return words.say("post.asked_inside", question=asked) if asked else words.say("post.asked")
