"""Cutting text where people see a border: by grapheme cluster, so that no 한글 syllable or emoji is torn."""

import regex

_GRAPHEME = regex.compile(r"\X")
ELLIPSIS = "…"


def length(text: str) -> int:
    """How many characters a person sees in `text`."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def shorten(text: str, limit: int) -> str:
    """`text` within `limit` code points, cut at a grapheme border with an ellipsis where it was longer.

    Code points, since the platforms count those; `limit` must be at least 1.
    """
    if len(text) <= limit:
        return text
    end = 0
    for grapheme in _GRAPHEME.finditer(text):
        if grapheme.end() > limit - 1:
            break
        end = grapheme.end()
    return text[:end].rstrip() + ELLIPSIS
