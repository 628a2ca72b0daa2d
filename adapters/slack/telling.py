"""How far something long has got, told to a person in one direct message that is edited, and gone at the end."""

import asyncio

import structlog

from adapters.slack.courier import Courier, Posted
from adapters.slack.faults import CallFailed
from adapters.slack.render import render
from bot.reply import Note, Reply
from bot.words.catalogue import Catalogue

_log = structlog.get_logger()


class Telling:
    """Shows progress at most every `pause` seconds, from one pause after the beginning."""

    def __init__(self, courier: Courier, user: str, words: Catalogue, pause: float) -> None:
        self._courier = courier
        self._user = user
        self._words = words
        self._pause = pause
        self._next = asyncio.get_running_loop().time() + pause
        self._shown: Posted | None = None
        self._is_ours = True

    def stand_in(self, shown: Posted) -> None:
        """Show it from now on in this message, which whoever posted it takes away."""
        self._shown, self._is_ours = shown, False

    async def tell(self, sentence: str) -> None:
        """Show a sentence in place of the one before; what Slack does not take is left out."""
        now = asyncio.get_running_loop().time()
        if now < self._next:
            return
        self._next = now + self._pause
        message = render(Reply(summary=sentence, parts=(Note(text=sentence),)), self._words)
        try:
            if self._shown is None:
                self._shown = await self._courier.post(self._user, message)
            else:
                await self._courier.update(self._shown.channel, self._shown.at, message)
        except CallFailed as failed:
            _log.info("progress not shown", code=failed.code)

    async def end(self) -> None:
        """Take the message away: the outcome says it all."""
        if self._shown is None or not self._is_ours:
            return
        try:
            await self._courier.delete(self._shown.channel, self._shown.at)
        except CallFailed as failed:
            _log.info("progress not taken away", code=failed.code)
