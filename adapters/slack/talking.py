"""Typed to the bot: slash commands, mentions in channels and threads, direct messages."""

import asyncio
import dataclasses

import structlog

from adapters.slack.courier import Posted
from adapters.slack.desk import Desk
from adapters.slack.dropping import INTAKE, Dropping
from adapters.slack.faults import UNREACHABLE, CallFailed
from adapters.slack.forms import Forms
from adapters.slack.payloads import Said, Typed, plain_words
from adapters.slack.people import Known
from adapters.slack.posting import share_aloud, user_of
from adapters.slack.render import Message, render
from adapters.slack.telling import Telling
from bot.actor import Actor, Role
from bot.answers.remarks import asks_on, goes_on
from bot.commands.beforehand import is_personal, opens_form
from bot.commands.conversing import follows
from bot.commands.registry import Reading, by_name, read
from bot.reply import Actions, Button, Reply, Tone
from bot.request import Thread

_log = structlog.get_logger()
BACKFILL = "backfill:"
_ANYBODY = Actor(key="slack:nobody", name="", role=Role.ADMIN)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """Who said something, and what it was read as with the reply to it."""

    known: Known
    replies: tuple[tuple[Reading, Reply], ...]


class Talking:
    """Answers what people type: commands to them alone, mentions in the thread, direct messages where they were."""

    def __init__(self, desk: Desk, forms: Forms) -> None:
        self._desk = desk
        self._forms = forms
        self._dropping = Dropping(desk)

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
            people = await self._desk.called(reading, typed.people, typed.place)
            reply = await self._desk.answer(reading, known, typed.place, origin=typed.delivery, people=people)
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
        heard, waiting = await self._in_sight(said)
        if heard is None:
            thread = said.place.thread or said.at
            await self._desk.courier.post(said.place.channel, self._desk.refusal(), thread=thread)
        else:
            for reading, reply in heard.replies:
                if reply.private:
                    reply = with_backfill(self._desk, reply, reading, heard.known)  # noqa: PLW2901 - the same, and more
                    await self._answer_in(said, reading, reply, heard.known)
                else:
                    await self._share(said, reply, heard.known)
        if waiting:
            # Taken away, not edited: only what is posted carries the mark that a redelivery is told by.
            await self._withdraw(waiting)

    async def overheard(self, said: Said) -> None:
        """Answer another question of who asked before in a thread, though it names nobody."""
        if not said.place.thread or not asks_on(said.text):
            return
        if goes_on(said.text, f"slack:{said.person.user}", await self._desk.turn(thread_of(said).key)):
            await self.mentioned(said)

    async def cut_off(self, said: Said) -> None:
        """Answer what an earlier run of the bot heard and did not answer, as far as the thread tells."""
        thread = said.place.thread or said.at
        try:
            stands = await self._desk.courier.marked(said.place.channel, said.delivery, thread=thread)
        except CallFailed as failed:
            _log.info("thread not read", code=failed.code)
            return
        if not stands:
            await self.mentioned(said)

    async def _in_sight(self, said: Said) -> tuple[_Heard | None, Posted | None]:
        """What comes of a message; where it takes long, also the message that stands in its place until then."""
        telling = self._desk.telling(said.person.user, self._desk.language)
        answering = asyncio.ensure_future(self._answered(said, telling))
        try:
            done, _ = await asyncio.wait({answering}, timeout=self._desk.patience_seconds)
            is_aloud = said.is_direct or not is_personal(read(plain_words(said.text), _ANYBODY))
            waiting = await self._announced(said) if is_aloud and not done else None
            if waiting:
                telling.stand_in(waiting)
            return await answering, waiting
        finally:
            answering.cancel()

    async def _answered(self, said: Said, telling: Telling) -> _Heard | None:
        """The replies to a message: one to each of its files, otherwise one to its words; None: not served."""
        known = await self._desk.admit(said.person, said.place)
        if known is None:
            return None
        files = await self._dropping.replies(said, known)
        replies = tuple((Reading(command=INTAKE), reply) for reply in files)
        return _Heard(known=known, replies=replies or (await self._answer(said, known, telling),))

    async def _answer(self, said: Said, known: Known, telling: Telling) -> tuple[Reading, Reply]:
        line, talk = plain_words(said.text), thread_of(said)
        reading = follows(line, read(line, known.actor), await self._desk.turn(talk.follows))
        people = await self._desk.called(reading, said.people, said.place)
        reply = await self._desk.answer(
            reading, known, said.place, origin=said.delivery, thread=talk, people=people, telling=telling
        )
        return reading, reply

    async def _announced(self, said: Said) -> Posted | None:
        words, thread = self._desk.words(self._desk.language), said.place.thread or said.at
        message = self._desk.notice("slack.looking", words, tone=Tone.PLAIN)
        try:
            return await self._desk.courier.post(said.place.channel, message, thread=thread)
        except CallFailed as failed:
            _log.info("progress not shown", code=failed.code)
            return None

    async def _answer_in(self, said: Said, reading: Reading, reply: Reply, known: Known) -> None:
        words, thread, user = self._desk.words(known.language), said.place.thread or said.at, user_of(known)
        if not said.is_direct and (reply.failed or is_personal(reading)):
            await self._desk.courier.whisper(said.place.channel, user, render(reply, words), thread=thread)
            return
        message = render(reply, words, owner=user)
        await self._desk.courier.post(said.place.channel, message, thread=thread, mark=said.delivery)

    async def _withdraw(self, waiting: Posted) -> None:
        try:
            await self._desk.courier.delete(waiting.channel, waiting.at)
        except CallFailed as failed:
            _log.info("progress not taken away", code=failed.code)

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


def thread_of(said: Said) -> Thread:
    """The conversation of a message: its thread; direct messages are one conversation, threads or not."""
    place = said.place
    key = place.key if said.is_direct else f"{place.key}/{place.thread or said.at}"
    return Thread(key=key, follows=key, below=f"{place.key}/{place.thread}" if place.thread else "")


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
