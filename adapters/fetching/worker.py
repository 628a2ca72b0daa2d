"""The reading process: takes frames on standard input, gives readings on standard output, ends with its parent.

It is a process so that a hostile page can neither hold up the event loop nor outlive its time, and so that the parser
sees no token: it starts with an empty environment, bounded memory, and no right to write a file.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from adapters.fetching.feed_frames import feed_frame
from adapters.fetching.frames import LENGTHS, reading_frame
from adapters.fetching.reading.feed.document import read_document
from adapters.fetching.reading.page import read_page
from adapters.fetching.reading.values import Unreadable
from bot.fetching import FetchProblem


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer frames until `source` ends."""
    while len(lengths := source.read(LENGTHS.size)) == LENGTHS.size:
        head, content = (source.read(length) for length in LENGTHS.unpack(lengths))
        sink.write(_answer(head, content))
        sink.flush()


def _answer(head: bytes, content: bytes) -> bytes:
    asked = json.loads(head)
    try:
        link, charset, now = asked["link"], asked["charset"], datetime.fromisoformat(asked["now"])
        if asked.get("wanted") == "feed":
            return feed_frame(read_document(content, link=link, charset=charset, now=now))
        return reading_frame(read_page(content, link=link, charset=charset, now=now))
    except Exception:  # noqa: BLE001 - whatever a page does to a parser is the page's fault and one answer
        return reading_frame(Unreadable(problem=FetchProblem.TOO_COMPLEX))


def _bound(memory: int) -> None:
    """Let the process have `memory` bytes, the processor when nobody else needs it, and no file to write."""
    import resource  # noqa: PLC0415 - not on every system

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def main(memory: int, serve: Callable[[BinaryIO, BinaryIO], None] = serve) -> None:
    """Serve on the standard streams; what a library prints goes nowhere."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with contextlib.suppress(ImportError, ValueError, OSError):
        _bound(memory)
    serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    main(int(sys.argv[1]))
