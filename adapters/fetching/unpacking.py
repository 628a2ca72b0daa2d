"""Unpacking what a server packed, in small pieces and never more than a limit: a bomb ends at the limit."""

import zlib
from collections.abc import Iterator
from typing import Final

from adapters.fetching.limits import MEGABYTE
from bot.fetching import FetchProblem, FetchRefused

ACCEPTED: Final = "gzip, deflate"
_PLAIN: Final = frozenset({"", "identity"})
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_PIECE: Final = 128 * 1024
_GZIP: Final = b"\x1f\x8b"
_ANY_HEADER: Final = 32 + zlib.MAX_WBITS  # zlib finds out itself whether it is gzip or zlib


class Unpacker:
    """Unpacks one answer, chunk by chunk; counts bytes as sent and as unpacked against one limit."""

    def __init__(self, encoding: str, *, limit: int, host: str) -> None:
        self._host = host
        self._limit = limit
        self._sent = self._unpacked = 0
        name = encoding.strip().lower()
        if name not in _PLAIN | _PACKED:
            raise FetchRefused(FetchProblem.BROKEN_ANSWER, host=host)
        self._stream = zlib.decompressobj(_ANY_HEADER) if name in _PACKED else None
        self._may_be_raw = name == "deflate"

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """The unpacked pieces of the next chunk, each of at most 128 KiB or the chunk. Raises FetchRefused."""
        self._sent += len(chunk)
        self._check(self._sent)
        if self._stream is None:
            yield chunk
            return
        while chunk:
            piece, chunk = self._step(self._stream, chunk)
            self._unpacked += len(piece)
            self._check(self._unpacked)
            if piece:
                yield piece

    def _step(self, stream: "zlib._Decompress", chunk: bytes) -> tuple[bytes, bytes]:
        """The next piece, and what is left of the chunk."""
        if stream.eof:  # gzip may have several members; whatever else follows is padding
            if not chunk.startswith(_GZIP):
                return b"", b""
            stream = self._stream = zlib.decompressobj(_ANY_HEADER)
        try:
            piece = stream.decompress(chunk, _PIECE)
        except zlib.error as error:
            if not self._may_be_raw:
                raise FetchRefused(FetchProblem.BROKEN_ANSWER, host=self._host) from error
            self._may_be_raw, self._stream = False, zlib.decompressobj(-zlib.MAX_WBITS)
            return b"", chunk
        self._may_be_raw = False
        return piece, stream.unused_data if stream.eof else stream.unconsumed_tail

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise too_large(self._limit, self._host)


def too_large(limit: int, host: str) -> FetchRefused:
    """The refusal of an answer over `limit` bytes."""
    return FetchRefused(FetchProblem.TOO_LARGE, host=host, limit=max(1, limit // MEGABYTE))
