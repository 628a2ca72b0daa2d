"""Where the answer to one interaction goes: a message, the page it was pressed on, a form; in Discord's 3 seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import discord
import structlog
from discord import InteractionType

from adapters.discord.outcomes import Opened, Shown, said
from adapters.discord.render import Screen
from adapters.discord.sending import ALREADY_ANSWERED, BAD_BODY, EXPIRED, Persistence
from adapters.discord.view import files_of, modal_of, view_of
from bot.reply import Tone
from bot.words.catalogue import Catalogue

_log = structlog.get_logger()
_PROGRESS_SECONDS = 2.0


@dataclass(slots=True)
class Place:
    """Shows the outcome of one interaction, once."""

    interaction: discord.Interaction
    persistence: Persistence
    words: Catalogue
    is_announced: bool = False
    _progress_at: float = 0.0

    @property
    def may_open(self) -> bool:
        """Whether a form can still be opened: not from a form, and not after an announcement."""
        return self.interaction.type is not InteractionType.modal_submit and not self.is_announced

    @property
    def is_own_page(self) -> bool:
        """Whether the pressed button stands on a message that only the presser sees."""
        message = self.interaction.message
        if message is None or self.interaction.type is not InteractionType.component:
            return False
        asked = message.interaction_metadata
        is_theirs = asked is None or asked.user.id == self.interaction.user.id
        return is_theirs and (message.flags.ephemeral or self.interaction.guild_id is None)

    async def announce(self, *, turns: bool) -> None:
        """Say that an answer is coming, before Discord's 3 seconds are over. Only the asker sees the announcement."""
        self.is_announced = True
        response = self.interaction.response
        if turns and self.is_own_page:
            await self._respond(response.defer)
        else:
            await self._respond(lambda: response.defer(ephemeral=True, thinking=True))

    async def progress(self, sentence: str) -> None:
        """Show how far something has got on the announced answer, every few seconds."""
        now = asyncio.get_running_loop().time()
        if not self.is_announced or now - self._progress_at < _PROGRESS_SECONDS:
            return
        self._progress_at = now
        try:
            await self._show(said(sentence, self.words).screen, turns=False)
        except discord.HTTPException as refused:
            _log.info("progress not shown", platform="discord", code=refused.code)

    async def open(self, opened: Opened) -> None:
        """Open a form."""
        modal = modal_of(opened.asked, opened.custom_id)
        await self._respond(lambda: self.interaction.response.send_modal(modal))

    async def show(self, shown: Shown) -> None:
        """Show a message; what Discord refuses to show is said in one plain sentence instead."""
        try:
            await self._show(shown.screen, turns=shown.turns)
        except discord.HTTPException as refused:
            if refused.code in EXPIRED:
                await self._show_late(shown.screen)
            elif refused.status == BAD_BODY:
                _log.error("message refused", platform="discord", code=refused.code, text=refused.text)
                await self._show(shown.plain, turns=False)
            else:
                raise

    async def _show(self, screen: Screen, *, turns: bool) -> None:
        view, private = view_of(screen), screen.private
        interaction = self.interaction
        if self.is_announced and not private:
            done = view_of(said(self.words.say("discord.shared"), self.words, tone=Tone.DONE).screen)
            await self.persistence.call(lambda: interaction.edit_original_response(view=done))
            await interaction.followup.send(
                view=view, files=files_of(screen)
            )  # never sent again: it could not be told from a second one
        elif self.is_announced:
            await self.persistence.call(
                lambda: interaction.edit_original_response(view=view, attachments=files_of(screen))
            )
        elif turns and self.is_own_page:
            await self._respond(lambda: interaction.response.edit_message(view=view))
        else:
            await self._respond(
                lambda: interaction.response.send_message(view=view, ephemeral=private, files=files_of(screen))
            )

    async def _show_late(self, screen: Screen) -> None:
        """Discord takes no answer any more. What everybody may see is posted as a message; the rest is lost."""
        channel = self.interaction.channel
        if screen.private or not isinstance(channel, discord.abc.Messageable):
            _log.warning("answered too late", platform="discord", interaction=self.interaction.id)
            return
        view = view_of(screen)
        await self.persistence.call(lambda: channel.send(view=view, nonce=f"i{self.interaction.id}"))

    async def _respond(self, call: Callable[[], Awaitable[object]]) -> None:
        """Respond once: where the answer to the first try was lost, Discord says that it has been answered already."""
        try:
            await self.persistence.call(call)
        except discord.HTTPException as refused:
            if refused.code != ALREADY_ANSWERED:
                raise
