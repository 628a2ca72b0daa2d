"""Having a page read in the reading process: started when first needed, killed when late, ended when idle."""

import asyncio
import codecs
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from adapters.fetching.feed_frames import feed_from
from adapters.fetching.frames import LENGTHS, pack, reading_from
from adapters.fetching.getting import Answer
from adapters.fetching.limits import Limits
from adapters.fetching.reading.feed.document import FeedReading
from adapters.fetching.reading.values import Reading, Unreadable
from bot.fetching import FetchProblem

T = TypeVar("T")
_CHUNK: Final = 64 * 1024
_PASSED_ON: Final = ("PATH", "SYSTEMROOT")  # of the environment; never a token
_BROKEN: Final = (TimeoutError, asyncio.IncompleteReadError, ConnectionError, ValueError, KeyError, TypeError)


class Reader:
    """Reads one page at a time; `aclose` ends the process. Lives on one event loop."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = asyncio.Lock()
        self._process: Process | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def read(self, answer: Answer, *, now: datetime) -> Reading:
        """What the page says; TOO_COMPLEX where the process fails at it or takes longer than the limit."""
        return await self._asked("page", answer, now, reading_from)

    async def read_feed(self, answer: Answer, *, now: datetime) -> FeedReading:
        """What the feed, site map or page that points to feeds says; TOO_COMPLEX as for a page."""
        return await self._asked("feed", answer, now, feed_from)

    async def _asked(
        self, wanted: str, answer: Answer, now: datetime, read: Callable[[bytes, str], T]
    ) -> T | Unreadable:
        async with self._lock:
            process = await self._running()
            is_whole = False
            try:
                async with asyncio.timeout(self._limits.reading.total_seconds()):
                    reading = read(*await _exchange(process, wanted, answer, now))
                is_whole = True
            except _BROKEN:
                return Unreadable(problem=FetchProblem.TOO_COMPLEX)
            finally:
                if not is_whole:  # late, dead, or the wait was cancelled: its next answer would be to this page
                    await self._end()
            self._idle = asyncio.get_running_loop().call_later(self._limits.idle.total_seconds(), self._retire)
            return reading

    async def aclose(self) -> None:
        """End the process."""
        async with self._lock:
            await self._end()

    async def _running(self) -> Process:
        if self._idle is not None:
            self._idle.cancel()
        if self._process is not None and self._process.returncode is not None:
            await self._end()
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-m",
                "adapters.fetching.worker",
                str(self._limits.reader_bytes),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
                start_new_session=True,
            )
        return self._process

    def _retire(self) -> None:
        if self._process is not None and self._process.returncode is None and not self._lock.locked():
            self._process.kill()

    async def _end(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def _exchange(process: Process, wanted: str, answer: Answer, now: datetime) -> tuple[bytes, str]:
    source, sink = process.stdout, process.stdin
    if source is None or sink is None:
        raise ConnectionError("the reading process has no pipes")
    said = {"wanted": wanted, "link": answer.link, "charset": answer.charset, "now": now.isoformat()}
    asked = pack(said, answer.content)
    for start in range(0, len(asked), _CHUNK):
        sink.write(asked[start : start + _CHUNK])
        await sink.drain()
    head, content = LENGTHS.unpack(await source.readexactly(LENGTHS.size))
    return await source.readexactly(head), await _decoded(source, content)


async def _decoded(source: asyncio.StreamReader, length: int) -> str:
    """The next `length` bytes as text, in steps that the event loop does not feel."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    pieces = []
    while length > 0:
        piece = await source.readexactly(min(length, _CHUNK))
        pieces.append(decoder.decode(piece))
        length -= len(piece)
    return "".join(pieces)
