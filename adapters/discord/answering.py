"""From an interaction to its one visible outcome: in time, privately unless shared, once however often it comes."""

import asyncio

import discord
import structlog
from discord import InteractionType

from adapters.discord import wishes
from adapters.discord.backfilling import Backfilling
from adapters.discord.conversation import Conversation
from adapters.discord.outcomes import Asker, Opened, Outcome, Shown, failed, said
from adapters.discord.people import People, language_of
from adapters.discord.place import Place
from adapters.discord.sending import Persistence
from adapters.discord.settings import DiscordSettings
from adapters.discord.wishes import Backfill, Delete, Meant, Wish
from bot.actor import Role
from bot.app import App
from bot.errors import StoreFault, UnknownState
from bot.reply import Tone
from bot.words.catalogue import load_catalogue

_log = structlog.get_logger()
_AT_WORK = 3  # answers worked on at the same time; with more waiting, an answer is announced before it is begun
_FORM_SECONDS = 2.6  # a form cannot be announced, so it has to be there within Discord's 3 seconds


class Answerer:
    """Answers commands, buttons, menus and forms."""

    def __init__(
        self,
        app: App,
        settings: DiscordSettings,
        people: People,
        conversation: Conversation,
        backfilling: Backfilling,
    ) -> None:
        self._app = app
        self._settings = settings
        self._people = people
        self._conversation = conversation
        self._backfilling = backfilling
        self._persistence = Persistence.of(settings)
        self._slots = asyncio.Semaphore(_AT_WORK)

    async def answer(self, interaction: discord.Interaction) -> None:
        """The outcome of one interaction; a second delivery of it has none."""
        if not await self._is_first(interaction):
            return
        wish = wish_of(interaction)
        words = load_catalogue(language_of(interaction.locale, self._settings.language))
        place = Place(interaction, self._persistence, words)
        is_form = self._conversation.opens_form(wish)
        if self._slots.locked() and not is_form:
            await place.announce(turns=_turns(wish))
        work = asyncio.ensure_future(self._in_turn(interaction, wish, place, waits=not is_form))
        try:
            await self._show(work, wish, place)
        finally:
            work.cancel()

    async def _is_first(self, interaction: discord.Interaction) -> bool:
        key = f"discord:interaction:{interaction.id}"
        try:
            return await self._app.store.write(lambda library: library.claim(key, at=self._app.now()))
        except StoreFault:  # the person is going to be told what is wrong with it
            return True

    async def _show(self, work: asyncio.Future[Outcome], wish: Wish | None, place: Place) -> None:
        if not place.is_announced:
            is_form = self._conversation.opens_form(wish)
            done, _ = await asyncio.wait({work}, timeout=_FORM_SECONDS if is_form else self._settings.patience_seconds)
            if not done:
                await place.announce(turns=_turns(wish))
        outcome = await work
        if isinstance(outcome, Opened):
            await place.open(outcome)
        else:
            await place.show(outcome)

    async def _in_turn(
        self, interaction: discord.Interaction, wish: Wish | None, place: Place, *, waits: bool
    ) -> Outcome:
        """The outcome, a few at a time, so that key presses of others get in between; a form cannot wait."""
        if not waits:
            return await self._outcome(interaction, wish, place)
        async with self._slots:
            return await self._outcome(interaction, wish, place)

    async def _outcome(self, interaction: discord.Interaction, wish: Wish | None, place: Place) -> Outcome:
        language = language_of(interaction.locale, self._settings.language)
        try:
            asker = Asker(
                actor=await self._people.of_interaction(interaction),
                channel=f"discord:{interaction.channel_id or interaction.user.id}",
                language=language,
                origin=f"discord:{interaction.message.id if interaction.message else interaction.id}",
                progress=place.progress,
            )
            if isinstance(wish, Delete):
                return await self._delete(interaction, wish, asker)
            if isinstance(wish, Backfill):
                return await self._backfilling.of_interaction(interaction, asker, place)
            return await self._conversation.grant(wish, asker, may_open=lambda: place.may_open)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the person gets an answer
            return failed(fault, load_catalogue(language), self._app.random)

    async def _delete(self, interaction: discord.Interaction, wish: Delete, asker: Asker) -> Shown:
        """Take the pressed answer away for who it was posted for, or for an admin; once it is gone, again is fine."""
        if str(interaction.user.id) != wish.owner and asker.actor.role < Role.ADMIN:
            return said(asker.words.say("discord.not_yours"), asker.words, tone=Tone.CAUTION)
        message = interaction.message
        try:
            if message is not None:
                await self._persistence.call(message.delete)
        except discord.NotFound:
            _log.info("answer was gone", platform="discord")
        return said(asker.words.say("discord.deleted"), asker.words, tone=Tone.DONE)


def _turns(wish: Wish | None) -> bool:
    return isinstance(wish, Meant) and wish.turns


def wish_of(interaction: discord.Interaction) -> Wish | None:
    """What an interaction asks for; None for a button or command that is not ours any more."""
    data: wishes.Data = interaction.data or {}
    try:
        match interaction.type:
            case InteractionType.application_command:
                return wishes.from_command(data)
            case InteractionType.component:
                return wishes.from_component(data)
            case _:
                return wishes.from_modal(data)
    except UnknownState:
        return None
