"""One small web server: is the bot alive, is it ready, and whatever routes the platforms need."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from aiohttp import web

Readiness = Callable[[], Awaitable[Mapping[str, bool]]]
"""Tells for each part by name whether it is ready."""

_REQUEST_BYTES = 1_048_576  # Slack's largest interactions carry a view of 250 KB


class WebServer:
    """Serves `/healthz`, `/readyz` and the given routes until closed."""

    def __init__(self, host: str, port: int, *, readiness: Readiness, routes: Iterable[web.RouteDef] = ()) -> None:
        self._host = host
        self._port = port
        self._readiness = readiness
        self._routes = tuple(routes)
        self._runner: web.AppRunner | None = None

    async def start(self) -> int:
        """Begin to serve; gives the port, which the system chooses where 0 was asked for. Raises OSError."""
        application = web.Application(client_max_size=_REQUEST_BYTES)
        application.add_routes([web.get("/healthz", _healthz), web.get("/readyz", self._readyz), *self._routes])
        self._runner = web.AppRunner(application, access_log=None, handle_signals=False)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Finish what is being served and stop. Calling it again does nothing."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _readyz(self, _request: web.Request) -> web.Response:
        parts = dict(await self._readiness())
        return web.json_response(
            {"ready": all(parts.values()), "parts": parts}, status=200 if all(parts.values()) else 503
        )


async def _healthz(_request: web.Request) -> web.Response:
    return web.json_response({"alive": True})
