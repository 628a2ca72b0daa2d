"""Socket Mode: connections come with a ticket, envelopes go to any of them, acks come back."""

import asyncio
import uuid
from itertools import count

from aiohttp import web

from tests.support.slack_server.connection import LOST, Connection
from tests.support.slack_server.core import Core
from tests.support.slack_server.deliveries import Attempt, Delivery
from tests.support.slack_server.shapes import JsonObject

MOST_CONNECTIONS = 10


class SocketMode:
    """All connections of the app. `delay` holds every envelope back for so many seconds."""

    def __init__(self, core: Core) -> None:
        """Nobody connected."""
        self._core = core
        self._numbers = count(1)
        self._turn = count()
        self.connections: list[Connection] = []
        self.delay = 0.0

    @property
    def open_connections(self) -> list[Connection]:
        """Those an envelope may go to; one asked to leave gets none while there is another."""
        live = [one for one in self.connections if one.is_open and not one.socket.closed]
        return [one for one in live if not one.is_leaving] or live

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """A connection from the app; its address is good once."""
        if request.query.get("ticket") not in self._core.socket_tickets:
            return web.Response(status=403, text="link_disabled")
        if len([one for one in self.connections if one.is_open]) >= MOST_CONNECTIONS:
            return web.Response(status=403, text="too_many_websockets")
        self._core.socket_tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        connection = Connection(next(self._numbers), socket, self._core.happenings, request)
        self.connections.append(connection)
        self._core.happenings.ring()
        try:
            await connection.serve(len(self.open_connections))
        finally:
            connection.is_open = False
            self._core.happenings.ring()
        return socket

    async def connected(self, connections: int = 1, *, timeout: float = 5) -> list[Connection]:  # noqa: ASYNC109
        """The open connections, as soon as there are so many that take envelopes."""

        def look() -> list[Connection] | None:
            ready = [one for one in self.open_connections if not one.is_leaving]
            return ready if len(ready) >= connections else None

        return await self._core.happenings.until(look, timeout=timeout, what=f"{connections} connection(s)")

    async def deliver(
        self,
        delivery: Delivery,
        *,
        within: float,
        retry: tuple[int, str] | None = None,
        connection: Connection | None = None,
        fresh: bool = False,
    ) -> Attempt:
        """Sends one envelope and waits for its ack, `within` seconds; `fresh` gives it a new id."""
        if fresh or not delivery.envelope_id:
            delivery.envelope_id = str(uuid.uuid4())
        if self.delay:
            await asyncio.sleep(self.delay)
        attempt = Attempt(sent_at=self._core.workspace.monotonic(), envelope_id=delivery.envelope_id)
        delivery.attempts.append(attempt)
        waiter = await self._sent(_envelope(delivery, retry), attempt, connection)
        self._core.happenings.ring()
        try:
            async with asyncio.timeout(within):
                payload = await waiter
        except TimeoutError:
            return attempt
        if payload is LOST:
            return attempt
        attempt.body = payload
        attempt.acked_at, attempt.status = self._core.workspace.monotonic(), 200
        return attempt

    async def _sent(
        self, envelope: JsonObject, attempt: Attempt, connection: Connection | None
    ) -> asyncio.Future[object]:
        """The future of the ack; a connection found broken while sending is left for the next one."""
        while True:
            ready = [connection] if connection else await self.connected()
            chosen = ready[next(self._turn) % len(ready)]
            attempt.connection, attempt.sent_at = chosen.number, self._core.workspace.monotonic()
            try:
                return await chosen.send(envelope)
            except ConnectionError:
                chosen.drop()
                if connection:
                    raise

    async def close(self) -> None:
        """Ends all connections."""
        await asyncio.gather(*(one.close() for one in self.connections if not one.socket.closed))


def _envelope(delivery: Delivery, retry: tuple[int, str] | None) -> JsonObject:
    envelope: JsonObject = {
        "envelope_id": delivery.envelope_id,
        "type": delivery.kind,
        "accepts_response_payload": delivery.kind != "events_api",
        "payload": delivery.payload,
    }
    if delivery.kind == "events_api":
        attempt, reason = retry or (0, "")
        envelope |= {"retry_attempt": attempt, "retry_reason": reason}
    return envelope
