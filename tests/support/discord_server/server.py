"""A local Discord for tests: REST and gateway on 127.0.0.1, a small world, people who act, faults on order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Self

import discord.gateway
import discord.http
import yarl
from aiohttp import web

from tests.support.building import SHARED
from tests.support.discord_server import setting
from tests.support.discord_server.acting import Acting
from tests.support.discord_server.changes import Changes
from tests.support.discord_server.faults import Fault
from tests.support.discord_server.gateway import Gateway
from tests.support.discord_server.interaction import Interaction
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.rest import BASE, Rest
from tests.support.discord_server.schema import load_description
from tests.support.discord_server.watching import Watching
from tests.support.discord_server.worldly import Worldly
from tests.support.discord_server.writing import Writing

SPEC = SHARED / "specs" / "discord-openapi.json"
BODY_LIMIT = 30 * 1024 * 1024


def utc_now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


class DiscordServer(Acting, Writing, Watching, Worldly):
    """The server while the `async with` lasts; all of it may be read and changed meanwhile.

    `intents_allowed` are the privileged intents switched on in the portal; `now` dates messages and ids;
    `check_schema=False` spares the time of the OpenAPI check; `check_answers` turns it on our own answers too.
    """

    def __init__(
        self,
        *,
        intents_allowed: int = 0,
        now: Callable[[], datetime] = utc_now,
        check_schema: bool = True,
        check_answers: bool = False,
        first_response_seconds: float = 3.0,
        token: str = setting.TOKEN,
    ) -> None:
        changed, world = Changes(), setting.new_world()
        self.gateway = Gateway(world=world, token=token, changed=changed, allowed_intents=intents_allowed)
        self.platform = Platform(world=world, gateway=self.gateway, changed=changed, now=now, token=token)
        self.platform.check_answers = check_answers
        self.platform.first_response_seconds = first_response_seconds
        if check_schema:
            self._load_schema()
        self.bot, self.guild = world.bot, setting.add_story_guild(world)
        self.owner, self.member, self.admin, self.stranger = setting.people(world)
        self.general, self.thread, self.muted, self.hidden = setting.channels(self.guild)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=BODY_LIMIT)
        rest = Rest(self.platform)
        app.router.add_route("*", BASE + "/{tail:.*}", rest.serve)
        app.router.add_get(r"/attachments/{number:\d+}/{name}", rest.give)
        app.router.add_get("/gateway/", self.gateway.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.platform.api_url = f"http://{host}:{port}{BASE}"
        self.gateway.url = f"ws://{host}:{port}/gateway/"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        self.gateway.drop()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """What `discord.http.Route.BASE` is to be."""
        return self.platform.api_url

    @property
    def gateway_url(self) -> str:
        """What `/gateway/bot` answers."""
        return self.gateway.url

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.platform.token

    @property
    def application_id(self) -> int:
        """The id of the application, its bot user and its command routes."""
        return self.bot.id

    @contextmanager
    def pointed_at(self) -> Iterator[None]:
        """discord.py in this process talks to this server; afterwards to where it did before."""
        route, socket = discord.http.Route, discord.gateway.DiscordWebSocket
        before = route.BASE, socket.DEFAULT_GATEWAY
        route.BASE, socket.DEFAULT_GATEWAY = self.api_url, yarl.URL(self.gateway_url)
        try:
            yield
        finally:
            route.BASE, socket.DEFAULT_GATEWAY = before

    # Faults

    def fail(self, fault: Fault, route: str | None = None, *, times: int = 1) -> None:
        """The next calls of a route (`POST /channels/{channel_id}/messages`), or the next of all, go wrong so."""
        self.platform.faults.plan(fault, route, times)

    def heal(self) -> None:
        """No planned fault happens any more."""
        self.platform.faults.clear()

    def expire(self, interaction: Interaction) -> None:
        """The interaction is too old: 3 s for a first response, 15 minutes for all else have passed."""
        interaction.expired = True

    def forget_nonces(self) -> None:
        """The few minutes in which a nonce is remembered have passed."""
        self.platform.nonces.clear()

    def revoke_token(self, token: str = "") -> None:
        """The token is reset in the portal: 401 for the old one, the gateway closes with 4004."""
        self.platform.token = self.gateway.token = token or f"{self.platform.token}.new"
        self.gateway.close(4004)

    async def redeliver(self, event: Interaction | Any) -> None:
        """An interaction or message already told is told once more, as a new gateway event with the same content."""
        if isinstance(event, Interaction):
            self._send(event)
        else:
            self.platform.emit_message("MESSAGE_CREATE", event)

    def _load_schema(self) -> None:
        self.platform.description = load_description(SPEC)
        if self.platform.description is None:
            print(f"bodies are not checked against Discord's OpenAPI description: there is no {SPEC}")
