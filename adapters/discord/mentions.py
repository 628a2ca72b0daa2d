"""Messages that speak to the bot: mentions in channels and threads, and direct messages. Each is answered once."""

import re

import discord
import structlog

from adapters.discord.conversation import Conversation
from adapters.discord.outcomes import Asker, Opened, Shown, failed, said, shown
from adapters.discord.people import People, language_of
from adapters.discord.sending import UNKNOWN_CHANNEL, Persistence
from adapters.discord.settings import DiscordSettings
from adapters.discord.view import view_of
from adapters.discord.wishes import Typed
from bot.app import App
from bot.commands.beforehand import is_personal, opens_form
from bot.commands.registry import Reading, read
from bot.errors import StoreFault
from bot.reply import PRESS_LIMIT, Actions, Button, Note, Reply, Tone
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

    async def answer(self, message: discord.Message, me: int) -> None:
        """The answer below the message; a message delivered again has none."""
        if not await self._is_first(message):
            return
        language = language_of(message.guild.preferred_locale if message.guild else None, self._settings.language)
        words = load_catalogue(language)
        try:
            asker = Asker(
                actor=await self._people.of_message(message),
                channel=f"discord:{message.channel.id}",
                language=language,
                origin=f"discord:{message.id}",
            )
            answer = await self._outcome(message, asker, spoken_to(message.content, me))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the person gets an answer
            answer = failed(fault, words, self._app.random)
        await self._reply(message, answer, words)

    async def _is_first(self, message: discord.Message) -> bool:
        key = f"discord:message:{message.id}"
        try:
            return await self._app.store.write(lambda library: library.claim(key, at=self._app.now()))
        except StoreFault:  # the person is going to be told what is wrong with it
            return True

    async def _outcome(self, message: discord.Message, asker: Asker, line: str) -> Shown:
        reading = read(line, asker.actor)
        if message.guild and (is_personal(reading) or opens_form(reading)):
            return await self._behind_a_button(reading, asker)
        outcome = await self._conversation.grant(Typed(line=line), asker, may_open=lambda: False)
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

    async def _reply(self, message: discord.Message, answer: Shown, words: Catalogue) -> None:
        reference = message.to_reference(fail_if_not_exists=False)
        view, nonce = view_of(answer.screen), f"m{message.id}"
        try:
            await self._persistence.call(
                lambda: message.channel.send(view=view, reference=reference, mention_author=False, nonce=nonce)
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
