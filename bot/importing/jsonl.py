"""How JSON Lines become stories: one object a line. A file that is one JSON array of objects is read too."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from itertools import chain
from typing import Final

from bot.importing import limits
from bot.importing.fields import item_from
from bot.importing.lines import Line
from bot.importing.values import Parsed, Refusal, RefusalReason

_LIMIT: Final = str(limits.MAX_ARRAY_CHARACTERS)
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SPACE_AND_COMMA: Final = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")


def parse_json_lines(lines: Iterable[Line | Refusal], zone: tzinfo) -> Iterator[Parsed]:
    """Gives each line's story or refusal in order; blank lines give nothing."""
    rest = iter(lines)
    for line in rest:
        if isinstance(line, Refusal):
            yield line
        elif line.text.lstrip().startswith("["):
            yield from _array_or_lines(line, rest, zone)
            return
        elif line.text.strip():
            yield _item(line, zone)
            yield from (_item(line, zone) for line in rest if isinstance(line, Refusal) or line.text.strip())
            return


def _item(line: Line | Refusal, zone: tzinfo) -> Parsed:
    if isinstance(line, Refusal):
        return line
    if "\0" in line.text:
        return Refusal(line=line.number, reason=RefusalReason.NUL)
    try:
        value: object = json.loads(line.text)
    except (ValueError, RecursionError) as fault:
        return _not_json(line.number, fault)
    return _from_value(value, line.number, zone)


def _from_value(value: object, number: int, zone: tzinfo) -> Parsed:
    if not isinstance(value, Mapping):
        return Refusal(line=number, reason=RefusalReason.NOT_AN_OBJECT)
    return item_from(value, line=number, zone=zone)


def _not_json(number: int, fault: ValueError | RecursionError) -> Refusal:
    detail = f"{fault.msg} (column {fault.colno})" if isinstance(fault, json.JSONDecodeError) else ""
    return Refusal(line=number, reason=RefusalReason.NOT_JSON, detail=detail)


def _array_or_lines(first: Line, rest: Iterator[Line | Refusal], zone: tzinfo) -> Iterator[Parsed]:
    """An array that ends on its own line and has lines after it is one bad line of JSON Lines; else it is the file."""
    gathered, after = _gather(first, rest)
    if _is_json(first.text) and (after or any(line.text.strip() for line in gathered[1:])):
        again: Iterable[Line | Refusal] = chain(gathered, after, rest)
        yield from (_item(line, zone) for line in again if isinstance(line, Refusal) or line.text.strip())
        return
    yield from _array(gathered, zone, is_whole=not after)
    for line in after:
        if isinstance(line, Refusal):
            yield line
        else:
            yield Refusal(line=first.number, reason=RefusalReason.FILE_TOO_LARGE, detail=_LIMIT)


def _gather(first: Line, rest: Iterator[Line | Refusal]) -> tuple[list[Line], list[Line | Refusal]]:
    """Takes the lines an array may have: up to a line that cannot be read or is one too many, given apart."""
    gathered, size = [first], len(first.text)
    for line in rest:
        if isinstance(line, Refusal):
            return gathered, [line]
        size += len(line.text) + 1
        if size > limits.MAX_ARRAY_CHARACTERS:
            return gathered, [line]
        gathered.append(line)
    return gathered, []


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _array(lines: list[Line], zone: tzinfo, *, is_whole: bool) -> Iterator[Parsed]:
    """Reads element after element, so that what stands before a fault is kept; says nothing of a cut that the caller
    made."""
    text = "\n".join(line.text for line in lines)
    decoder = json.JSONDecoder()
    place = _skip(_SPACE, text, text.index("[") + 1)
    number, counted = lines[0].number, 0
    while not text.startswith("]", place):
        number, counted = number + text.count("\n", counted, place), place
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as fault:
            if is_whole:
                yield _not_json(number, fault)
            return
        yield _from_value(value, number, zone)
        place = _skip(_SPACE_AND_COMMA, text, end)
    if text[place + 1 :].strip():
        number += text.count("\n", counted, place)
        yield Refusal(line=number, reason=RefusalReason.NOT_JSON, detail="more after the array")


def _skip(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place
