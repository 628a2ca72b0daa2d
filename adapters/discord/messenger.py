"""Posting to channels by itself: the daily story, once for each key, found again by a mark in the message."""

from collections.abc import Callable
from datetime import datetime

import aiohttp
import discord
import structlog

from adapters.discord.outcomes import Shown, shown
from adapters.discord.render import Screen
from adapters.discord.sending import BAD_BODY, Persistence
from adapters.discord.settings import DiscordSettings
from adapters.discord.view import view_of
from bot.digest.outbox import PostFault, PostOutcome
from bot.graphemes import shorten
from bot.reply import Reply
from bot.words.catalogue import load_catalogue

_log = structlog.get_logger()
_THREAD_NAME = 100
_LOOKED_THROUGH = 2_000
_LOST = (aiohttp.ClientError, OSError, TimeoutError)


class DiscordMessenger:
    """Posts to Discord channels. A repeated nonce gives the first message for some minutes; the mark stays for ever."""

    platform = "discord"

    def __init__(self, client: Callable[[], discord.Client | None], settings: DiscordSettings) -> None:
        self._client = client
        self._settings = settings
        self._persistence = Persistence.of(settings)
        self._words = load_catalogue(settings.language)

    async def post(self, channel: str, reply: Reply, *, key: str) -> str:
        """Post and give the message's permalink. The same key within some minutes gives the same message.

        Raises PostFault.
        """
        place = self._place(channel)
        made = shown(reply, self._words)
        try:
            message = await self._send(place, made, key)
        except discord.HTTPException as refused:
            raise PostFault(_outcome(refused), f"{refused.status} {refused.code}") from refused
        except discord.RateLimited as limited:
            raise PostFault(PostOutcome.LATER, "rate limited") from limited
        except _LOST as lost:
            raise PostFault(PostOutcome.UNKNOWN, type(lost).__name__) from lost
        if self._settings.daily_thread:
            await self._start_thread(message, reply.summary)
        return message.jump_url

    async def find(self, channel: str, key: str, *, since: datetime) -> str | None:
        """The message posted with `key` since a time; None: there is none. Raises PostFault."""
        place, me = self._place(channel), self._me()
        seen = 0
        try:
            async for message in place.history(limit=_LOOKED_THROUGH, after=since, oldest_first=False):
                seen += 1
                if message.author.id == me and _is_marked(message, key):
                    return message.jump_url
        except discord.HTTPException as refused:
            raise PostFault(_outcome(refused), f"{refused.status} {refused.code}") from refused
        except (*_LOST, discord.RateLimited) as lost:
            raise PostFault(PostOutcome.LATER, type(lost).__name__) from lost
        if seen >= _LOOKED_THROUGH:
            raise PostFault(PostOutcome.LATER, "too many messages to look through")
        return None

    async def conversation(self, person: str) -> str:
        """The channel (`discord:9`) of direct messages with a person (`discord:1`). Raises PostFault."""
        client = self._client()
        if client is None or not client.is_ready():
            raise PostFault(PostOutcome.LATER, "not connected")
        user = discord.Object(int(person.partition(":")[2]))
        try:
            return f"discord:{(await self._persistence.call(lambda: client.create_dm(user))).id}"
        except discord.HTTPException as refused:
            raise PostFault(_outcome(refused), f"{refused.status} {refused.code}") from refused
        except (*_LOST, discord.RateLimited) as lost:
            raise PostFault(PostOutcome.LATER, type(lost).__name__) from lost

    async def _send(self, place: discord.abc.Messageable, made: Shown, key: str) -> discord.Message:
        try:
            return await self._send_screen(place, made.screen, key)
        except discord.HTTPException as refused:
            if refused.status != BAD_BODY:
                raise
            _log.error("message refused", platform="discord", code=refused.code, text=refused.text)
            return await self._send_screen(place, made.plain, key)

    async def _send_screen(self, place: discord.abc.Messageable, screen: Screen, key: str) -> discord.Message:
        screen.container.id = mark(key)
        view = view_of(screen)
        return await self._persistence.call(lambda: place.send(view=view, nonce=key))

    async def _start_thread(self, message: discord.Message, title: str) -> None:
        """A place to talk about the story; the post stands without it."""
        name = shorten(self._words.say("discord.thread", title=title), _THREAD_NAME)
        try:
            await self._persistence.call(lambda: message.create_thread(name=name))
        except (discord.HTTPException, *_LOST) as refused:
            _log.warning("thread not started", platform="discord", channel=message.channel.id, fault=str(refused))

    def _place(self, channel: str) -> discord.abc.Messageable:
        client = self._client()
        if client is None or not client.is_ready():
            raise PostFault(PostOutcome.LATER, "not connected")
        number = int(channel.partition(":")[2])
        known = client.get_channel(number)
        return known if isinstance(known, discord.abc.Messageable) else client.get_partial_messageable(number)

    def _me(self) -> int:
        client = self._client()
        return client.user.id if client and client.user else 0


def mark(key: str) -> int:
    """A key as the id of a component, which Discord keeps with the message: 28 bits of it."""
    return int(key[:7], 16)


def _is_marked(message: discord.Message, key: str) -> bool:
    return any(isinstance(one, discord.Container) and one.id == mark(key) for one in message.components)


def _outcome(refused: discord.HTTPException) -> PostOutcome:
    match refused.status:
        case 403 | 404:
            return PostOutcome.GONE
        case 400:
            return PostOutcome.CONTENT
        case 401 | 429:
            return PostOutcome.LATER
        case _:
            return PostOutcome.UNKNOWN
