"""Calls to Discord made again when they failed on the way; what is called must have one effect however often."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import aiohttp
import discord
import structlog

from adapters.discord.settings import DiscordSettings

T = TypeVar("T")

_log = structlog.get_logger()
# discord.py itself waits out 429 and tries 500, 502, 504 and 524 again, but neither 503 nor a connection that was cut.
_PASSING = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError, TimeoutError)

RATE_LIMIT_SECONDS = 30.0  # discord.py waits out rate limits up to here inside a call; it takes no less
_LONGEST_WAIT = 300.0
ALREADY_ANSWERED = 40060
UNKNOWN_CHANNEL = 10003
UNKNOWN_INTERACTION = 10062
UNKNOWN_WEBHOOK = 10015
INVALID_WEBHOOK_TOKEN = 50027
EXPIRED = frozenset({UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN})
BAD_BODY = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Persistence:
    """How often a call is tried in all, how long one try may take, and the first pause between tries (it doubles)."""

    attempts: int
    timeout_seconds: float
    pause_seconds: float

    @classmethod
    def of(cls, settings: DiscordSettings) -> "Persistence":
        """As the operator set it."""
        return cls(
            attempts=settings.attempts,
            timeout_seconds=settings.timeout_seconds,
            pause_seconds=settings.retry_seconds / 2,
        )

    async def call(self, call: Callable[[], Awaitable[T]]) -> T:
        """The result of `call`. Raises what the last try raised, and at once what another try cannot mend."""
        for attempt in range(1, self.attempts):
            try:
                return await self._once(call)
            except _PASSING as lost:
                fault = type(lost).__name__
            except discord.DiscordServerError as lost:
                fault = str(lost.status)
            except discord.RateLimited as limited:
                if limited.retry_after > _LONGEST_WAIT:
                    raise
                fault = "429"
                await asyncio.sleep(limited.retry_after)
            _log.info("trying again", platform="discord", fault=fault, attempt=attempt)
            await asyncio.sleep(self.pause_seconds * 2 ** (attempt - 1))
        return await self._once(call)

    async def _once(self, call: Callable[[], Awaitable[T]]) -> T:
        async with asyncio.timeout(self.timeout_seconds + RATE_LIMIT_SECONDS):
            return await call()
