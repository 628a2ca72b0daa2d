"""discord.py's client with what this bot needs of it: few intents, no pings, no caches; events go to the adapter."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.sending import RATE_LIMIT_SECONDS
from adapters.discord.settings import DiscordSettings

_log = structlog.get_logger()
_GUILD_SECONDS = 0.2  # how long READY waits for one more server


class Listener(Protocol):
    """Who hears of events."""

    async def heard_interaction(self, interaction: discord.Interaction) -> None:
        """Somebody used a command, a button, a menu or a form."""

    async def heard_message(self, message: discord.Message) -> None:
        """Somebody wrote a message."""


class StoryClient(discord.Client):
    """One login; `is_connected` while the gateway delivers events."""

    def __init__(
        self, settings: DiscordSettings, listener: Listener, prepare: Callable[[discord.Client], Awaitable[None]]
    ) -> None:
        super().__init__(
            intents=intents_of(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            heartbeat_timeout=settings.heartbeat_seconds,
            guild_ready_timeout=_GUILD_SECONDS,
            max_ratelimit_timeout=RATE_LIMIT_SECONDS,
        )
        self._settings = settings
        self._listener = listener
        self._prepare = prepare
        self.is_connected = False

    async def setup_hook(self) -> None:
        """All slow work of a start, before the gateway expects anything of us."""
        if self._settings.gateway_url is None:
            _, url, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        await self._prepare(self)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """Wait as long as Discord wants before another session is begun."""
        if not initial:
            await asyncio.sleep(self._settings.identify_seconds)

    async def on_connect(self) -> None:
        self.is_connected = True

    async def on_resumed(self) -> None:
        self.is_connected = True

    async def on_disconnect(self) -> None:
        self.is_connected = False

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self._listener.heard_interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        await self._listener.heard_message(message)

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        """What escaped a listener, once in the log."""
        _log.exception("event failed", platform="discord", event_name=event_method)


def point_at(settings: DiscordSettings) -> None:
    """Tell discord.py, for the whole process, where Discord is. Its documented class attributes are the only way."""
    Route.BASE = settings.api_url
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


def intents_of(settings: DiscordSettings) -> discord.Intents:
    """Servers and messages, no privileged intent; what people write in passing only where that is switched on."""
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    intents.message_content = settings.message_content
    return intents
