"""Text on its way to Slack: what it must not hold, how much of it fits. The one place where anything is escaped.

Blocks carry text as `plain_text` and `rich_text`, where nothing is markup and nothing needs escaping (`*굵게*` glued to
Hangul would not even render). Only the fallback text of a message is read as mrkdwn, and only it goes through `escape`.
"""

import re
from collections.abc import Iterator

from bot.graphemes import shorten

MESSAGE_CHARACTERS = 12_000  # of all blocks together; msg_blocks_too_long has been seen near 13,200
_LABEL_CHARACTERS = 1_900
_CONTENT_CHARACTERS = MESSAGE_CHARACTERS - _LABEL_CHARACTERS - 200  # what the caller adds below
FALLBACK_CHARACTERS = 3_000
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def escape(text: str) -> str:
    """`text` for a place that Slack reads as mrkdwn: no mention, link or command survives in it."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What a person typed, out of the form in which Slack delivers it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def clean(text: str) -> str:
    """`text` of the same length without control characters and direction overrides."""
    return _HARMFUL.sub(" ", text)


def fallback(summary: str) -> str:
    """The text of a message for notifications and screen readers."""
    return escape(shorten(summary, FALLBACK_CHARACTERS))


def spans(text: str, marks: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, each with whether it is marked; marks that reach behind the end are cut."""
    at = 0
    for mark in marks:
        start, end = max(mark[0], at), min(mark[1], len(text))
        if start < end:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:], False


class Room:
    """How much text still fits into one message; labels of buttons have a share of their own, so that paging stays."""

    def __init__(self) -> None:
        self._content = _CONTENT_CHARACTERS
        self._labels = _LABEL_CHARACTERS

    def fit(self, text: str, limit: int) -> str:
        """`text` within `limit` and the room that is left; empty when there is none."""
        room = min(limit, self._content)
        fitted = shorten(clean(text), room) if room > 0 else ""
        self._content -= len(fitted)
        return fitted

    def label(self, text: str, limit: int) -> str:
        """The label of a button; empty when there is no room for it."""
        room = min(limit, self._labels)
        fitted = shorten(clean(text), room) if room > 0 else ""
        self._labels -= len(fitted)
        return fitted
