"""What becomes of a wish: a message to show or a form to open, also when it failed. And who wished it, where."""

from dataclasses import dataclass, field
from random import Random

import structlog

from adapters.discord.forms import Asked
from adapters.discord.render import Screen, render
from bot.actor import Actor
from bot.commands.values import Progress, unseen
from bot.errors import StoreFault
from bot.logs import new_request_id
from bot.reply import Note, Reply, Tone
from bot.request import Language, Thread
from bot.words.catalogue import Catalogue, load_catalogue

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, in which channel (`discord:id`), in which language, from which message, and in which conversation.

    `owner` is the id of who an answer before others is for; they may take it away. `progress` shows them how far
    something long has got.
    """

    actor: Actor
    channel: str
    language: Language
    origin: str = ""
    thread: Thread = field(default_factory=Thread)
    owner: str = ""
    progress: Progress = unseen

    @property
    def words(self) -> Catalogue:
        """The catalogue to speak with."""
        return load_catalogue(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message; `plain` is the same in one sentence, `turns`: it is another page of the one it was pressed on."""

    screen: Screen
    plain: Screen
    turns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A form; its answers come back under `custom_id`."""

    asked: Asked
    custom_id: str


Outcome = Shown | Opened


def shown(reply: Reply, words: Catalogue, *, turns: bool = False) -> Shown:
    """The message of a reply."""
    plain = Reply(summary=reply.summary, parts=(Note(text=reply.summary),), private=reply.private)
    return Shown(screen=render(reply, words), plain=render(plain, words), turns=turns)


def said(sentence: str, words: Catalogue, *, tone: Tone = Tone.PLAIN) -> Shown:
    """The message that says one sentence to the asker alone."""
    return shown(Reply(summary=sentence, parts=(Note(text=sentence, tone=tone),)), words)


def failed(fault: Exception, words: Catalogue, random: Random) -> Shown:
    """The message for somebody whose wish met a fault; the log gets the story of it under the id they are told."""
    if isinstance(fault, StoreFault):
        _log.warning("store fault", platform="discord", fault=type(fault).__name__, detail=fault.detail)
        return said(words.say(fault.key, path=fault.path.name), words, tone=Tone.FAULT)
    request = new_request_id(random)
    _log.error("answering failed", platform="discord", request=request, exc_info=fault)
    return said(words.say("fault.unknown", id=request), words, tone=Tone.FAULT)
