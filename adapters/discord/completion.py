"""Completion while somebody types: up to 25 titles at every key press, or what was typed when that takes too long."""

import asyncio

import discord
import structlog
from discord.app_commands import Choice

from adapters.discord.escaping import plain
from adapters.discord.limits import CHOICE_NAME, CHOICES
from adapters.discord.people import People
from adapters.discord.sending import EXPIRED
from adapters.discord.settings import DiscordSettings
from adapters.discord.wishes import typed_so_far
from bot.actor import Role
from bot.app import App
from bot.errors import StoreFault
from bot.graphemes import shorten
from bot.search import Suggestion

_log = structlog.get_logger()


class Completion:
    """Answers autocomplete interactions."""

    def __init__(self, app: App, settings: DiscordSettings, people: People) -> None:
        self._app = app
        self._settings = settings
        self._people = people

    async def answer(self, interaction: discord.Interaction) -> None:
        """The choices for one key press; too late a one is dropped, the next is on its way already."""
        _, typed = typed_so_far(interaction.data or {})
        choices = await self._choices(interaction, typed)
        try:
            await interaction.response.autocomplete(choices)
        except discord.HTTPException as refused:
            if refused.code not in EXPIRED:
                raise

    async def _choices(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        try:
            async with asyncio.timeout(self._settings.completion_seconds):
                actor = await self._people.of_interaction(interaction)
                if actor.role < Role.MEMBER:
                    return []
                found = await self._app.complete(typed, limit=CHOICES)
        except (TimeoutError, StoreFault, discord.HTTPException) as late:
            _log.warning("completion gave up", platform="discord", fault=type(late).__name__)
            return echoed(typed)
        return [choice_of(one) for one in found[:CHOICES]] or echoed(typed)


def choice_of(suggestion: Suggestion) -> Choice[str]:
    """A story to choose, by its title and company; choosing opens it."""
    company = f" · {plain(suggestion.company)}" if suggestion.company else ""
    title = shorten(plain(suggestion.title) or "·", max(1, CHOICE_NAME - len(company)))
    return Choice(name=shorten(f"{title}{company}", CHOICE_NAME), value=f"open:{suggestion.number}")


def echoed(typed: str) -> list[Choice[str]]:
    """What was typed as the one choice, so that it can be sent as it stands."""
    shown = shorten(plain(typed), CHOICE_NAME) if plain(typed) else ""
    return [Choice(name=shown, value=shown)] if shown else []
