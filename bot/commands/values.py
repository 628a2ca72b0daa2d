"""What a command is, and what its handler gets."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from random import Random
from zoneinfo import ZoneInfo

from bot.answers.writing import Writer
from bot.curation.searching import Trail
from bot.feeds.source import FeedSource
from bot.permissions import Permission
from bot.ports import Store
from bot.reply import Reply
from bot.request import Request
from bot.words.catalogue import Catalogue


class Takes(Enum):
    """What may stand behind a command's name; decides when a line that begins with that name is a search instead."""

    NOTHING = "nothing"
    STORY = "story"  # a story's number
    STORIES = "stories"  # one or two of them
    WORDS = "words"  # anything
    LINK = "link"  # words with a link among them
    CHOICE = "choice"  # one word
    FEED = "feed"  # a feed's number or address, or what to do with feeds


Progress = Callable[[str], Awaitable[None]]
"""Shows how far something long has got, in place of what was shown before."""


async def unseen(sentence: str) -> None:
    """Progress that nobody sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A request with all that its handler may use. `now` is aware UTC; `zone` is where local dates are counted.

    `shares`: is there a channel to share stories to? `trail` counts searches and what is opened from them.
    `progress` shows how far the handler has got. `feeds` reaches feeds, where there is a way out.
    `writer` is a language model, where one is set up.
    """

    request: Request
    store: Store
    words: Catalogue
    now: datetime
    zone: ZoneInfo
    random: Random
    commands: tuple["Command", ...]
    shares: bool = False
    trail: Trail = field(default_factory=Trail)
    feeds: FeedSource | None = None
    progress: Progress = unseen
    writer: Writer | None = None

    @property
    def today(self) -> date:
        """The local date of the request."""
        return self.now.astimezone(self.zone).date()


Handler = Callable[[Context], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing people can ask for; `command.NAME.about` and `.example` of the catalogue describe it.

    `korean` and `english` are the names people type, the first of each shown; `optional`: it may stand alone although
    it takes something. `listed`: shown in help and offered as sub-command. `private`: only the asker sees the reply.
    """

    name: str
    korean: tuple[str, ...]
    english: tuple[str, ...]
    takes: Takes
    handler: Handler
    optional: bool = False
    permission: Permission = Permission.READ
    listed: bool = True
    private: bool = True

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every name it answers to."""
        return (*self.korean, *self.english)
