"""The reading process as a function: frames in, readings out, one for each, whatever the page does."""

from io import BytesIO

from adapters.fetching.frames import LENGTHS, pack, reading_from
from adapters.fetching.reading.values import Reading, Unreadable
from adapters.fetching.worker import serve
from bot.fetching import FetchedPage, FetchProblem

ASKED = {"link": "https://blog.example.com/a", "charset": "utf-8", "now": "2026-01-01T00:00:00+00:00"}


def served(*frames: bytes) -> list[Reading]:
    sink = BytesIO()
    serve(BytesIO(b"".join(frames)), sink)
    sink.seek(0)
    return list(iter(lambda: _next(sink), None))


def _next(source: BytesIO) -> Reading | None:
    lengths = source.read(LENGTHS.size)
    if not lengths:
        return None
    head, body = (source.read(length) for length in LENGTHS.unpack(lengths))
    return reading_from(head, body.decode())


def test_every_frame_is_answered_in_turn() -> None:
    first, second = served(pack(ASKED, "<title>하나</title>".encode()), pack(ASKED, b""))
    assert isinstance(first, FetchedPage)
    assert first.title == "하나"
    assert second == Unreadable(problem=FetchProblem.EMPTY)


def test_what_breaks_the_reading_breaks_one_answer() -> None:
    broken, next_one = served(pack(ASKED | {"now": "never"}, b"<title>x</title>"), pack(ASKED, b"<title>y</title>"))
    assert broken == Unreadable(problem=FetchProblem.TOO_COMPLEX)
    assert isinstance(next_one, FetchedPage)


def test_half_a_frame_ends_the_process() -> None:
    assert served(b"\0\0\0") == []
