"""How the bot writes its log: a line of keys and values for each event, no token and no message body in it.

Our own events (structlog) and those of the libraries (slack-bolt, discord.py and APScheduler use `logging`)
go through the same steps to the same stream. At DEBUG libraries write whole payloads, what people said
included; so theirs start at INFO whatever the level.
"""

import logging
import random
import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Literal, TextIO

import structlog
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper, add_log_level, format_exc_info
from structlog.stdlib import ProcessorFormatter, add_logger_name
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.graphemes import shorten

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["console", "json"]

REDACTED = "[redacted]"
LONGEST_VALUE = 300


def configure_logging(level: LogLevel, log_format: LogFormat, stream: TextIO) -> None:
    """Send every event of at least `level` to `stream`; a later call replaces an earlier one.

    `console` writes readable lines, coloured on a terminal; `json` an object a line. Times are UTC, ISO 8601.
    """
    threshold = getattr(logging, level.upper())
    steps: list[Processor] = [
        merge_contextvars,
        add_log_level,
        TimeStamper(fmt="iso", utc=True),
        format_exc_info,
        redact_event,
    ]
    renderer = _renderer(log_format, colours=stream.isatty())
    structlog.configure(
        processors=[*steps, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    _route_libraries(max(threshold, logging.INFO), steps, renderer, stream)


def redact_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event without tokens, every value at most LONGEST_VALUE characters long; a structlog processor."""
    return {key: _clean_field(key, value) for key, value in event.items()}


def redact(text: str) -> str:
    """`text` with everything in it that looks like a token replaced, at any length."""
    for secret in _SECRETS:
        text = secret.sub(rf"\g<1>{REDACTED}", text)
    return text


def new_request_id(source: random.Random) -> str:
    """A new request id: 8 characters a person can read out and type, from an alphabet without look-alikes."""
    return "".join(source.choices(_REQUEST_ID_ALPHABET, k=_REQUEST_ID_LENGTH))


def bind_request(request_id: str, **fields: str) -> AbstractContextManager[None]:
    """Within it every event, also of the libraries, carries the request id as `request`, and `fields`."""
    return bound_contextvars(request=request_id, **fields)


_REQUEST_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o, 1 i l
_REQUEST_ID_LENGTH = 8


def _renderer(log_format: LogFormat, *, colours: bool) -> Processor:
    if log_format == "json":
        return JSONRenderer(ensure_ascii=False)
    return ConsoleRenderer(colors=colours, exception_formatter=plain_traceback)


def _route_libraries(threshold: int, steps: Sequence[Processor], renderer: Processor, stream: TextIO) -> None:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[add_logger_name],
            processors=[ProcessorFormatter.remove_processors_meta, *steps, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(threshold)


# Key names whose value is a secret, also as the end or a part of a longer name: bot_token, X-Slack-Signature.
_NAMES = r"(?i:tokens?|secrets?|authorization|passwords?|passwd|cookies?|signatures?|ticket|api[_-]?key)"
_SECRET_KEY = re.compile(rf"{_NAMES}(?![a-z])")

# What tokens look like inside a text, the most specific first. The first group of each stays. ASCII, so that
# a Hangul letter beside a token is its border.
_SECRETS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"()(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+",  # Slack
        r"()(?<![\w-])[\w-]{23,}\.[\w-]{6,7}\.[\w-]{27,}",  # a Discord bot
        r"(hooks\.slack\.com/)[^\s\"'<>)]+",
        r"(/(?:webhooks|interactions)/\d+/)[\w.=-]+",  # how Discord interactions are answered
        r"((?i:bearer)\s+)[\w.~+/=-]{4,}",
        r"((?i:basic)\s+)[A-Za-z0-9+/]{16,}=*",
        r"((?<![a-z])[a-z][a-z0-9+.-]{0,20}://)[^\s/@\"'<>]+(?=@)",
        r"((?i:cookies?)[\"'\\]*\s*[:=]\s*)(?:\\*\"[^\"]*\"|'[^']*'|[^\r\n]+)",
        (
            rf"({_NAMES}[\"'\\]*\s*[:=]\s*)(?:(?i:bearer|basic|bot)\s+)?"
            rf"(?:{re.escape(REDACTED)}|\\*\"[^\"]*\"|'[^']*'|[^\s,;&)}}\]\"'<>]+)"
        ),
    )
)

_TRACEBACKS = frozenset({"exception", "stack"})
_LONGEST_READ = 5_000  # characters looked at in one value, so that no payload makes logging slow
_TRACEBACK_LINES = 100
_DEEPEST = 5
_MOST_ITEMS = 50
_CONTROL_CHARACTERS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))} | {
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def _clean_field(key: str, value: object) -> object:
    if key in _TRACEBACKS and isinstance(value, str):
        return _clean_traceback(value)
    return _clean_named(key, value, depth=0)


def _clean_named(key: str, value: object, depth: int) -> object:
    return REDACTED if _SECRET_KEY.search(key) and value is not None else _clean(value, depth)


def _clean(value: object, depth: int) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return _clean_text(value)
        case Mapping() | list() | tuple() | set() | frozenset() if depth == _DEEPEST:
            return "…"
        case Mapping():
            entries = islice(value.items(), _MOST_ITEMS)
            return {_clean_text(str(key)): _clean_named(str(key), entry, depth + 1) for key, entry in entries}
        case list() | tuple() | set() | frozenset():
            return [_clean(entry, depth + 1) for entry in islice(value, _MOST_ITEMS)]
        case _:
            return _clean_text(repr(value))


def _clean_text(text: str) -> str:
    """On one line, since a line break or a terminal's escape in a value could pass for another event."""
    return _capped(redact(text[:_LONGEST_READ]).translate(_CONTROL_CHARACTERS))


def _clean_traceback(text: str) -> str:
    last = "\n".join(line[:_LONGEST_READ] for line in text.splitlines()[-_TRACEBACK_LINES:])
    return "\n".join(_capped(line.translate(_CONTROL_CHARACTERS)) for line in redact(last).splitlines())


def _capped(text: str) -> str:
    return shorten(text, LONGEST_VALUE)
