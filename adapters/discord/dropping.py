"""Files people drop for the bot: fetched from Discord's own hosts alone, kept, and turned into what is asked then."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import discord
import structlog

from bot.actor import Actor
from bot.app import App
from bot.commands.receiving import FILES_A_MESSAGE, Reception, receive
from bot.commands.registry import Reading
from bot.commands.transferring import LARGEST_FILE
from bot.ports import Upload

_log = structlog.get_logger()
_HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file of a message: what to ask about it, or why it is not taken."""

    name: str
    reception: Reception
    reading: Reading | None = None


class Dropping:
    """Takes the files of messages. `api_url` is where Discord is; files may lie there too."""

    def __init__(self, app: App, api_url: str) -> None:
        self._app = app
        self._api_url = api_url

    async def received(self, message: discord.Message, line: str, actor: Actor) -> tuple[Received, ...]:
        """The files of a message; nothing where it is the words that count."""
        taken = [await self._received(one, line, actor) for one in message.attachments[:FILES_A_MESSAGE]]
        return tuple(one for one in taken if one.reception is not Reception.IGNORE)

    async def _received(self, attachment: discord.Attachment, line: str, actor: Actor) -> Received:
        name = attachment.filename
        reception = receive(name, attachment.size, line=line, actor=actor)
        if reception is not Reception.FETCH:
            return Received(name=name, reception=reception)
        if not is_discords(attachment.url, self._api_url):
            return Received(name=name, reception=Reception.UNREACHABLE)
        try:
            data = await attachment.read()
        except (discord.HTTPException, OSError, TimeoutError) as fault:
            _log.warning("file not fetched", platform="discord", fault=type(fault).__name__)
            return Received(name=name, reception=Reception.UNREACHABLE)
        if len(data) > LARGEST_FILE:
            return Received(name=name, reception=Reception.TOO_LARGE)
        upload = Upload(actor=actor.key, name=name[:200], data=data)
        at = self._app.now()
        id_ = await self._app.store.write(lambda library: library.keep_upload(upload, at=at))
        return Received(name=name, reception=reception, reading=Reading(command="intake", argument=id_))


def is_discords(address: str, api_url: str) -> bool:
    """Whether an address is one of Discord's: over https at its hosts for files, or where the configured API is."""
    there, api = urlsplit(address), urlsplit(api_url)
    if (there.scheme, there.netloc) == (api.scheme, api.netloc):
        return True
    return there.scheme == "https" and there.port is None and there.hostname in _HOSTS
