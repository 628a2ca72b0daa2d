"""A channel's past: links of all its messages collected, page by page, with progress told to the admin who asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import structlog

from adapters.slack.courier import Posted
from adapters.slack.desk import Desk, said
from adapters.slack.faults import CallFailed
from adapters.slack.linking import Links
from adapters.slack.payloads import Place, plain_words
from adapters.slack.people import Known
from adapters.slack.posting import user_of
from adapters.slack.render import Message, render
from adapters.slack.work import Work
from bot.commands.announcing import announce_many
from bot.commands.collecting import links_in
from bot.permissions import Permission, denial
from bot.ports import Collecting, Sharing
from bot.reply import Tone

_log = structlog.get_logger()
MESSAGES_A_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How far it got."""

    messages: int = 0
    new: int = 0
    known: int = 0


class Backfilling:
    """Reads the past of channels, each at most once at a time; beginning again repeats nothing that was collected."""

    def __init__(self, desk: Desk, links: Links, work: Work) -> None:
        self._desk = desk
        self._links = links
        self._work = work
        self._running: set[str] = set()

    async def begin(self, known: Known, place: Place) -> Message:
        """Start reading a channel's past; gives what to tell the admin who asked."""
        words = self._desk.words(known.language)
        denied = denial(known.actor, Permission.CURATE)
        if denied:
            return render(said(words.say(f"denied.{denied.value}")), words)
        mode = await self._links.mode(place)
        if mode is None:
            return self._desk.notice("backfill.off", words)
        if place.channel in self._running:
            return self._desk.notice("backfill.running", words)
        self._running.add(place.channel)
        self._work.start(self._run(known, place, mode))
        return self._desk.notice("backfill.begun", words, tone=Tone.DONE)

    async def _run(self, known: Known, place: Place, mode: Collecting) -> None:
        tally, told, cursor = Tally(), None, ""
        try:
            told = await self._desk.courier.post(user_of(known), self._progress("backfill.progress", tally, known))
            while True:
                page = await self._page(place, cursor)
                for message in page.get("messages") or []:
                    tally = await self._take(message, place, mode, tally)
                cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
                if not cursor:
                    break
                await self._tell(told, self._progress("backfill.progress", tally, known))
            await self._announce(tally, place, mode)
            await self._tell(told, self._progress("backfill.done", tally, known))
            _log.info("backfilled", messages=tally.messages, new=tally.new, known=tally.known)
        except CallFailed as failed:
            _log.warning("backfill stopped", code=failed.code, messages=tally.messages)
            if told:
                await self._tell(told, self._progress("backfill.stopped", tally, known, code=failed.code))
        except Exception:  # noqa: BLE001 - nobody waits for this task; the admin and the log are told
            _log.exception("backfill failed")
            if told:
                await self._tell(told, self._progress("backfill.stopped", tally, known, code="internal"))
        finally:
            self._running.discard(place.channel)

    async def _announce(self, tally: Tally, place: Place, mode: Collecting) -> None:
        """Tell admins of all that came in at once."""
        if not tally.new or mode is Collecting.HINT:
            return
        at = self._desk.app.now()
        key = f"{place.key}:{at.isoformat()}"
        await self._desk.app.store.write(lambda library: announce_many(library, key=key, at=at))

    async def _page(self, place: Place, cursor: str) -> Mapping[str, Any]:
        where: dict[str, str | int | bool] = {"channel": place.channel, "limit": MESSAGES_A_PAGE}
        if cursor:
            where["cursor"] = cursor
        return await self._desk.courier.ask("conversations.history", **where)

    async def _take(self, message: Mapping[str, Any], place: Place, mode: Collecting, tally: Tally) -> Tally:
        user, stamp = message.get("user"), str(message.get("ts", ""))
        tally = replace(tally, messages=tally.messages + 1)
        if not user or message.get("bot_id") or message.get("subtype") not in (None, "file_share", "thread_broadcast"):
            return tally
        sharing = Sharing(channel=place.key, message=stamp, actor=f"slack:{user}", at=_moment(stamp))
        for link in links_in(plain_words(str(message.get("text") or ""))):
            collected = await self._links.collect(link, mode, sharing, quietly=True)
            if collected.is_new:
                tally = replace(tally, new=tally.new + 1)
            elif collected.story:
                tally = replace(tally, known=tally.known + 1)
        return tally

    async def _tell(self, told: Posted, message: Message) -> None:
        try:
            await self._desk.courier.update(told.channel, told.at, message)
        except CallFailed as failed:
            _log.info("progress not shown", code=failed.code)

    def _progress(self, key: str, tally: Tally, known: Known, **facts: object) -> Message:
        words = self._desk.words(known.language)
        return self._desk.notice(
            key, words, tone=Tone.PLAIN, messages=tally.messages, new=tally.new, known=tally.known, **facts
        )


def _moment(stamp: str) -> datetime:
    """The time in a message's id: seconds since 1970, a point, a running number."""
    seconds = stamp.partition(".")[0]
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else datetime.fromtimestamp(0, UTC)
