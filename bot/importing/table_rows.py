"""How lines become rows of a CSV table (RFC 4180). Knows no columns' meaning.

Not the csv module: its field limit is one global of the process, and a quote that never ends makes it swallow the rest
of the file. Here such a row is refused and reading goes on with the line after its first.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.importing.limits import MAX_BODY
from bot.importing.lines import Line
from bot.importing.values import Refusal, RefusalReason

_LONGEST_ROW: Final = 2 * MAX_BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The fields of a row; `number` is the line it starts on."""

    number: int
    fields: tuple[str, ...]


def read_rows(lines: Iterable[Line | Refusal], delimiter: str) -> Iterator[Row | Refusal]:
    """Gives every row in order or its refusal; empty lines give nothing."""
    source = iter(lines)
    again: deque[Line] = deque()
    while (line := again.popleft() if again else next(source, None)) is not None:
        if isinstance(line, Refusal):
            yield line
        elif line.text.strip():
            row, unused = _read_row(line, again, source, delimiter)
            again.extendleft(reversed(unused))
            yield row


def _read_row(
    first: Line, again: deque[Line], source: Iterator[Line | Refusal], delimiter: str
) -> tuple[Row | Refusal, list[Line]]:
    """Reads on until the row's quotes are closed. Gives back the lines of a row that has no right end."""
    row = _OpenRow(delimiter=delimiter)
    used = [first]
    size = len(first.text)
    row.feed(first.text)
    while row.is_open and not row.is_broken and size <= _LONGEST_ROW:
        line = again.popleft() if again else next(source, None)
        if line is None:
            break
        if isinstance(line, Refusal):
            return line, []
        used.append(line)
        size += len(line.text)
        row.feed(line.text)
    if row.is_open or row.is_broken:
        return Refusal(line=first.number, reason=RefusalReason.QUOTES), used[1:]
    return Row(number=first.number, fields=tuple(row.fields)), []


@dataclass(slots=True, kw_only=True)
class _OpenRow:
    """A row while its lines come in: `is_open` inside quotes, `is_broken` once a quote is followed by more text."""

    delimiter: str
    fields: list[str] = field(default_factory=list)
    is_open: bool = False
    is_broken: bool = False
    _quoted: list[str] = field(default_factory=list)

    def feed(self, text: str) -> None:
        place = 0
        if self.is_open:
            self._quoted.append("\n")
            place = self._close(text, 0)
        while not self.is_open and not self.is_broken and place <= len(text):
            if text.startswith('"', place):
                self._quoted = []
                self.is_open = True
                place = self._close(text, place + 1)
            else:
                end = text.find(self.delimiter, place)
                end = len(text) if end < 0 else end
                self.fields.append(text[place:end])
                place = end + 1

    def _close(self, text: str, place: int) -> int:
        """Takes the quoted text from here; gives the place after the field's delimiter, or the end if it goes on."""
        while True:
            end = text.find('"', place)
            if end < 0:
                self._quoted.append(text[place:])
                return len(text)
            self._quoted.append(text[place:end])
            if not text.startswith('"', end + 1):
                break
            self._quoted.append('"')
            place = end + 2
        self.is_open = False
        self.is_broken = not (text.startswith(self.delimiter, end + 1) or not text[end + 1 :].strip())
        self.fields.append("".join(self._quoted))
        return end + 2 if text.startswith(self.delimiter, end + 1) else len(text) + 1
