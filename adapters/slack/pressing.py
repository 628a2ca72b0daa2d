"""Presses: buttons below messages, in modals and on the Home tab, and the search boxes."""

import structlog

from adapters.slack.backfilling import Backfilling
from adapters.slack.courier import Opened
from adapters.slack.desk import Desk, pressed_reading
from adapters.slack.faults import UNREACHABLE, CallFailed
from adapters.slack.forms import Forms
from adapters.slack.home import Home
from adapters.slack.payloads import OpenView, Pressed
from adapters.slack.people import Known
from adapters.slack.posting import share_aloud
from adapters.slack.render import DELETE, Message, render
from adapters.slack.talking import BACKFILL, trouble, with_backfill
from adapters.slack.views import FILL, QUERY, SEARCH, Notes, loading_view, search_view, shown_view
from bot.actor import Role
from bot.commands.beforehand import is_personal, opens_form
from bot.commands.registry import Reading

_log = structlog.get_logger()


class Pressing:
    """Answers presses where they were made: beside the message, in its place, or in a view."""

    def __init__(self, desk: Desk, forms: Forms, home: Home, backfilling: Backfilling) -> None:
        self._desk = desk
        self._forms = forms
        self._home = home
        self._backfilling = backfilling

    async def press(self, pressed: Pressed) -> None:
        """Answer a press; whatever Slack refuses is told to the person."""
        known = await self._desk.admit(pressed.person, pressed.place)
        if known is None:
            await self._tell(pressed, self._desk.refusal())
            return
        try:
            if pressed.view is not None:
                await self._in_view(pressed, pressed.view, known)
            elif pressed.action == DELETE:
                await self._delete(pressed, known)
            elif pressed.value == BACKFILL:
                await self._tell(pressed, await self._backfilling.begin(known, pressed.place))
            else:
                await self._in_message(pressed, known)
        except CallFailed as failed:
            _log.warning("press not answered", code=failed.code, method=failed.method)
            await self._tell(pressed, trouble(self._desk, failed, known))

    async def _in_message(self, pressed: Pressed, known: Known) -> None:
        reading = pressed_reading(pressed.value) or Reading(command="", argument=pressed.value)
        if opens_form(reading, known.actor):
            await self._forms.open(pressed.trigger, reading, known, pressed.place)
            return
        origin = f"{pressed.place.channel}:{pressed.message}"
        reply = await self._desk.answer(reading, known, pressed.place, origin=origin)
        if not reply.private:
            await share_aloud(self._desk, reply, known, pressed.place, origin=origin, response_url=pressed.response_url)
            return
        reply = with_backfill(self._desk, reply, reading, known)
        # Only who asked turns the pages of what all can see; others get the page for themselves.
        is_theirs = pressed.is_private or pressed.owner == pressed.person.user
        turns = is_theirs and "@" in pressed.value.partition(":")[0] and not reply.failed
        owner = pressed.owner if turns else ""
        message = render(reply, self._desk.words(known.language), owner=owner)
        await self._tell(pressed, message, replace=turns)

    async def _in_view(self, pressed: Pressed, view: OpenView, known: Known) -> None:
        if pressed.action == FILL:
            await self._forms.fill(pressed, known)
            return
        if view.is_home:
            words = self._desk.words(known.language)
            opened = await self._desk.courier.open_view(pressed.trigger, loading_view(words))
        else:
            opened = Opened(id=view.id, hash=view.hash)
        await self._show(opened, pressed, view, known)

    async def _show(self, opened: Opened, pressed: Pressed, view: OpenView, known: Known) -> None:
        """Put what was asked for into a modal."""
        place, words = pressed.place, self._desk.words(known.language)
        notes = Notes(home=True) if view.is_home else Notes.read(view.notes)
        if pressed.action == QUERY:
            reply = await self._desk.answer(Reading(command="find", argument=pressed.value), known, place)
            shown = search_view(words, notes, query=pressed.value, reply=reply)
            await self._desk.courier.update_view(opened, shown)
            return
        reading = pressed_reading(pressed.value) or Reading(command="", argument=pressed.value)
        if opens_form(reading, known.actor):
            await self._forms.show(opened, reading, known, place, home=notes.home)
            return
        reply = await self._desk.answer(reading, known, place, origin=view.id)
        turns = view.callback == SEARCH and reading.command == "find"
        shown = search_view(words, notes, reply=reply) if turns else shown_view(reply, words, notes)
        await self._desk.courier.update_view(opened, shown)
        if notes.home and is_personal(reading):
            await self._home.show(pressed.person, place)

    async def _delete(self, pressed: Pressed, known: Known) -> None:
        words = self._desk.words(known.language)
        if pressed.person.user != (pressed.owner or pressed.value) and known.actor.role < Role.ADMIN:
            await self._tell(pressed, self._desk.notice("slack.not_yours", words))
            return
        try:
            await self._desk.courier.delete(pressed.place.channel, pressed.message)
        except CallFailed as failed:
            if failed.code == "message_not_found":
                return  # it is gone, which is what was wanted
            await self._desk.courier.withdraw(pressed.response_url)
        _log.info("answer deleted", actor=known.actor.key)

    async def _tell(self, pressed: Pressed, message: Message, *, replace: bool = False) -> None:
        """Answer beside the press; from a view, which has no response_url, in the view itself or not at all."""
        if not pressed.response_url:
            _log.warning("nowhere to answer", action=pressed.action)
            return
        try:
            await self._desk.courier.respond(
                pressed.response_url, message, replace=replace, thread=pressed.place.thread
            )
        except CallFailed as failed:
            _log.warning("response_url refused", code=failed.code)
            if failed.code == UNREACHABLE:
                return  # it may have arrived; and if Slack is away, this would not arrive either
            await self._desk.courier.whisper(
                pressed.place.channel, pressed.person.user, message, thread=pressed.place.thread
            )
