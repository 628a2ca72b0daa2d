"""Files people drop for the bot: fetched, kept, and answered with what importing them would do."""

from adapters.slack.desk import Desk
from adapters.slack.downloading import Dropped, Unfetched
from adapters.slack.payloads import Said, plain_words
from adapters.slack.people import Known
from bot.commands.receiving import FILES_A_MESSAGE, Reception, explained, receive
from bot.commands.registry import Reading
from bot.ports import Upload
from bot.reply import Reply

INTAKE = "intake"


class Dropping:
    """Takes the files of a message, one reply each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def replies(self, said: Said, known: Known) -> tuple[Reply, ...]:
        """What to say to the files of a message; nothing where it is the words that count."""
        line = plain_words(said.text)
        taken = [await self._reply(one, said, line, known) for one in said.files[:FILES_A_MESSAGE]]
        return tuple(reply for reply in taken if reply)

    async def _reply(self, dropped: Dropped, said: Said, line: str, known: Known) -> Reply | None:
        words = self._desk.words(known.language)
        reception = receive(dropped.name, dropped.size, line=line, actor=known.actor)
        if reception is Reception.IGNORE:
            return None
        if reception is not Reception.FETCH:
            return explained(reception, dropped.name, words)
        try:
            data = await self._desk.courier.fetch_file(dropped)
        except Unfetched as refused:
            return explained(refused.reception, dropped.name, words)
        upload = Upload(actor=known.actor.key, name=dropped.name[:200], data=data)
        at = self._desk.app.now()
        id_ = await self._desk.app.store.write(lambda library: library.keep_upload(upload, at=at))
        return await self._desk.answer(Reading(command=INTAKE, argument=id_), known, said.place, origin=said.delivery)
