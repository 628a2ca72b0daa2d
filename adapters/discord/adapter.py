"""The Discord adapter: put together, started, closed."""

import asyncio
from collections.abc import Awaitable

import discord
import structlog

from adapters.discord.answering import Answerer
from adapters.discord.backfilling import Backfilling
from adapters.discord.client import StoryClient, point_at
from adapters.discord.completion import Completion
from adapters.discord.connecting import Connection
from adapters.discord.conversation import Conversation
from adapters.discord.linkwatch import LinkWatch
from adapters.discord.mentions import Mentions, speaks_to
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.people import People
from adapters.discord.settings import DiscordSettings
from adapters.discord.syncing import register_commands
from bot.app import App
from bot.errors import StoreFault
from bot.fetching import PageFetcher
from bot.ports import Clock

_log = structlog.get_logger()
_LAST_WORDS_SECONDS = 5.0
__all__ = ["DiscordAdapter", "DiscordSettings"]


class DiscordAdapter:
    """The bot in its Discord servers; `messenger` posts there unasked."""

    name = "discord"

    def __init__(self, app: App, settings: DiscordSettings, *, fetcher: PageFetcher | None = None, now: Clock) -> None:
        self._app = app
        self._settings = settings
        conversation = Conversation(app, fetcher)
        self._people = People(self._guilds, app.store, settings, now)
        self._watch = LinkWatch(app, settings, fetcher)
        self._completion = Completion(app, settings, self._people)
        self._mentions = Mentions(app, settings, self._people, conversation)
        backfilling = Backfilling(settings, self._watch)
        self._answerer = Answerer(app, settings, self._people, conversation, backfilling)
        self._connection = Connection(
            lambda: StoryClient(settings, self, self._prepare),
            token=settings.token,
            pause_seconds=settings.retry_seconds,
        )
        self.messenger = DiscordMessenger(lambda: self._connection.client, settings)
        self._answering: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Connect and begin to answer; returns when connecting is under way, and keeps trying by itself."""
        point_at(self._settings)
        self._connection.start()

    async def close(self) -> None:
        """Finish what is being answered and disconnect. Calling it again does nothing."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=_LAST_WORDS_SECONDS)
        for task in self._answering:
            task.cancel()
        await self._connection.close()

    def is_ready(self) -> bool:
        """Whether people reach the bot over Discord now."""
        return self._connection.is_up

    def routes(self) -> tuple[()]:
        """Discord calls nothing over HTTP."""
        return ()

    async def heard_interaction(self, interaction: discord.Interaction) -> None:
        """Answer somebody who used a command, a button, a menu or a form."""
        if interaction.type is discord.InteractionType.autocomplete:
            await self._watched(self._completion.answer(interaction))
        else:
            await self._watched(self._answerer.answer(interaction))

    async def heard_message(self, message: discord.Message) -> None:
        """Answer a message that speaks to the bot; look at the links of any other."""
        me = self._connection.me
        if me is None or message.author.bot:
            return
        if speaks_to(message, me):
            await self._watched(self._mentions.answer(message, me))
        elif message.guild and message.content and await self._people.serves(message.guild.id):
            await self._watched(self._overhear(message, me))

    async def _overhear(self, message: discord.Message, me: int) -> None:
        await self._mentions.overhear(message, me)
        if self._settings.message_content:
            await self._watch.notice(message)

    async def _watched(self, answering: Awaitable[None]) -> None:
        """Answer, with failures in the log once; closing waits for it."""
        task = asyncio.ensure_future(_logged(answering))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        await task

    async def _prepare(self, client: discord.Client) -> None:
        if not self._settings.command_sync:
            return
        try:
            await register_commands(client, self._app, self._settings)
        except (discord.HTTPException, StoreFault) as fault:
            _log.error("commands not registered", platform="discord", fault=str(fault))

    def _guilds(self) -> tuple[discord.Guild, ...]:
        client = self._connection.client
        return tuple(client.guilds) if client else ()


async def _logged(answering: Awaitable[None]) -> None:
    try:
        await answering
    except discord.HTTPException as refused:
        _log.warning("discord refused", platform="discord", status=refused.status, code=refused.code)
    except Exception:  # noqa: BLE001 - one lost answer must not become two
        _log.exception("answering failed", platform="discord")
