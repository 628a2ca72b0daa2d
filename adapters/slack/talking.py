"""Typed to the bot: slash commands, mentions in channels and threads, direct messages."""

import dataclasses

import structlog

from adapters.slack.desk import Desk
from adapters.slack.faults import UNREACHABLE, CallFailed
from adapters.slack.forms import Forms
from adapters.slack.payloads import Said, Typed, plain_words
from adapters.slack.people import Known
from adapters.slack.posting import share_aloud, user_of
from adapters.slack.render import Message, render
from bot.commands.beforehand import is_personal, opens_form
from bot.commands.registry import Reading, by_name, read
from bot.reply import Actions, Button, Reply

_log = structlog.get_logger()
BACKFILL = "backfill:"


class Talking:
    """Answers what people type: commands to them alone, mentions in the thread, direct messages where they were."""

    def __init__(self, desk: Desk, forms: Forms) -> None:
        self._desk = desk
        self._forms = forms

    async def command(self, typed: Typed) -> None:
        """Answer a slash command; exactly one message or modal comes of it."""
        known = await self._desk.admit(typed.person, typed.place)
        if known is None:
            await self._desk.courier.respond(typed.response_url, self._desk.refusal())
            return
        reading = _reading(typed, known)
        try:
            if opens_form(reading, known.actor):
                await self._forms.open(typed.trigger, reading, known, typed.place)
                return
            reply = await self._desk.answer(reading, known, typed.place, origin=typed.delivery)
            if not reply.private:
                await share_aloud(
                    self._desk, reply, known, typed.place, origin=typed.delivery, response_url=typed.response_url
                )
                return
            message = render(with_backfill(self._desk, reply, reading, known), self._desk.words(known.language))
        except CallFailed as failed:
            message = trouble(self._desk, failed, known)
        await self._tell(typed, message)

    async def mentioned(self, said: Said) -> None:
        """Answer a mention in its thread; what is only for the person who asked is shown to them alone there."""
        thread = said.place.thread or said.at
        known = await self._desk.admit(said.person, said.place)
        if known is None:
            await self._desk.courier.post(said.place.channel, self._desk.refusal(), thread=thread)
            return
        reading = read(plain_words(said.text), known.actor)
        reply = await self._desk.answer(reading, known, said.place, origin=said.delivery)
        if not reply.private:
            await self._share(said, reply, known)
            return
        await self._answer_in(said, reading, with_backfill(self._desk, reply, reading, known), known)

    async def _answer_in(self, said: Said, reading: Reading, reply: Reply, known: Known) -> None:
        words, thread, user = self._desk.words(known.language), said.place.thread or said.at, user_of(known)
        if not said.is_direct and (reply.failed or is_personal(reading)):
            await self._desk.courier.whisper(said.place.channel, user, render(reply, words), thread=thread)
            return
        message = render(reply, words, owner=user)
        await self._desk.courier.post(said.place.channel, message, thread=thread, mark=said.delivery)

    async def _share(self, said: Said, reply: Reply, known: Known) -> None:
        try:
            await share_aloud(self._desk, reply, known, said.place, origin=said.delivery)
        except CallFailed as failed:
            message = trouble(self._desk, failed, known)
            await self._desk.courier.whisper(said.place.channel, user_of(known), message, thread=said.place.thread)

    async def _tell(self, typed: Typed, message: Message) -> None:
        try:
            await self._desk.courier.respond(typed.response_url, message)
        except CallFailed as failed:
            _log.warning("response_url refused", code=failed.code)
            if failed.code == UNREACHABLE:
                return  # it may have arrived; and if Slack is away, this would not arrive either
            await self._desk.courier.whisper(typed.place.channel, typed.person.user, message)


def _reading(typed: Typed, known: Known) -> Reading:
    """A slash command that is called like a command of ours is that one; behind any other stands a whole line."""
    if by_name(typed.name) is not None:
        return Reading(command=typed.name, argument=typed.text)
    return read(typed.text, known.actor)


def trouble(desk: Desk, failed: CallFailed, known: Known) -> Message:
    """What a person is told when Slack refused what they asked for."""
    words = desk.words(known.language)
    if failed.was_sent:
        return desk.notice("slack.unsure", words)
    if failed.is_about_trigger:
        return desk.notice("slack.no_window", words)
    if failed.is_archived:
        return desk.notice("slack.archived", words)
    if failed.is_about_channel:
        return desk.notice("slack.not_posted", words)
    return desk.notice("slack.not_done", words, code=failed.code)


def with_backfill(desk: Desk, reply: Reply, reading: Reading, known: Known) -> Reply:
    """The screen of collecting with the button for the channel's past, which only Slack can be asked for."""
    if reading.command != "collect" or reply.failed:
        return reply
    button = Button(label=desk.words(known.language).say("backfill.button"), press=BACKFILL)
    return dataclasses.replace(reply, parts=(*reply.parts, Actions(buttons=(button,))))
