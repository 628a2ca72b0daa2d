"""Messages that speak to the bot: mentions in channels and threads, and direct messages. Each is answered once."""

import asyncio
import re
from collections.abc import Coroutine

import discord
import structlog

from adapters.discord.conversation import Conversation
from adapters.discord.dropping import Dropping
from adapters.discord.outcomes import Asker, Opened, Shown, failed, said, shown
from adapters.discord.people import People, language_of
from adapters.discord.sending import UNKNOWN_CHANNEL, Persistence
from adapters.discord.settings import DiscordSettings
from adapters.discord.talks import question_before, thread_of
from adapters.discord.view import files_of, view_of
from adapters.discord.wishes import Meant
from bot.answers.following import Turn
from bot.answers.remarks import asks_on, goes_on
from bot.app import App
from bot.commands.beforehand import is_personal, opens_form
from bot.commands.conversing import follows, last_turn
from bot.commands.receiving import explained
from bot.commands.registry import Reading, read
from bot.errors import StoreFault
from bot.reply import PRESS_LIMIT, Actions, Button, Note, Reply, Tone
from bot.request import Language, Thread
from bot.words.catalogue import Catalogue, load_catalogue

_log = structlog.get_logger()


class Mentions:
    """Answers messages that speak to the bot."""

    def __init__(self, app: App, settings: DiscordSettings, people: People, conversation: Conversation) -> None:
        self._app = app
        self._settings = settings
        self._people = people
        self._conversation = conversation
        self._persistence = Persistence.of(settings)
        self._dropping = Dropping(app, settings.api_url)

    async def answer(self, message: discord.Message, me: int) -> None:
        """The answer below the message; a message delivered again has none."""
        if not await self._is_first(message):
            return
        language = language_of(message.guild.preferred_locale if message.guild else None, self._settings.language)
        words = load_catalogue(language)
        try:
            answers = await self._in_sight(message, self._answers(message, me, language))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the person gets an answer
            answers = [failed(fault, words, self._app.random)]
        for place, answer in enumerate(answers):
            await self._reply(message, answer, words, place)

    async def _answers(self, message: discord.Message, me: int, language: Language) -> list[Shown]:
        """An answer to each of the message's files, otherwise the one to its words."""
        asker = Asker(
            actor=await self._people.of_message(message),
            channel=f"discord:{message.channel.id}",
            language=language,
            origin=f"discord:{message.id}",
            thread=thread_of(message, me),
            owner=str(message.author.id) if message.guild else "",
        )
        line = spoken_to(message.content, me)
        return await self._on_files(message, asker, line) or [await self._outcome(message, asker, line)]

    async def overhear(self, message: discord.Message, me: int) -> None:
        """Answer a question that goes on from one the bot answered, though it names nobody.

        A reply to an answer counts whoever writes it, a message in a thread only from who asked there before.
        """
        talk, line = thread_of(message, me), message.content
        if not talk.follows or not asks_on(line):
            return
        turn = await self._turn(talk)
        if turn and (question_before(message, me) or goes_on(line, f"discord:{message.author.id}", turn)):
            await self.answer(message, me)

    async def _turn(self, talk: Thread) -> Turn | None:
        return await last_turn(self._app.store, talk.follows, self._app.now())

    async def _in_sight(self, message: discord.Message, answering: Coroutine[None, None, list[Shown]]) -> list[Shown]:
        """The answers; who waits for them sees the bot typing."""
        task = asyncio.ensure_future(answering)
        try:
            done, _ = await asyncio.wait({task}, timeout=self._settings.patience_seconds)
            if not done:
                await self._seen_typing(message)
            return await task
        finally:
            task.cancel()

    async def _seen_typing(self, message: discord.Message) -> None:
        try:
            await message.channel.typing()
        except discord.HTTPException as refused:
            _log.info("not seen typing", platform="discord", channel=message.channel.id, code=refused.code)

    async def _is_first(self, message: discord.Message) -> bool:
        key = f"discord:message:{message.id}"
        try:
            return await self._app.store.write(lambda library: library.claim(key, at=self._app.now()))
        except StoreFault:  # the person is going to be told what is wrong with it
            return True

    async def _on_files(self, message: discord.Message, asker: Asker, line: str) -> list[Shown]:
        """An answer to every file of a message that is for the bot."""
        answers = []
        for one in await self._dropping.received(message, line, asker.actor):
            if one.reading is None:
                answers.append(shown(explained(one.reception, one.name, asker.words), asker.words))
            elif message.guild:
                answers.append(await self._behind_a_button(one.reading, asker))
            else:
                outcome = await self._conversation.grant(Meant(reading=one.reading), asker, may_open=lambda: False)
                answers += [outcome] if isinstance(outcome, Shown) else []
        return answers

    async def _outcome(self, message: discord.Message, asker: Asker, line: str) -> Shown:
        reading = follows(line, read(line, asker.actor), await self._turn(asker.thread))
        if message.guild and (is_personal(reading) or opens_form(reading)):
            return await self._behind_a_button(reading, asker)
        outcome = await self._conversation.grant(Meant(reading=reading), asker, may_open=lambda: False)
        assert not isinstance(outcome, Opened)  # noqa: S101 - nothing may be opened from a message
        return outcome

    async def _behind_a_button(self, reading: Reading, asker: Asker) -> Shown:
        """A message all can see holds nothing that is one person's business, only the way to it."""
        say = asker.words.say
        press = f"{reading.command}:{reading.argument}"
        if len(press) > PRESS_LIMIT:
            now = self._app.now()
            short_id = await self._app.store.write(lambda library: library.remember(reading.argument, at=now))
            press = f"{reading.command}~:{short_id}"
        note = Note(text=say("discord.personal"))
        button = Button(label=say("discord.show_me"), press=press, style="primary")
        return shown(Reply(summary=note.text, parts=(note, Actions(buttons=(button,))), private=False), asker.words)

    async def _reply(self, message: discord.Message, answer: Shown, words: Catalogue, place: int) -> None:
        reference = message.to_reference(fail_if_not_exists=False)
        view, nonce = view_of(answer.screen), f"m{message.id}.{place}" if place else f"m{message.id}"
        try:
            await self._persistence.call(
                lambda: message.channel.send(
                    view=view,
                    files=files_of(answer.screen),
                    reference=reference,
                    mention_author=False,
                    nonce=nonce,
                )
            )
        except discord.Forbidden as refused:
            _log.warning("may not answer", platform="discord", channel=message.channel.id, code=refused.code)
            await self._tell_apart(message, words)
        except discord.NotFound as gone:
            if gone.code != UNKNOWN_CHANNEL:
                raise
            _log.warning("channel gone", platform="discord", channel=message.channel.id)

    async def _tell_apart(self, message: discord.Message, words: Catalogue) -> None:
        """Where the bot may not write, the person hears so in a direct message, if they take those."""
        if message.guild is None:
            return
        sentence = words.say("discord.may_not_write", channel=getattr(message.channel, "name", ""))
        view = view_of(said(sentence, words, tone=Tone.CAUTION).screen)
        try:
            await self._persistence.call(lambda: message.author.send(view=view, nonce=f"d{message.id}"))
        except discord.Forbidden:
            _log.warning("takes no direct messages", platform="discord", channel=message.channel.id)


def speaks_to(message: discord.Message, me: int) -> bool:
    """Whether a message is for the bot: any direct message, and one that names it, not a mere reply to it."""
    if message.author.bot or message.type not in (discord.MessageType.default, discord.MessageType.reply):
        return False
    return message.guild is None or re.search(rf"<@!?{me}>", message.content) is not None


def spoken_to(content: str, me: int) -> str:
    """What was said to the bot, without its name."""
    return " ".join(re.sub(rf"<@!?{me}>", " ", content).split())
