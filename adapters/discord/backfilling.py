"""The links of a channel's history, collected once on an admin's wish, with progress to watch."""

import discord
import structlog

from adapters.discord.linkwatch import LinkWatch
from adapters.discord.outcomes import Asker, Shown, said
from adapters.discord.place import Place
from adapters.discord.sending import EXPIRED
from adapters.discord.settings import DiscordSettings
from bot.permissions import Permission, denial
from bot.ports import Collecting
from bot.reply import Tone

_log = structlog.get_logger()
_MESSAGES = 10_000
_PROGRESS_EVERY = 200


class Backfilling:
    """Looks through what was written in a channel before."""

    def __init__(self, settings: DiscordSettings, watch: LinkWatch) -> None:
        self._settings = settings
        self._watch = watch

    async def of_interaction(self, interaction: discord.Interaction, asker: Asker, place: Place) -> Shown:
        """Collect the history of the channel; what was collected before stays as it is."""
        say, channel = asker.words.say, interaction.channel
        denied = denial(asker.actor, Permission.CURATE)
        if denied:
            return said(say(f"denied.{denied.value}"), asker.words, tone=Tone.FAULT)
        if not self._settings.message_content:
            return said(say("discord.no_content"), asker.words, tone=Tone.CAUTION)
        if not isinstance(channel, discord.TextChannel | discord.Thread):
            return said(say("discord.no_history"), asker.words, tone=Tone.FAULT)
        try:
            return await self._collect(channel, asker, place)
        except discord.Forbidden:
            return said(say("discord.no_history"), asker.words, tone=Tone.FAULT)

    async def _collect(self, channel: discord.TextChannel | discord.Thread, asker: Asker, place: Place) -> Shown:
        mode = await self._watch.mode(channel)
        if mode is None or mode is Collecting.HINT:
            mode = Collecting.SUGGEST
        looked = new = 0
        async for message in channel.history(limit=_MESSAGES, oldest_first=True):
            looked += 1
            if not message.author.bot:
                new += (await self._watch.collect(message, mode, quietly=True)).new
            if looked % _PROGRESS_EVERY == 0:
                await self._tell(asker, place, looked, new)
        await self._watch.announce(channel.id, new)
        _log.info("history collected", platform="discord", channel=channel.id, messages=looked, stories=new)
        sentence = asker.words.say("discord.backfilled", messages=looked, stories=new)
        return said(sentence, asker.words, tone=Tone.DONE)

    async def _tell(self, asker: Asker, place: Place, looked: int, new: int) -> None:
        """Progress on the announced answer; after Discord's 15 minutes the work goes on unseen."""
        if not place.is_announced:
            return
        try:
            await place.show(said(asker.words.say("discord.backfilling", messages=looked, stories=new), asker.words))
        except discord.HTTPException as refused:
            if refused.code not in EXPIRED:
                raise
