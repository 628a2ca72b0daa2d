"""The wire between the bot and a local platform: passes every call on, and goes wrong at a post when told to."""

from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web
from yarl import URL

_OF_THE_HOP = frozenset({"content-length", "transfer-encoding", "content-encoding", "connection", "host", "date"})
_POSTS = ("/chat.postMessage", "/messages")
_LOOKS = ("/conversations.history", "/messages")


class Wire:
    """A proxy on a port of its own. `kill` ends the bot's process and returns when it is gone.

    `plan` names what goes wrong at the posts to come, first to last; "" lets one pass. A plan that begins with
    `looking` is for the next look into the history.
    """

    def __init__(self, kill: Callable[[], Awaitable[None]]) -> None:
        self._kill = kill
        self._target = URL()
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self.plan: list[str] = []
        self.happened: list[str] = []
        self.address = URL()

    async def towards(self, target: str) -> Self:
        """Begin to listen; calls go on to `target`."""
        self._target = URL(target).origin()
        self._session = aiohttp.ClientSession(auto_decompress=True)
        app = web.Application(client_max_size=8 * 1024 * 1024)
        app.router.add_route("*", "/{rest:.*}", self._pass)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.address = URL.build(scheme="http", host=host, port=port)
        return self

    def url(self, target: str) -> str:
        """The address on the wire of an address behind it."""
        return str(URL(target).with_host("127.0.0.1").with_port(self.address.port))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        if self._session is not None:
            await self._session.close()

    async def _pass(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        match self._mishap(request):
            case "arrived" | "looking":
                await self._kill()
                return _cut(request)
            case "cut":
                return _cut(request)
            case "limited":
                return _limited(self._target)
            case "down":
                return web.Response(status=503, text="upstream connect error")
            case "carried out":
                await self._forward(request, body)
                await self._kill()
                return _cut(request)
            case "lost":
                await self._forward(request, body)
                return _cut(request)
            case "down behind":
                await self._forward(request, body)
                return web.Response(status=503, text="upstream connect error")
            case _:
                return await self._forward(request, body)

    def _mishap(self, request: web.Request) -> str:
        if not self.plan:
            return ""
        is_look = self.plan[0] == "looking"
        is_meant = request.path.endswith(_LOOKS if is_look else _POSTS)
        if not is_meant or (request.path.endswith("/messages") and request.method != ("GET" if is_look else "POST")):
            return ""
        mishap = self.plan.pop(0)
        self.happened += [mishap] if mishap else []
        return mishap

    async def _forward(self, request: web.Request, body: bytes) -> web.Response:
        assert self._session is not None
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _OF_THE_HOP}
        url = self._target.join(URL(request.raw_path, encoded=True))
        async with self._session.request(request.method, url, data=body, headers=headers) as answer:
            kept = {name: value for name, value in answer.headers.items() if name.lower() not in _OF_THE_HOP}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)


def _limited(target: URL) -> web.Response:
    """429 as either platform answers it; both look at what they know."""
    body = {"ok": False, "error": "ratelimited", "message": "slow down", "retry_after": 0.02, "global": False}
    return web.json_response(body, status=429, headers={"Retry-After": "0", "Via": "1.1 google"})


def _cut(request: web.Request) -> web.Response:
    """Resets the connection; nothing of an answer arrives."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
