"""The local Slack itself: one workspace with one app, on a port of its own, driven and asked by tests."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.support.slack_server.calls import Call, CallLog, Violation
from tests.support.slack_server.core import Core
from tests.support.slack_server.deliveries import Delivery
from tests.support.slack_server.description import why_left_out
from tests.support.slack_server.driving import Driving
from tests.support.slack_server.echoes import Echoes
from tests.support.slack_server.faults import Fault, Faults
from tests.support.slack_server.happening import Happening
from tests.support.slack_server.markup import Found
from tests.support.slack_server.messages import Message
from tests.support.slack_server.replies import nth_reply, replies_to
from tests.support.slack_server.responding import Responding
from tests.support.slack_server.socket_mode import SocketMode
from tests.support.slack_server.static_files import StaticFiles
from tests.support.slack_server.transport import Transport
from tests.support.slack_server.views import View
from tests.support.slack_server.web_api import WebApi
from tests.support.slack_server.workspace import Workspace

T = TypeVar("T")
PATIENCE = 5.0


class SlackServer(Driving, Happening):
    """A Slack on 127.0.0.1: `async with SlackServer() as slack:`.

    Socket Mode until `request_url` is set; then everything is sent there as signed HTTP.
    """

    def __init__(self, *, scopes: Collection[str] | None = None, request_url: str | None = None) -> None:
        """`scopes` are those granted to the bot token (all, unless given)."""
        self.core = Core()
        if scopes is not None:
            self.core.scopes = set(scopes)
        self.faults = Faults()
        self.transport = Transport(self.core)
        self.transport.http.url = request_url
        self.web_api = WebApi(self.core, self.faults)
        self.unfurl_domains: set[str] = set()
        self.echoes = Echoes(self.core, self.transport)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Listens on a free port."""
        if reason := why_left_out():
            print(reason)
        app = web.Application(client_max_size=8 * 1024 * 1024)
        files = StaticFiles(self.core)
        app.router.add_route("*", "/api/{method}", self.web_api.handle)
        app.router.add_post("/response/{path}", Responding(self.core, self.faults).handle)
        app.router.add_get("/link", self.transport.socket.handle)
        app.router.add_post("/upload/{number}", files.take)
        app.router.add_get("/files/{number}/{rest:.*}", files.give)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.core.base_url = f"http://127.0.0.1:{port}"
        self.core.socket_url = f"ws://127.0.0.1:{port}/link"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes every connection and the port."""
        await self.echoes.close()
        await self.transport.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # What an app needs to know ---------------------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        """The Web API's base address, ending in `/api/`."""
        return f"{self.core.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The xoxb- token."""
        return self.core.bot_token

    @property
    def app_token(self) -> str:
        """The xapp- token."""
        return self.core.app_token

    @property
    def signing_secret(self) -> str:
        """What HTTP requests are signed with."""
        return self.core.signing_secret

    @property
    def request_url(self) -> str | None:
        """Where HTTP mode sends to; None means Socket Mode."""
        return self.transport.http.url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.transport.http.url = url

    @property
    def socket(self) -> SocketMode:
        """The Socket Mode side: `connections` to ping, drop or ask to leave, `delay`."""
        return self.transport.socket

    async def verify_url(self) -> tuple[int | None, str]:
        """HTTP mode's url_verification: the status and the challenge that came back."""
        return await self.transport.http.verify_url()

    # What the workspace looks like -----------------------------------------------------------------------------------

    @property
    def workspace(self) -> Workspace:
        """People, channels, messages, groups."""
        return self.core.workspace

    @property
    def scopes(self) -> set[str]:
        """What the bot token is granted; change it as you like."""
        return self.core.scopes

    @scopes.setter
    def scopes(self, granted: Collection[str]) -> None:
        self.core.scopes = set(granted)

    def messages(self, channel: str, *, seen_by: str | None = None) -> list[Message]:
        """What stands in a channel, oldest first; with `seen_by` also what only that person sees."""
        everything = self.workspace.messages.get(channel, [])
        return [one for one in everything if not one.deleted and one.ephemeral_to in (None, seen_by)]

    def posted(self, channel: str) -> list[Message]:
        """What the bot posted in a channel for everybody."""
        return [one for one in self.messages(channel) if one.from_bot]

    def modal(self, user: str) -> View | None:
        """The modal in front of a person."""
        return self.workspace.views.top(user)

    def home(self, user: str) -> View | None:
        """The Home tab a person sees."""
        return self.workspace.views.homes.get(user)

    # Waiting ---------------------------------------------------------------------------------------------------------

    async def until(self, look: Callable[[], T | None], *, what: str = "it", timeout: float = PATIENCE) -> T:  # noqa: ASYNC109
        """What `look` finds (anything but None and False), asked again whenever something happens here."""
        return await self.core.happenings.until(lambda: look() or None, timeout=timeout, what=what)

    async def connected(self, connections: int = 1, *, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Returns when so many sockets are open."""
        await self.transport.socket.connected(connections, timeout=timeout)

    async def reply_to(self, delivery: Delivery, *, nth: int = 1, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """The `nth` message that answers a delivery."""
        try:
            async with asyncio.timeout(timeout):
                return await nth_reply(delivery, self.workspace, nth)
        except TimeoutError:
            raise AssertionError(f"reply {nth} to {_named(delivery)} did not come within {timeout:g} s") from None

    def replies_to(self, delivery: Delivery) -> list[Message]:
        """The messages that answer a delivery so far."""
        return replies_to(delivery, self.workspace)

    async def view_of(self, delivery: Delivery, *, timeout: float = PATIENCE) -> View:  # noqa: ASYNC109
        """The view opened, pushed or changed in answer to a delivery."""

        def look() -> View | None:
            return next((one for one in self.workspace.views.by_id.values() if one.answers is delivery), None)

        return await self.until(look, what=f"a view for {_named(delivery)}", timeout=timeout)

    async def changed(self, thing: Message | View, *, beyond: int = 1, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Returns when a message or view has had more than `beyond` versions."""
        await self.until(lambda: thing.versions > beyond, what="a change", timeout=timeout)

    async def next_call(
        self,
        method: str,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109
        where: Callable[[Call], bool] | None = None,
    ) -> Call:
        """The next answered call of a method (`response_url` for those posts) that was not handed out before."""
        return await self.calls.next(method, timeout=timeout, where=where)

    async def settled(self, *, quiet: float = 0.05, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Returns when nothing is under way and nothing has happened for `quiet` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while True:
                    try:
                        await asyncio.wait_for(self.core.happenings.next(), quiet)
                    except TimeoutError:
                        if not (self.calls.under_way or self.transport.under_way):
                            return
        except TimeoutError:
            raise AssertionError(f"not settled within {timeout:g} s") from None

    # What goes wrong -------------------------------------------------------------------------------------------------

    def fault(
        self,
        method: str,
        fault: Fault,
        *,
        times: int = 1,
        where: Callable[[Mapping[str, object]], bool] | None = None,
        after: int = 0,
    ) -> None:
        """The next calls of a method (`*`: any, `response_url`: those posts) go wrong; see faults.py."""
        self.faults.plan(method, fault, times=times, where=where, after=after)

    async def redeliver(
        self, delivery: Delivery, *, times: int = 1, as_retry: bool = False, replay: bool = False
    ) -> Delivery:
        """The same delivery again; see Transport.redeliver."""
        return await self.transport.redeliver(delivery, times=times, as_retry=as_retry, replay=replay)

    def revoke(self, error: str | None = "token_revoked") -> None:
        """From now on every token is refused with this error; None gives it back."""
        self.core.revoked = error

    def expire(self) -> None:
        """Every trigger id and response_url handed out so far is too old."""
        self.core.tickets.expire()

    # What was seen ---------------------------------------------------------------------------------------------------

    @property
    def calls(self) -> CallLog:
        """Every call of the app."""
        return self.core.calls

    @property
    def violations(self) -> list[Violation]:
        """What the app should not have sent."""
        return self.core.violations

    @property
    def mentions(self) -> list[Found]:
        """Everything in outgoing texts that calls somebody or names a channel."""
        return self.core.mentions

    @property
    def unacked(self) -> list[Delivery]:
        """Deliveries the app did not acknowledge in time."""
        return self.transport.unacked

    def assert_clean(self, *, may_mention: Collection[str] = (), acks: bool = True) -> None:
        """AssertionError naming every violation, mention (`may_mention` lists allowed markup), unescaped `<` or `&`,
        and delivery that was never acknowledged."""
        lines = [str(one) for one in self.violations]
        lines += [f"{one.method} mentions {one.markup}" for one in self.mentions if one.markup not in may_mention]
        lines += [f"{one.method}: unescaped {one.markup!r} in {one.text!r:.120}" for one in self.core.strays]
        lines += [f"not acknowledged: {_named(one)}" for one in self.unacked if acks]
        if lines:
            raise AssertionError("Slack would not be pleased:\n" + "\n".join(f"- {line}" for line in lines))


def _named(delivery: Delivery) -> str:
    payload = delivery.payload
    inner = payload.get("event")
    kind = inner.get("type") if isinstance(inner, dict) else payload.get("command") or payload.get("type")
    return f"{kind} {payload.get('text') or payload.get('callback_id') or ''}".strip()
