"""Files the bot sends: each into the direct messages of who asked, with a word about it in the reply."""

import dataclasses

import structlog

from adapters.slack.courier import Courier
from adapters.slack.faults import CallFailed
from bot.reply import Attachment, Note, Part, Reply, Tone
from bot.words.catalogue import Catalogue

_log = structlog.get_logger()


async def sent(reply: Reply, courier: Courier, *, user: str, words: Catalogue) -> Reply:
    """The reply with its files sent to a person directly, and a word about each in its place."""
    parts: list[Part] = [
        await _sent(part, courier, user, words) if isinstance(part, Attachment) else part for part in reply.parts
    ]
    return dataclasses.replace(reply, parts=tuple(parts))


async def _sent(attachment: Attachment, courier: Courier, user: str, words: Catalogue) -> Note:
    try:
        await courier.send_file(user, attachment.name, attachment.data)
    except CallFailed as failed:
        _log.warning("file not sent", method=failed.method, code=failed.code)
        return Note(text=words.say("export.not_sent", name=attachment.name), tone=Tone.FAULT)
    return Note(text=words.say("export.sent", name=attachment.name), tone=Tone.DONE)
