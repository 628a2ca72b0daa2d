"""What a scheduled post looks like: the story's card with its summary, as everybody in the channel sees it."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.commands.cards import story_card
from bot.digest.target import Target
from bot.reply import Button, Note, Reply
from bot.story import Story
from bot.summary import summarise
from bot.words.catalogue import Catalogue, load_catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    words: Catalogue
    zone: ZoneInfo
    shares: bool = False


def digest_reply(story: Story, target: Target, day: date) -> Reply:
    """The public message that features a story on a local date."""
    words = load_catalogue(target.language)
    weekday = words.say(f"weekday.{day.isoweekday()}")
    spoken = words.say("day.spoken", month=day.month, day=day.day, weekday=weekday)
    heading = words.say("today.heading", day=spoken)
    summary = summarise(story.title, story.body) or (words.say("open.no_body"),)
    card = story_card(_Look(words=words, zone=target.zone), story, summary=summary)
    why = Button(label=words.say("button.why"), press=f"why:{day.isoformat()}")
    card = dataclasses.replace(card, buttons=(*card.buttons, why))
    return Reply(summary=f"{heading}: {story.title}", parts=(Note(text=heading), card), private=False)
