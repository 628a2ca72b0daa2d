"""`storybot run`: every adapter that has its tokens, the web server, and a clean end on SIGTERM."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack
from typing import Protocol

import structlog
from aiohttp import web

from adapters.web.server import WebServer
from bot.errors import StoreFault
from bot.ports import Store

_log = structlog.get_logger()


class Platform(Protocol):
    """An adapter as the running bot sees it."""

    @property
    def name(self) -> str:
        """What logs and readiness call it."""

    async def start(self) -> None:
        """Connect and begin to answer; returns when connecting is under way, and keeps trying by itself."""

    async def close(self) -> None:
        """Finish what is being answered and disconnect. Calling it again does nothing."""

    def is_ready(self) -> bool:
        """Whether people reach the bot over this platform now."""

    def routes(self) -> Iterable[web.RouteDef]:
        """What the platform calls over HTTP; nothing for most."""


async def _nothing() -> None:
    """Nothing more to start."""


async def serve(
    platforms: Iterable[Platform],
    store: Store,
    *,
    host: str,
    port: int,
    started: Callable[[], Awaitable[None]] = _nothing,
) -> None:
    """Run until SIGTERM or SIGINT; `started` is awaited once everything has begun.

    Raises OSError when the address cannot be listened on.
    """
    platforms = tuple(platforms)

    async def readiness() -> Mapping[str, bool]:
        return {"store": await _is_open(store)} | {platform.name: platform.is_ready() for platform in platforms}

    server = WebServer(host, port, readiness=readiness, routes=[one for each in platforms for one in each.routes()])
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.close)
        _log.info("listening", port=await server.start())
        for platform in platforms:
            stack.push_async_callback(platform.close)
            await platform.start()
        await started()
        await _told_to_end()
        _log.info("ending")


async def _is_open(store: Store) -> bool:
    try:
        await store.read(lambda library: library.count())
    except StoreFault:
        return False
    return True


async def _told_to_end() -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    try:
        await ended.wait()
    finally:
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(name)
