"""The Slack adapter as the running bot sees it: connects over Socket Mode or listens over HTTP, and ends cleanly."""

import asyncio
import time
from dataclasses import dataclass
from typing import Literal

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.courier import Courier, Retrying
from adapters.slack.desk import Desk
from adapters.slack.faults import CallFailed
from adapters.slack.listening import Listeners
from adapters.slack.messenger import SlackMessenger
from adapters.slack.pacing import Pacer
from adapters.slack.people import People
from adapters.slack.seen import Seen
from adapters.slack.spaces import Spaces
from adapters.slack.work import Work
from bot.app import App
from bot.errors import StoreFault
from bot.fetching import PageFetcher
from bot.ports import Clock
from bot.request import Language

_log = structlog.get_logger()
PATH = "/slack/events"
_LONGEST_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """What the adapter is told. `admins` and `spaces` are ids or `slack:` keys; `page_host` serves our own pages.

    `admin_group` is the id of a user group whose members are admins. `attempts` counts all tries of a call.
    `config_token` reads the installed manifest, for a check only.
    """

    bot_token: str
    app_token: str = ""
    config_token: str = ""
    signing_secret: str = ""
    mode: Literal["socket", "http"] = "socket"
    api_url: str = "https://slack.com/api/"
    admins: frozenset[str] = frozenset()
    admin_group: str = ""
    spaces: frozenset[str] = frozenset()
    language: Language = "ko"
    page_host: str = ""
    timeout_seconds: float = 10.0
    attempts: int = 3
    backoff_seconds: float = 0.5
    seconds_between_posts: float = 1.0
    ping_seconds: float = 5.0
    closing_seconds: float = 8.0
    patience_seconds: float = 1.5
    progress_seconds: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is in its workspace."""

    team: str
    user: str
    bot: str


class SlackAdapter:
    """The bot in one workspace; `messenger` posts there unasked."""

    name = "slack"

    def __init__(
        self, app: App, settings: SlackSettings, *, fetcher: PageFetcher | None = None, now: Clock | None = None
    ) -> None:
        if settings.mode == "http" and not settings.signing_secret:
            raise ValueError("the mode http needs a signing secret: without one anybody could send requests")
        self._app = app
        self._settings = settings
        self._fetcher = fetcher
        self._now = now or app.now
        self._work = Work()
        self._session: aiohttp.ClientSession | None = None
        self._courier: Courier | None = None
        self._bolt: AsyncApp | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._identity: Identity | None = None
        self._token_fault = ""
        self.messenger = SlackMessenger(lambda: self._courier if self._session else None, settings.language)

    async def start(self) -> None:
        """Begin to connect and to answer; keeps trying by itself, so a bad token or network shows in `is_ready`."""
        # Not the total: many calls at once wait for each other here, which is no fault of Slack's.
        seconds = self._settings.timeout_seconds
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=seconds, sock_read=seconds)
        self._session = aiohttp.ClientSession(timeout=timeout)
        self._courier = self._made_courier(self._session)
        spaces = Spaces(self._app.store, self._now, self._settings.spaces)
        desk = Desk(
            app=self._app,
            courier=self._courier,
            people=self._made_people(self._courier),
            spaces=spaces,
            language=self._settings.language,
            fetcher=self._fetcher,
            page_host=self._settings.page_host,
            patience_seconds=self._settings.patience_seconds,
            progress_seconds=self._settings.progress_seconds,
        )
        self._bolt = self._made_bolt(self._session)
        Listeners(desk, Seen(self._app.store, self._now), self._work).join(self._bolt)
        self._connecting = asyncio.ensure_future(self._connect(self._bolt, self._courier, spaces))

    async def close(self) -> None:
        """Finish what is being answered, then disconnect. Calling it again does nothing."""
        connecting, self._connecting = self._connecting, None
        if connecting:
            connecting.cancel()
            await asyncio.gather(connecting, return_exceptions=True)
        await self._work.finish(self._settings.closing_seconds)
        socket, self._socket = self._socket, None
        if socket:
            await _disconnect(socket)
            await self._work.finish(self._settings.closing_seconds)  # what arrived in between
        session, self._session = self._session, None
        if session:
            await session.close()

    def is_ready(self) -> bool:
        """Whether people reach the bot: the token is good and the socket, where there is one, is alive."""
        if self._identity is None or self._token_fault or self._session is None:
            return False
        return self._settings.mode == "http" or (self._socket is not None and _is_alive(self._socket))

    def routes(self) -> tuple[web.RouteDef, ...]:
        """Where Slack sends commands, interactions and events; nothing in Socket Mode."""
        return (web.post(PATH, self._receive),) if self._settings.mode == "http" else ()

    async def _receive(self, request: web.Request) -> web.Response:
        # Before we know our own workspace, the first that asks could claim the library.
        if self._bolt is None or self._session is None or self._identity is None:
            return web.Response(status=503)
        answer = await self._bolt.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    async def _connect(self, bolt: AsyncApp, courier: Courier, spaces: Spaces) -> None:
        try:
            await self._join(bolt, courier, spaces)
        except Exception:  # noqa: BLE001 - nobody waits for this task; readiness and the log tell
            _log.exception("slack not connected")

    async def _join(self, bolt: AsyncApp, courier: Courier, spaces: Spaces) -> None:
        self._identity = await self._identify(courier)
        try:
            if not await spaces.serves(self._identity.team):
                _log.warning("workspace not served", team=self._identity.team)
        except StoreFault as fault:
            _log.warning("workspace not claimed", fault=type(fault).__name__)
        if self._settings.mode == "socket":
            self._socket = AsyncSocketModeHandler(
                bolt, self._settings.app_token, web_client=courier.client, ping_interval=self._settings.ping_seconds
            )
            await self._socket.connect_async()  # type: ignore[no-untyped-call]  # slack-bolt leaves it untyped
        _log.info("slack connected", mode=self._settings.mode, team=self._identity.team)

    async def _identify(self, courier: Courier) -> Identity:
        """Who the token says we are; asked until Slack says it."""
        wait = max(self._settings.backoff_seconds, 0.01)
        while True:
            try:
                answer = await courier.ask("auth.test")
            except CallFailed as failed:
                _log.error("slack token not accepted", code=failed.code, retry_seconds=wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT_SECONDS)
            else:
                team, user, bot = (str(answer.get(name, "")) for name in ("team_id", "user_id", "bot_id"))
                return Identity(team=team, user=user, bot=bot)

    def _authorization(self) -> AuthorizeResult:
        """What slack-bolt has to know of the workspace, without a call in the way of an ack."""
        who = self._identity or Identity(team="", user="", bot="")
        return AuthorizeResult(
            enterprise_id=None,
            team_id=who.team,
            bot_id=who.bot,
            bot_user_id=who.user,
            bot_token=self._settings.bot_token,
        )

    def _trust(self, code: str) -> None:
        if code and not self._token_fault:
            _log.error("slack token refused", code=code)
        self._token_fault = code

    def _made_courier(self, session: aiohttp.ClientSession) -> Courier:
        settings = self._settings
        retrying = Retrying(
            attempts=settings.attempts,
            backoff_seconds=settings.backoff_seconds,
            random=self._app.random,
        )
        return Courier(
            session,
            token=settings.bot_token,
            api_url=settings.api_url,
            retrying=retrying,
            pacer=Pacer(settings.seconds_between_posts),
            on_token=self._trust,
        )

    def _made_people(self, courier: Courier) -> People:
        settings = self._settings
        return People(
            courier,
            self._now,
            admins=settings.admins,
            admin_group=settings.admin_group,
            language=settings.language,
            named=self._is_named,
        )

    async def _is_named(self, actor: str) -> bool:
        try:
            return await self._app.store.read(lambda library: library.is_named_admin(actor))
        except StoreFault:  # the person is going to be told what is wrong with it
            return False

    def _made_bolt(self, session: aiohttp.ClientSession) -> AsyncApp:
        client = AsyncWebClient(base_url=self._settings.api_url, session=session)

        async def authorize() -> AuthorizeResult:
            return self._authorization()

        return AsyncApp(
            name="storybot",
            client=client,
            signing_secret=self._settings.signing_secret,
            authorize=authorize,
        )


def _is_alive(socket: AsyncSocketModeHandler) -> bool:
    client = socket.client
    session = client.current_session
    if client.closed or client.stale or session is None or session.closed:
        return False
    heard = client.last_ping_pong_time
    return heard is None or time.time() - heard < client.ping_interval * 4


async def _disconnect(socket: AsyncSocketModeHandler) -> None:
    """Close the socket and wait for the tasks of its client, which only cancels them."""
    client = socket.client
    await socket.close_async()  # type: ignore[no-untyped-call]  # slack-bolt leaves it untyped
    tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
    await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)
