"""A server on this machine that answers as a test tells it to, byte by byte if need be."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request: `target` is its path and query, header names are in lower case."""

    target: str
    headers: Mapping[str, str]


Answering = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Served:
    """A running server and what it was asked."""

    port: int
    asked: list[Asked] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"{LOOPBACK}:{self.port}"


def response(content: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    """A whole HTTP answer."""
    named = {"Content-Type": "text/html; charset=utf-8"} if headers is None else headers
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in named.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


def always(answer: bytes) -> Answering:
    """Answers everything with the same bytes."""

    async def answering(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return answering


def by_path(answers: Mapping[str, bytes]) -> Answering:
    """Answers by path; others are not found."""

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answers.get(asked.target, response(status=404)))

    return answering


@asynccontextmanager
async def serving(
    answering: Answering, *, host: str = LOOPBACK, port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Served]:
    """Run the server; `asked` grows with each request."""
    served = Served(port=port)
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            pairs = (line.partition(": ") for line in lines[1:] if line)
            asked = Asked(target=lines[0].split(" ")[1], headers={name.lower(): value for name, _, value in pairs})
            served.asked.append(asked)
            await answering(asked, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(handle, host, port, ssl=tls)
    served.port = server.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()
