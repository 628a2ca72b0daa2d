"""Which parser reads a file, and the one way in to all of them."""

from collections.abc import Iterator
from datetime import tzinfo
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from bot.importing.dates import seoul
from bot.importing.jsonl import parse_json_lines
from bot.importing.limits import MAX_POST_BYTES
from bot.importing.lines import Line, read_lines
from bot.importing.listing import is_listing, parse_listing
from bot.importing.markdown import MARKDOWN_SUFFIXES, parse_post
from bot.importing.table import is_header, parse_table
from bot.importing.values import ImportFormat, Parsed

_SUFFIXES: Final = {
    ".jsonl": ImportFormat.JSON_LINES,
    ".ndjson": ImportFormat.JSON_LINES,
    ".json": ImportFormat.JSON_LINES,
    ".csv": ImportFormat.CSV,
    ".tsv": ImportFormat.CSV,
    **dict.fromkeys(MARKDOWN_SUFFIXES, ImportFormat.MARKDOWN),
}


def detect(name: str, head: bytes) -> ImportFormat:
    """Gives the format by the file's suffix, else by its first bytes (64 KiB are plenty); LISTING when none shows."""
    by_suffix = _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if by_suffix is not None:
        return by_suffix
    lines = [line.text for line in read_lines(BytesIO(head)) if isinstance(line, Line)]
    if is_listing(lines):
        return ImportFormat.LISTING
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith(("{", "[{")) or first == "[":
        return ImportFormat.JSON_LINES
    if is_header(first):
        return ImportFormat.CSV
    return ImportFormat.MARKDOWN if first.startswith(("---", "+++", "# ")) else ImportFormat.LISTING


def parse(stream: BinaryIO, fmt: ImportFormat, *, name: str, zone: tzinfo | None = None) -> Iterator[Parsed]:
    """Gives the file's stories and refusals in order, one at a time; bad content is refused, never raised.

    Dates without a zone are read in `zone`, by default Seoul's. OSError of the stream passes through.
    """
    where = zone or seoul()
    match fmt:
        case ImportFormat.LISTING:
            return parse_listing(read_lines(stream))
        case ImportFormat.JSON_LINES:
            return parse_json_lines(read_lines(stream), where)
        case ImportFormat.CSV:
            return parse_table(read_lines(stream), where)
        case ImportFormat.MARKDOWN:
            return iter([parse_post(name, stream.read(MAX_POST_BYTES + 1), zone=where)])
