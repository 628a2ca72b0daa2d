"""Cursors: a page of a list and where the next one begins."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.shapes import JsonObject

T = TypeVar("T")
MOST = 999


def page(given: Arguments, everything: Sequence[T], *, limit: int = 100) -> tuple[Sequence[T], JsonObject]:
    """The items of this page and the response_metadata that leads on; `invalid_cursor` for a made-up cursor."""
    start = _start(given.text("cursor"))
    size = given.number("limit", limit) or limit
    if size > MOST + 1:
        raise Refusal("invalid_limit")
    end = start + size
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(everything) else ""
    return everything[start:end], {"next_cursor": following}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (ValueError, binascii.Error) as fault:
        raise Refusal("invalid_cursor") from fault
