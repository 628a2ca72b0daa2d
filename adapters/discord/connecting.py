"""Staying connected: logs in, listens, and begins anew after every failure that can pass."""

import asyncio
from collections.abc import Callable

import aiohttp
import discord
import structlog

from adapters.discord.client import StoryClient

_log = structlog.get_logger()
_LONGEST_PAUSE = 60.0
# Close codes after which Discord does not want the same login again: token, sharding, version, intents.
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
HOPELESS = frozenset({4004, 4010, 4011, 4012, 4013, 4014})
_ADVICE = {
    4004: "make a new token in the developer portal and set STORYBOT_DISCORD_TOKEN",
    4013: "this version asks for an intent Discord does not know; update storybot",
    4014: "switch on the Message Content intent on the page Bot of the developer portal, or link collection off",
}


class Connection:
    """One client after another, until closed or until Discord says never."""

    def __init__(self, make: Callable[[], StoryClient], *, token: str, pause_seconds: float) -> None:
        self._make = make
        self._token = token
        self._pause = pause_seconds
        self._task: asyncio.Task[None] | None = None
        self.client: StoryClient | None = None

    @property
    def is_up(self) -> bool:
        """Whether events are delivered now."""
        return self.client is not None and self.client.is_connected and not self.client.is_closed()

    @property
    def me(self) -> int | None:
        """The bot's own user id, once logged in."""
        return self.client.user.id if self.client is not None and self.client.user is not None else None

    def start(self) -> None:
        """Begin connecting in the background."""
        self._task = asyncio.create_task(self._stay(), name="discord connection")

    async def close(self) -> None:
        """Disconnect and stop trying."""
        task, self._task = self._task, None
        if self.client is not None:
            await self.client.close()
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _stay(self) -> None:
        pause = self._pause
        while True:
            client = self.client = self._make()
            try:
                async with client:
                    await client.login(self._token)
                    await client.connect()
                    return
            except (discord.DiscordException, aiohttp.ClientError, OSError, AttributeError) as fault:
                # discord.py dies of an AttributeError when its very first gateway connection fails.
                if _is_hopeless(fault):
                    return
                _log.warning("connecting again", platform="discord", fault=type(fault).__name__, seconds=pause)
            finally:
                client.is_connected = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


def _is_hopeless(fault: Exception) -> bool:
    match fault:
        case discord.LoginFailure():
            code = 4004
        case discord.PrivilegedIntentsRequired():
            code = 4014
        case discord.ConnectionClosed() if fault.code in HOPELESS:
            code = fault.code
        case _:
            return False
    _log.error("discord refuses the bot", platform="discord", code=code, advice=_ADVICE.get(code, "update storybot"))
    return True
