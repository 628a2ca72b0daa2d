"""How bytes become numbered lines of text: encoding found by looking, one line in memory at a time.

The first 64 KiB decide between UTF-8 and CP949; a line the file's encoding cannot read is tried in the other one and
refused when that fails too. CP949 reads much that is not Korean, so in a UTF-8 file a line counts as CP949 only when
most of it are everyday syllables.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from bot.importing.limits import MAX_LINE_BYTES
from bot.importing.values import Refusal, RefusalReason

_CHUNK: Final = 64 * 1024
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without its end; `number` counts from 1."""

    number: int
    text: str


def read_lines(stream: BinaryIO, *, limit: int = MAX_LINE_BYTES) -> Iterator[Line | Refusal]:
    """Gives every line of the stream in order, or its refusal; holds at most `limit` bytes of a line."""
    head = stream.read(_CHUNK)
    if head.startswith(_UTF16_MARKS):
        return _utf16_lines(_chunks(head, stream), limit)
    head = head.removeprefix(codecs.BOM_UTF8)
    return _byte_lines(_chunks(head, stream), limit, _decoder_for(head))


def decode_whole(content: bytes) -> str | None:
    """Gives a whole file's text by the same rules, None when no encoding reads all of it."""
    if content.startswith(_UTF16_MARKS):
        return _try(content, "utf-16")
    content = content.removeprefix(codecs.BOM_UTF8)
    text = _try(content, "utf-8")
    return text if text is not None else _try_korean(content)


class _Decoder:
    """Reads one line at a time; `first` is the file's encoding, None until a line that is not ASCII shows it."""

    def __init__(self, first: str | None) -> None:
        self._first = first

    def decode(self, line: bytes) -> str | None:
        if line.isascii():
            return line.decode("ascii")
        if self._first is None:
            self._first = "utf-8" if _try(line, "utf-8") is not None else _korean_or_none(line)
        if self._first == "cp949":
            text = _try(line, "cp949")
            return text if text is not None else _try(line, "utf-8")
        text = _try(line, "utf-8")
        return text if text is not None else _try_korean(line)


def _decoder_for(head: bytes) -> _Decoder:
    """Weighs the lines of the head that are UTF-8 against those that are only CP949. By length: a short CP949 word may
    read as UTF-8 by accident, a sentence does not."""
    odd = [line for line in head.split(b"\n") if not line.isascii()]
    utf8 = sum(len(line) for line in odd if _starts_as_utf8(line))
    korean = sum(len(line) for line in odd if not _starts_as_utf8(line) and _try_korean(line) is not None)
    if not utf8 and not korean:
        return _Decoder(None)
    return _Decoder("cp949" if korean > utf8 else "utf-8")


def _starts_as_utf8(line: bytes) -> bool:
    """Is the line UTF-8, its last character possibly cut off by the end of the head?"""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _korean_or_none(line: bytes) -> str | None:
    return "cp949" if _try_korean(line) is not None else None


def _try_korean(content: bytes) -> str | None:
    text = _try(content, "cp949")
    if text is None:
        return None
    odd = [char for char in text if not char.isascii()]
    return text if sum(map(_is_everyday, odd)) * 2 >= len(odd) else None


def _is_everyday(char: str) -> bool:
    """Is it one of the 2,350 syllables of KS X 1001 (lead bytes B0 to C8), as nearly all of real text is?"""
    if not "가" <= char <= "힣":
        return False
    lead, trail = char.encode("cp949")
    return 0xB0 <= lead <= 0xC8 and trail >= 0xA1  # noqa: PLR2004


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _chunks(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    chunk = head
    while chunk:
        yield chunk
        chunk = stream.read(_CHUNK)


def _utf16_lines(chunks: Iterator[bytes], limit: int) -> Iterator[Line | Refusal]:
    """Turns UTF-16 into UTF-8 piece by piece; what cannot be read shows as U+FFFD and refuses its line."""
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    pieces = (decoder.decode(chunk).encode() for chunk in chunks)
    for line in _byte_lines(_with_end(pieces, decoder), limit, _Decoder("utf-8")):
        if isinstance(line, Line) and "\ufffd" in line.text:
            yield Refusal(line=line.number, reason=RefusalReason.ENCODING)
        else:
            yield line


def _with_end(pieces: Iterator[bytes], decoder: codecs.IncrementalDecoder) -> Iterator[bytes]:
    yield from pieces
    yield decoder.decode(b"", final=True).encode()


def _byte_lines(chunks: Iterator[bytes], limit: int, decoder: _Decoder) -> Iterator[Line | Refusal]:
    for number, raw in enumerate(_split(chunks, limit), start=1):
        if raw is None:
            yield Refusal(line=number, reason=RefusalReason.LINE_TOO_LONG, detail=str(limit))
            continue
        text = decoder.decode(raw.removesuffix(b"\r"))
        if text is None:
            yield Refusal(line=number, reason=RefusalReason.ENCODING)
        else:
            yield Line(number=number, text=text)


def _split(chunks: Iterator[bytes], limit: int) -> Iterator[bytes | None]:
    """Gives the bytes of each line, None for a line over the limit, of which nothing is kept."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for end in ended:
            size += len(end)
            yield None if size > limit else b"".join([*parts, end])
            parts, size = [], 0
        size += len(rest)
        parts = [] if size > limit else [*parts, rest] if rest else parts
    if size:
        yield None if size > limit else b"".join(parts)
