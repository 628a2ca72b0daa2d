"""What every part of the adapter works with, and how a person's request reaches the app."""

from dataclasses import dataclass

import structlog

from adapters.slack.courier import Courier
from adapters.slack.payloads import Person, Place
from adapters.slack.people import Known, People
from adapters.slack.render import Message, render
from adapters.slack.spaces import Spaces
from bot.app import App
from bot.commands.registry import Reading, read_press
from bot.errors import StoreFault, UnknownState
from bot.fetching import PageFetcher
from bot.reply import Note, Reply, Tone
from bot.request import Language
from bot.words.catalogue import Catalogue, load_catalogue

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The app, the way out to Slack, and who and where is served. `page_host` serves the library's own pages."""

    app: App
    courier: Courier
    people: People
    spaces: Spaces
    language: Language
    fetcher: PageFetcher | None = None
    page_host: str = ""

    async def admit(self, person: Person, place: Place) -> Known | None:
        """Who asks; None where the workspace is not one that is served."""
        return await self.people.know(person, place.team) if await self.serves(place) else None

    async def serves(self, place: Place) -> bool:
        """Whether the workspace is one that is served."""
        try:
            return await self.spaces.serves(place.team)
        except StoreFault as fault:
            # Nothing of the library can be read now either; the app says so in the person's words.
            _log.warning("space unknown", fault=type(fault).__name__)
            return True

    async def answer(
        self, reading: Reading, known: Known, place: Place, *, origin: str = "", fields: dict[str, str] | None = None
    ) -> Reply:
        """The app's reply to what was read."""
        request = self.app.request(
            reading, actor=known.actor, channel=place.key, language=known.language, fields=fields, origin=origin
        )
        return await self.app.handle(request)

    def refusal(self) -> Message:
        """What people of a workspace that is not served are told."""
        return self.notice("slack.other_space", self.words(self.language))

    def notice(self, key: str, words: Catalogue, *, tone: Tone = Tone.CAUTION, **facts: object) -> Message:
        """One sentence of the catalogue as a message."""
        return render(said(words.say(key, **facts), tone), words)

    def words(self, language: Language) -> Catalogue:
        """The catalogue of a language."""
        return load_catalogue(language)


def said(sentence: str, tone: Tone = Tone.CAUTION) -> Reply:
    """A reply of one sentence."""
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=tone),))


def pressed_reading(press: str) -> Reading | None:
    """What a button asks for; None where no command of ours stands behind it."""
    try:
        return read_press(press)
    except UnknownState:
        return None
