"""What every part of the adapter works with, and how a person's request reaches the app."""

from dataclasses import dataclass

import structlog

from adapters.slack.courier import Courier
from adapters.slack.parcels import sent
from adapters.slack.payloads import Person, Place
from adapters.slack.people import Known, People
from adapters.slack.render import Message, render
from adapters.slack.spaces import Spaces
from adapters.slack.telling import Telling
from bot.actor import Actor
from bot.answers.following import Turn
from bot.app import App
from bot.chat_settings import LANGUAGE
from bot.commands.beforehand import ABOUT_PEOPLE
from bot.commands.conversing import last_turn
from bot.commands.registry import Reading, read_press
from bot.errors import StoreFault, UnknownState
from bot.fetching import PageFetcher
from bot.reply import Note, Reply, Tone
from bot.request import Language, Thread
from bot.words.catalogue import Catalogue, load_catalogue

_log = structlog.get_logger()
_PEOPLE_CALLED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The app, the way out to Slack, and who and where is served. `page_host` serves the library's own pages.

    Who waits longer than `patience_seconds` for an answer in a thread sees there that it is being looked for.
    Who waits for something long sees every `progress_seconds` how far it has got.
    """

    app: App
    courier: Courier
    people: People
    spaces: Spaces
    language: Language
    fetcher: PageFetcher | None = None
    page_host: str = ""
    patience_seconds: float = 1.5
    progress_seconds: float = 2.0

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
        self,
        reading: Reading,
        known: Known,
        place: Place,
        *,
        origin: str = "",
        fields: dict[str, str] | None = None,
        thread: Thread | None = None,
        people: tuple[Actor, ...] = (),
        telling: Telling | None = None,
    ) -> Reply:
        """The app's reply to what was read; files in it have been sent. `telling` shows how far it has got."""
        request = self.app.request(
            reading,
            actor=known.actor,
            channel=place.key,
            language=known.language,
            fields=fields,
            origin=origin,
            thread=thread,
            people=people,
        )
        words, user = self.words(known.language), known.actor.key.removeprefix("slack:")
        telling = telling or self.telling(user, known.language)
        try:
            reply = await self.app.handle(request, progress=telling.tell)
        finally:
            await telling.end()
        return await sent(reply, self.courier, user=user, words=words)

    def telling(self, user: str, language: Language) -> Telling:
        """Shows a person how far something long has got."""
        return Telling(self.courier, user, self.words(language), self.progress_seconds)

    async def called(self, reading: Reading, users: tuple[str, ...], place: Place) -> tuple[Actor, ...]:
        """The people of the workspace that a line calls, where people are what its command is about."""
        if reading.command not in ABOUT_PEOPLE:
            return ()
        known = [await self.people.know(Person(user=user), place.team) for user in users[:_PEOPLE_CALLED]]
        return tuple(one.actor for one in known if one.is_ours)

    async def turn(self, conversation: str) -> Turn | None:
        """What was asked last in a conversation."""
        return await last_turn(self.app.store, conversation, self.app.now())

    def refusal(self) -> Message:
        """What people of a workspace that is not served are told."""
        return self.notice("slack.other_space", self.words(self.language))

    def notice(self, key: str, words: Catalogue, *, tone: Tone = Tone.CAUTION, **facts: object) -> Message:
        """One sentence of the catalogue as a message."""
        return render(said(words.say(key, **facts), tone), words)

    async def space_words(self) -> Catalogue:
        """The catalogue for what everybody sees: in the language admins set in chat, else the configured one."""
        chosen = await self.app.store.read(lambda library: library.setting(LANGUAGE.name))
        return self.words("en" if chosen == "en" else "ko") if chosen else self.words(self.language)

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
