"""One Socket Mode connection as the server sees it."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.support.slack_server.calls import Happenings
from tests.support.slack_server.people import APP
from tests.support.slack_server.shapes import JsonObject

LOST = object()  # what an envelope's future holds when its connection ended before the ack


@dataclass(slots=True, eq=False)
class Connection:
    """A websocket: sends envelopes, notes acks, pings and pongs."""

    number: int
    socket: web.WebSocketResponse
    happenings: Happenings
    request: web.Request
    acks: dict[str, object] = field(default_factory=dict)
    waiting: dict[str, asyncio.Future[object]] = field(default_factory=dict)
    pings: int = 0
    pongs: int = 0
    is_open: bool = True
    answers_pings: bool = True
    is_leaving: bool = False

    async def serve(self, connections: int) -> None:
        """Says hello and reads until the app or the network goes away."""
        hello = {
            "type": "hello",
            "num_connections": connections,
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP},
        }
        await self.socket.send_str(json.dumps(hello))
        async for message in self.socket:
            await self._read(message.type, message.data)
        self._end()

    async def _read(self, kind: WSMsgType, content: object) -> None:
        match kind:
            case WSMsgType.PING:
                self.pings += 1
                if self.answers_pings:
                    with suppress(ConnectionError):  # the app is gone already
                        await self.socket.pong(content)  # type: ignore[arg-type]
            case WSMsgType.PONG:
                self.pongs += 1
            case WSMsgType.TEXT:
                self._note_ack(json.loads(str(content)))
        self.happenings.ring()

    def _note_ack(self, ack: JsonObject) -> None:
        envelope_id = str(ack.get("envelope_id"))
        self.acks[envelope_id] = ack.get("payload")
        waiter = self.waiting.pop(envelope_id, None)
        if waiter is not None and not waiter.done():
            waiter.set_result(ack.get("payload"))

    async def send(self, envelope: JsonObject) -> asyncio.Future[object]:
        """Sends an envelope; the future is its ack's payload, or LOST."""
        waiter: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self.waiting[str(envelope["envelope_id"])] = waiter
        await self.socket.send_str(json.dumps(envelope, ensure_ascii=False))
        return waiter

    async def ping(self) -> None:
        """A ping as Slack sends it; `pongs` counts the answers."""
        await self.socket.ping(b"Ping from applink-local")

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks the app to come back on a new connection (`warning`, `refresh_requested`, `link_disabled`)."""
        self.is_leaving = True
        await self.socket.send_str(
            json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}})
        )

    def drop(self) -> None:
        """The connection breaks without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()
        self._end()

    async def close(self) -> None:
        """An orderly end."""
        await self.socket.close()
        self._end()

    def _end(self) -> None:
        """What was not acknowledged is lost."""
        self.is_open = False
        for waiter in self.waiting.values():
            if not waiter.done():
                waiter.set_result(LOST)
        self.waiting.clear()
        self.happenings.ring()
