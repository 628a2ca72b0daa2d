"""One set of listeners for both transports: acknowledge first, then work in a task of ours; nothing is raised."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack import payloads, shortcuts
from adapters.slack.backfilling import Backfilling
from adapters.slack.blocks import OPEN_LINK
from adapters.slack.desk import Desk
from adapters.slack.faults import UNREACHABLE, CallFailed
from adapters.slack.forms import Forms
from adapters.slack.home import Home
from adapters.slack.linking import Links
from adapters.slack.payloads import HomeOpened, LinksShared, Payload, Place, Pressed, Said, Shortcut
from adapters.slack.pressing import Pressing
from adapters.slack.seen import Seen
from adapters.slack.shortcuts import Shortcuts
from adapters.slack.submitting import Submitting
from adapters.slack.talking import Talking
from adapters.slack.work import Work
from bot.errors import StoreFault
from bot.ports import Library

_log = structlog.get_logger()
_ANY = re.compile(r"[\s\S]*")


class _Delivered(Protocol):
    @property
    def delivery(self) -> str: ...

    @property
    def place(self) -> Place: ...


D = TypeVar("D", bound=_Delivered)
Handler = Callable[[D], Awaitable[None]]
Reader = Callable[[Payload, str], D | None]


class Listeners:
    """What Slack's requests lead to."""

    def __init__(self, desk: Desk, seen: Seen, work: Work) -> None:
        forms, home, self._links = Forms(desk), Home(desk), Links(desk)
        self._desk = desk
        self._seen = seen
        self._work = work
        self._home = home
        self._talking = Talking(desk, forms)
        self._pressing = Pressing(desk, forms, home, Backfilling(desk, self._links, work))
        self._submitting = Submitting(desk, forms, home, seen, work)
        self._shortcuts = Shortcuts(desk, forms)

    def join(self, bolt: AsyncApp) -> None:
        """Hear everything that reaches `bolt`."""
        bolt.command(_ANY)(self._on_command)
        bolt.action(_ANY)(self._on_action)
        bolt.view(_ANY)(self._on_submission)
        for name, answer in (
            (shortcuts.FIND, self._shortcuts.find),
            (shortcuts.ADD_LINK, self._shortcuts.add_link),
            (shortcuts.DELETE_ANSWER, self._shortcuts.delete_answer),
        ):
            bolt.shortcut(name)(self._on_shortcut(answer))
        bolt.event("app_mention")(self._on_mention)
        bolt.event("message")(self._on_message)
        bolt.event("app_home_opened")(self._on_home)
        bolt.event("link_shared")(self._on_links)

    async def _on_command(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        self._take(body, context, payloads.typed, self._talking.command)

    async def _on_action(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        self._take(body, context, payloads.pressed, self._pressed)

    async def _on_submission(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        try:
            answer = await self._submitting.acknowledge(payloads.submitted(body, context.team_id or ""))
        except Exception:  # noqa: BLE001 - slack-bolt loses the ack of a listener that raises
            _log.exception("submission not read")
            answer = {}
        await ack(**answer)

    def _on_shortcut(
        self, answer: Handler[Shortcut]
    ) -> Callable[[AsyncAck, dict[str, Any], AsyncBoltContext], Awaitable[None]]:
        async def listen(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await ack()
            self._take(body, context, payloads.shortcut, answer)

        return listen

    async def _on_mention(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        self._take(body, context, _by_person, self._talking.mentioned, self._talking.cut_off)

    async def _on_message(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        self._take(body, context, _by_person, self._heard, self._cut_off)

    async def _on_home(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        self._take(body, context, payloads.home_opened, self._looked_in)

    async def _on_links(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        self._take(body, context, payloads.links_shared, self._unfurl)

    async def _pressed(self, pressed: Pressed) -> None:
        if pressed.action.startswith(f"{OPEN_LINK}."):
            await self._count_opening(pressed)
        else:
            await self._pressing.press(pressed)

    async def _count_opening(self, pressed: Pressed) -> None:
        """A button that opens an address asks for nothing; that somebody reads the story is counted."""
        if not pressed.link or not await self._desk.serves(pressed.place):
            return
        app = self._desk.app

        def count(library: Library) -> None:
            story = library.by_link(pressed.link)
            if story:
                library.record_opening(story.number, at=app.now())

        try:
            await app.store.write(count)
        except StoreFault as fault:
            _log.warning("opening not counted", fault=type(fault).__name__)

    async def _heard(self, said: Said) -> None:
        if said.is_direct:
            await self._talking.mentioned(said)
        else:
            await self._talking.overheard(said)
            await self._links.posted(said)

    async def _cut_off(self, said: Said) -> None:
        if said.is_direct:
            await self._talking.cut_off(said)

    async def _looked_in(self, opened: HomeOpened) -> None:
        await self._home.opened(opened)

    async def _unfurl(self, shared: LinksShared) -> None:
        await self._links.unfurl(shared)

    def _take(
        self,
        body: Payload,
        context: AsyncBoltContext,
        read: Reader[D],
        handle: Handler[D],
        cut_off: Handler[D] | None = None,
    ) -> None:
        self._work.start(self._handled(body, context.team_id or "", read, handle, cut_off))

    async def _handled(
        self, body: Payload, team: str, read: Reader[D], handle: Handler[D], cut_off: Handler[D] | None
    ) -> None:
        """Read a request and answer it unless it was answered before; what goes wrong is told where it can be.

        `cut_off` looks after one that an earlier run of the bot took up and perhaps did not finish.
        """
        delivered = None
        try:
            delivered = read(body, team)
            if delivered is None:
                return
            is_served = await self._desk.serves(delivered.place)
            is_known = self._seen.knows(delivered.delivery)
            if await self._seen.is_first(delivered.delivery, lasting=is_served):
                await handle(delivered)
            elif cut_off and not is_known:
                await cut_off(delivered)
        except CallFailed as failed:
            _log.warning("slack refused", method=failed.method, code=failed.code)
            await self._apologise(delivered, failed.code)
        except Exception:  # noqa: BLE001 - nobody waits for this task; the log and the person are told
            _log.exception("request not answered")
            await self._apologise(delivered, "internal")

    async def _apologise(self, delivered: object, code: str) -> None:
        url = getattr(delivered, "response_url", "")
        if not url or code == UNREACHABLE:
            return
        words = self._desk.words(self._desk.language)
        try:
            await self._desk.courier.respond(url, self._desk.notice("slack.not_done", words, code=code))
        except CallFailed as failed:
            _log.info("nobody told", code=failed.code)


def _by_person(body: Payload, team: str) -> Said | None:
    """What a person said; what apps post and what Slack itself reports is left alone."""
    said = payloads.said(body, team)
    return said if said.is_plain and not said.is_bot else None
