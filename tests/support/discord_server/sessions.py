"""One bot session of the gateway: its intents, every event it was sent (for RESUME), its connection if it has one."""

import asyncio
import json
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntFlag

from aiohttp import web

from tests.support.discord_server.world import Json


class Intent(IntFlag):
    """The intents that decide which events of ours reach a session."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 26) - 1


class Connection:
    """A websocket written to in order, compressed as the client asked; everything here returns at once."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, *, compressed: bool) -> None:
        self._socket = socket
        self._request = request
        self._zlib = zlib.compressobj() if compressed else None
        self._queue: asyncio.Queue[Json | int | None] = asyncio.Queue()
        self.ended_here = False

    def send(self, frame: Json) -> None:
        """The frame, after those before it."""
        self._queue.put_nowait(frame)

    def close(self, code: int) -> None:
        """A close frame with the code, after what is still to be sent."""
        self.ended_here = True
        self._queue.put_nowait(code)

    def drop(self) -> None:
        """The network gone: no close frame, nothing more is sent."""
        self.ended_here = True
        self._queue.put_nowait(None)
        if self._request.transport is not None:
            self._request.transport.abort()

    async def write(self) -> None:
        """Send what comes until closed or gone."""
        with suppress(ConnectionError):
            while (frame := await self._queue.get()) is not None:
                if isinstance(frame, int):
                    await self._socket.close(code=frame)
                    return
                await self._send(json.dumps(frame, ensure_ascii=False))

    async def _send(self, text: str) -> None:
        if self._zlib is None:
            await self._socket.send_str(text)
        else:
            await self._socket.send_bytes(self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH))


@dataclass(slots=True, eq=False)
class Session:
    """A session as IDENTIFY began it; it outlives its connections until it is closed cleanly or invalidated."""

    id: str
    intents: int
    shard: tuple[int, int]
    connection: Connection | None = None
    events: list[Json] = field(default_factory=list)
    alive: bool = True
    seen: int = 0  # the last sequence number the client told in a heartbeat or RESUME
    beats: int = 0

    def wants(self, intent: int, guild_id: int | None) -> bool:
        """Is an event of this guild, guarded by this intent (0: none), for this session?"""
        number, of = self.shard
        here = number == 0 if guild_id is None else (guild_id >> 22) % of == number
        return self.alive and here and (not intent or bool(self.intents & intent))

    def dispatch(self, name: str, payload: Json) -> None:
        """Number the event, keep it for RESUME, send it if connected."""
        frame = {"op": 0, "t": name, "s": len(self.events) + 1, "d": payload}
        self.events.append(frame)
        if self.connection is not None:
            self.connection.send(frame)

    def replay(self, after: int) -> None:
        """Send again what came after a sequence number."""
        assert self.connection is not None
        for frame in self.events[after:]:
            self.connection.send(frame)
