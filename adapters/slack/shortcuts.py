"""Shortcuts: find a story from anywhere, turn a message's link into a story, delete an answer of mine."""

from adapters.slack.desk import Desk
from adapters.slack.faults import CallFailed
from adapters.slack.forms import Forms
from adapters.slack.payloads import Shortcut, plain_words
from adapters.slack.people import Known
from adapters.slack.render import Message
from adapters.slack.talking import trouble
from adapters.slack.views import Notes, loading_view, search_view
from bot.actor import Role
from bot.commands.collecting import links_in
from bot.reply import Tone

FIND, ADD_LINK, DELETE_ANSWER = "find_story", "add_link", "delete_answer"


class Shortcuts:
    """Answers shortcuts."""

    def __init__(self, desk: Desk, forms: Forms) -> None:
        self._desk = desk
        self._forms = forms

    async def find(self, shortcut: Shortcut) -> None:
        """Open the search box."""
        known = await self._admitted(shortcut)
        if known:
            view = search_view(self._desk.words(known.language), Notes(channel=shortcut.place.channel))
            await self._desk.courier.open_view(shortcut.trigger, view)

    async def add_link(self, shortcut: Shortcut) -> None:
        """Open the form of a story for the first link of a message: admins add, members suggest."""
        known = await self._admitted(shortcut)
        if known is None:
            return
        words = self._desk.words(known.language)
        links = links_in(plain_words(shortcut.text))
        if not links:
            await self._tell(shortcut, self._desk.notice("slack.no_link", words))
            return
        try:
            opened = await self._desk.courier.open_view(shortcut.trigger, loading_view(words))
        except CallFailed as failed:
            await self._tell(shortcut, trouble(self._desk, failed, known))
            return
        command = "add" if known.actor.role >= Role.ADMIN else "suggest"
        await self._forms.show_page(opened, command, links[0], known, shortcut.place)

    async def delete_answer(self, shortcut: Shortcut) -> None:
        """Delete what the bot posted for the person; admins may delete all it posted."""
        known = await self._admitted(shortcut)
        if known is None:
            return
        words = self._desk.words(known.language)
        is_theirs = shortcut.owner == shortcut.person.user or known.actor.role >= Role.ADMIN
        try:
            if not shortcut.owner or not is_theirs:
                await self._tell(shortcut, self._desk.notice("slack.not_yours", words))
                return
            await self._desk.courier.delete(shortcut.place.channel, shortcut.message)
            await self._tell(shortcut, self._desk.notice("slack.deleted", words, tone=Tone.DONE))
        except CallFailed as failed:
            await self._tell(shortcut, trouble(self._desk, failed, known))

    async def _admitted(self, shortcut: Shortcut) -> Known | None:
        known = await self._desk.admit(shortcut.person, shortcut.place)
        if known is None:
            await self._tell(shortcut, self._desk.refusal())
        return known

    async def _tell(self, shortcut: Shortcut, message: Message) -> None:
        if shortcut.response_url:
            await self._desk.courier.respond(shortcut.response_url, message)
