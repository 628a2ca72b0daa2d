"""Discord's gateway (v10) over a websocket: HELLO, IDENTIFY, RESUME, heartbeats, close codes, dropped sockets."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex

from aiohttp import WSMsgType, web

from tests.support.discord_server.gateway_payloads import guild_create_json, members_chunk_json, ready_json
from tests.support.discord_server.sessions import KNOWN_INTENTS, PRIVILEGED, Connection, Intent, Session
from tests.support.discord_server.world import Guild, Json, World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME = 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11
FORGETTING = {4007, 4009}  # our closes after which a session cannot be resumed
CLEAN = {1000, 1001}  # and a client's
TOO_FAST, MINUTE = 120, 60.0  # frames a client may send over a connection in so many seconds


class Closing(Exception):
    """The connection ends with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(f"closing with {code}")
        self.code = code


@dataclass(slots=True, eq=False)
class Gateway:
    """Every session, what clients sent, and the switches by which tests make the gateway misbehave."""

    world: World
    token: str
    changed: Callable[[], None]
    url: str = ""
    allowed_intents: int = 0  # the privileged intents switched on in the portal
    heartbeat_ms: int = 41_250
    acknowledges: bool = True
    refuse_upgrades: int = 0  # so many next connections are answered 503
    refuse_with: list[int] = field(default_factory=list)  # close codes for the next IDENTIFYs and RESUMEs
    invalidate_next: list[bool] = field(default_factory=list)  # INVALID_SESSION for the next RESUMEs: resumable?
    replay_too_much: int = 0  # so many events already seen are sent again by the next RESUME
    sessions: list[Session] = field(default_factory=list)
    identified: list[Json] = field(default_factory=list)
    resumed: list[Json] = field(default_factory=list)
    closed: list[int | None] = field(default_factory=list)  # codes clients closed with
    received: list[Json] = field(default_factory=list)
    _connections: set[Connection] = field(default_factory=set)

    @property
    def live(self) -> list[Session]:
        """Sessions with a connection."""
        return [one for one in self.sessions if one.alive and one.connection is not None]

    def dispatch(self, name: str, payload: Callable[[Session], Json], *, intent: int, guild_id: int | None) -> None:
        """Send an event to every session it is for."""
        for session in self.sessions:
            if session.wants(intent, guild_id):
                session.dispatch(name, payload(session))
        self.changed()

    def close(self, code: int) -> None:
        """Close every connection with a code; some codes end the session too."""
        for session in self.live:
            session.alive = code not in FORGETTING
        for connection in list(self._connections):
            connection.close(code)

    def drop(self) -> None:
        """Cut every connection without a word; the sessions can be resumed."""
        for session in self.live:
            session.connection = None
        for connection in list(self._connections):
            connection.drop()

    def ask_to_reconnect(self) -> None:
        """RECONNECT to every connection."""
        for connection in list(self._connections):
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """INVALID_SESSION to every connection; without `resumable` the sessions are forgotten."""
        for session in self.live:
            session.alive = resumable
        for connection in list(self._connections):
            connection.send({"op": INVALID_SESSION, "d": resumable})

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One websocket connection, from HELLO to its end."""
        if self.refuse_upgrades:
            self.refuse_upgrades -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=False, timeout=0.5)
        await socket.prepare(request)
        connection = Connection(socket, request, compressed=request.query.get("compress") == "zlib-stream")
        self._connections.add(connection)
        writing = asyncio.create_task(connection.write())
        try:
            await self._talk(request, socket, connection)
        finally:
            self._connections.discard(connection)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
        return socket

    async def _talk(self, request: web.Request, socket: web.WebSocketResponse, connection: Connection) -> None:
        session: Session | None = None
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            connection.close(4012)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms, "_trace": []}})
        arrivals: deque[float] = deque(maxlen=TOO_FAST)
        async for message in socket:
            if message.type is WSMsgType.ERROR:
                break
            try:
                _keep_pace(arrivals)
                frame = _parsed(message.data)
                self.received.append(frame)
                session = self._take(frame, session, connection)
            except Closing as closing:
                connection.close(closing.code)
            self.changed()
        self._ended(session, connection, socket.close_code)

    def _ended(self, session: Session | None, connection: Connection, code: int | None) -> None:
        self.closed.append(code)
        if session is not None and session.connection is connection:
            session.connection = None
            session.alive = session.alive and (connection.ended_here or code not in CLEAN)
        self.changed()

    def _take(self, frame: Json, session: Session | None, connection: Connection) -> Session | None:
        match frame["op"]:
            case op if op == HEARTBEAT:
                self._beat(frame, session, connection)
            case op if op == IDENTIFY:
                if session is not None:
                    raise Closing(4005)
                return self._identify(frame["d"], connection)
            case op if op == RESUME:
                return self._resume(frame["d"], connection)
            case op if session is None:
                raise Closing(4003)
            case op if op == REQUEST_MEMBERS:
                self._send_members(frame["d"], session)
            case op if op not in {PRESENCE, VOICE_STATE}:
                raise Closing(4001)
        return session

    def _beat(self, frame: Json, session: Session | None, connection: Connection) -> None:
        if session is not None:
            session.beats += 1
            session.seen = frame["d"] or session.seen
        if self.acknowledges:
            connection.send({"op": HEARTBEAT_ACK})

    def _identify(self, body: Json, connection: Connection) -> Session:
        self.identified.append(body)
        self._check_entry(body)
        intents = body.get("intents", 0)
        if intents & ~KNOWN_INTENTS:
            raise Closing(4013)
        if intents & PRIVILEGED & ~self.allowed_intents:
            raise Closing(4014)
        number, of = body.get("shard") or (0, 1)
        if not 0 <= number < of:
            raise Closing(4010)
        session = Session(id=token_hex(16), intents=intents, shard=(number, of), connection=connection)
        self.sessions.append(session)
        guilds = self._guilds_of(session)
        session.dispatch("READY", ready_json(self.world.bot, guilds, session.id, session.shard, self.url))
        for guild in guilds:
            members = bool(intents & Intent.GUILD_MEMBERS)
            whole = guild_create_json(guild, self.world.bot, with_members=members)
            session.dispatch("GUILD_CREATE", whole | {"unavailable": False})
        return session

    def _check_entry(self, body: Json) -> None:
        if self.refuse_with:
            raise Closing(self.refuse_with.pop(0))
        if body.get("token") != self.token:
            raise Closing(4004)

    def _guilds_of(self, session: Session) -> list[Guild]:
        if not session.intents & Intent.GUILDS:
            return []
        mine = [one for one in self.world.guilds.values() if self.world.bot.id in one.members]
        return [one for one in mine if session.wants(0, one.id)]

    def _send_members(self, body: Json, session: Session) -> None:
        guild = self.world.guilds.get(int(body["guild_id"]))
        if guild is not None:
            session.dispatch("GUILD_MEMBERS_CHUNK", members_chunk_json(guild, body))

    def _resume(self, body: Json, connection: Connection) -> Session | None:
        self.resumed.append(body)
        self._check_entry(body)
        if self.invalidate_next:
            connection.send({"op": INVALID_SESSION, "d": self.invalidate_next.pop(0)})
            return None
        session = next((one for one in self.sessions if one.id == body.get("session_id") and one.alive), None)
        if session is None:
            connection.send({"op": INVALID_SESSION, "d": False})
            return None
        seen = body.get("seq") or 0
        if seen > len(session.events):
            session.alive = False
            raise Closing(4007)
        session.connection, session.seen = connection, seen
        session.replay(max(0, seen - self.replay_too_much))
        self.replay_too_much = 0
        session.dispatch("RESUMED", {"_trace": []})
        return session


def _keep_pace(arrivals: deque[float]) -> None:
    now = asyncio.get_running_loop().time()
    if len(arrivals) == TOO_FAST and now - arrivals[0] < MINUTE:
        raise Closing(4008)
    arrivals.append(now)


def _parsed(text: str | bytes) -> Json:
    try:
        frame: Json = json.loads(text)
        return frame | {"op": int(frame["op"])}
    except (ValueError, KeyError, TypeError) as error:
        raise Closing(4002) from error
