"""How a CSV table with a header row becomes stories, one a row, whatever spreadsheet wrote it."""

import re
from collections.abc import Generator, Iterable, Iterator
from datetime import tzinfo
from itertools import chain
from typing import Final

from bot.importing.fields import field_named, item_from
from bot.importing.lines import Line
from bot.importing.table_rows import Row, read_rows
from bot.importing.values import Parsed, Refusal, RefusalReason

_DELIMITERS: Final = (",", ";", "\t", "|")
_EXCEL_HINT: Final = re.compile(r"sep=(.)", re.IGNORECASE)


def parse_table(lines: Iterable[Line | Refusal], zone: tzinfo) -> Iterator[Parsed]:
    """Gives each row's story or refusal in order. Without a row that names a title column there is nothing to read."""
    source = iter(lines)
    header = yield from _first_line(source)
    hint = _EXCEL_HINT.fullmatch(header.text.strip()) if header else None
    if hint:
        header = yield from _first_line(source)
    if header is None:
        yield Refusal(line=None, reason=RefusalReason.EMPTY)
        return
    delimiter = hint[1] if hint else _delimiter_of(header)
    rows = read_rows(chain([header], source), delimiter)
    columns = next(rows)
    if isinstance(columns, Refusal) or "title" not in map(field_named, columns.fields):
        yield Refusal(line=header.number, reason=RefusalReason.NO_HEADER)
        return
    for row in rows:
        if isinstance(row, Refusal) or any(field.strip() for field in row.fields):
            yield _story(row, columns.fields, zone)


def is_header(text: str) -> bool:
    """Does this line name a title column and at least one other that we know?"""
    line = Line(number=1, text=text)
    known = [name for name in map(field_named, _names(line, _delimiter_of(line))) if name]
    return "title" in known and len(set(known)) > 1


def _first_line(source: Iterator[Line | Refusal]) -> Generator[Refusal, None, Line | None]:
    """Takes the next line with something on it; gives up what cannot be read before it."""
    for line in source:
        if isinstance(line, Refusal):
            yield line
        elif line.text.strip():
            return line
    return None


def _delimiter_of(header: Line) -> str:
    """Gives the delimiter that makes the most known columns of the header; the comma if none makes any."""
    return max(_DELIMITERS, key=lambda delimiter: sum(map(bool, map(field_named, _names(header, delimiter)))))


def _names(header: Line, delimiter: str) -> tuple[str, ...]:
    row = next(read_rows([header], delimiter), None)
    return row.fields if isinstance(row, Row) else ()


def _story(row: Row | Refusal, columns: tuple[str, ...], zone: tzinfo) -> Parsed:
    if isinstance(row, Refusal):
        return row
    found, expected = len(row.fields), len(columns)
    if found != expected:
        return Refusal(line=row.number, reason=RefusalReason.FIELD_COUNT, detail=f"{found}/{expected}")
    return item_from(dict(zip(columns, row.fields, strict=True)), line=row.number, zone=zone)
