"""The one place where words of people and posts become Discord markdown: escaped, emphasised, cut to a budget."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from bot.graphemes import ELLIPSIS
from bot.links import is_link

Marks = tuple[tuple[int, int], ...]

_GRAPHEME = regex.compile(r"\X")
_STRONG = "**"
_ALWAYS = frozenset("\\*_~|`<[]")
_AT_LINE_START = frozenset("#>-+")
_NUMBERED = re.compile(r"\d+\.")
_SUMMONS = re.compile(r"@(?=everyone|here)")
_JOINERS = "\u200c\u200d"
_IN_LINK = {ord("("): "%28", ord(")"): "%29", ord("\\"): "%5C", ord("`"): "%60", ord("|"): "%7C", ord("*"): "%2A"}
LONGEST_TITLE_LINK = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a message: what it says, what is emphasised, and how it stands there.

    `prefix` is Discord's own sign for a heading, a quote or small print; `link` makes the text open an address.
    """

    text: str
    marks: Marks = ()
    prefix: str = ""
    link: str = ""
    strong: bool = False
    limit: int = 1000

    def written(self, budget: int) -> str:
        """The line as markdown within `budget` code points; empty when there is nothing to say or no room."""
        room = min(budget, self.limit + len(self.prefix))
        link = titled_link(self.link) if _may_be_linked(self.text) else ""
        wrap = ("[", f"]({link})") if link and len(link) + len(self.prefix) + 20 <= budget else ("", "")
        if wrap[0]:
            room = min(budget, room + sum(map(len, wrap)))
        marks = ((0, len(self.text)),) if self.strong else self.marks
        inner = markdown(self.text, marks, room - len(self.prefix) - sum(map(len, wrap)))
        return f"{self.prefix}{wrap[0]}{inner}{wrap[1]}" if inner else ""


def markdown(text: str, marks: Marks, limit: int) -> str:
    """`text` as one line of markdown that shows it as it is, marks in bold, within `limit` code points."""
    readable = text[: 2 * max(limit, 0) + 200]  # what lies behind never fits
    pieces = list(_pieces(readable, marks))
    whole = _joined(pieces)
    if len(whole) <= limit and len(readable) == len(text):
        return whole
    kept = pieces[: _fitting(pieces, limit - len(ELLIPSIS))]
    return _joined(kept).rstrip() + ELLIPSIS if kept else ""


def plain(text: str) -> str:
    """`text` for places where Discord knows no markdown (labels, options, fields): one line, nothing invisible."""
    return " ".join("".join(one if _is_harmless(one) else " " for one in text).split())


def titled_link(link: str) -> str:
    """An address as it may stand behind `[title]`, empty where it cannot."""
    if not is_link(link):
        return ""
    safe = link.translate(_IN_LINK)
    return safe if len(safe) <= LONGEST_TITLE_LINK else ""


def _may_be_linked(title: str) -> bool:
    """Whether Discord makes a link of `[title](…)`: no address in it, and no bracket left open."""
    depth = 0
    for one in title:
        depth += (one == "[") - (one == "]")
        if depth not in (0, 1):
            return False
    return depth == 0 and "://" not in title


def _pieces(text: str, marks: Marks) -> Iterator[tuple[str, bool]]:
    """(escaped grapheme, is it emphasised) in order; white space of any kind is one space."""
    is_start, after_space = True, True
    numbered = _NUMBERED.match(text.lstrip())
    number_ends = len(text) - len(text.lstrip()) + numbered.end() - 1 if numbered else -1
    summons = {found.start() for found in _SUMMONS.finditer(text)}
    for grapheme in _GRAPHEME.finditer(text):
        shown = "".join(one if _is_harmless(one) else " " for one in grapheme[0])
        if not shown.strip():
            if not after_space:
                yield " ", _is_marked(grapheme.start(), marks)
            after_space = True
            continue
        is_dot = grapheme.start() == number_ends
        escaped = "\\." + shown[1:] if is_dot else _escaped(shown, text, grapheme.start(), is_start=is_start)
        if grapheme.start() in summons:
            escaped += "\u200b"
        yield escaped, _is_marked(grapheme.start(), marks)
        is_start = after_space = False


def _escaped(shown: str, text: str, at: int, *, is_start: bool) -> str:
    is_address = shown[0] == ":" and text.startswith("://", at)  # else Discord would turn it into a link
    if is_address or (is_start and shown[0] in _AT_LINE_START):
        return "\\" + shown
    return "".join("\\" + one if one in _ALWAYS else one for one in shown)


def _is_marked(at: int, marks: Marks) -> bool:
    return any(start <= at < end for start, end in marks)


def _fitting(pieces: list[tuple[str, bool]], limit: int) -> int:
    """How many pieces fit into `limit`, the signs that close emphasis included."""
    fitting = length = 0
    was_strong = False
    for number, (shown, is_strong) in enumerate(pieces, 1):
        length += len(shown) + (len(_STRONG) if is_strong != was_strong else 0)
        was_strong = is_strong
        if length + (len(_STRONG) if is_strong else 0) > limit:
            break
        fitting = number
    return fitting


def _joined(pieces: list[tuple[str, bool]]) -> str:
    """The pieces with `**` where emphasis begins and ends, never directly beside white space."""
    while pieces and pieces[-1][0] == " ":
        pieces = pieces[:-1]
    kept = [(shown, is_strong and shown != " ") for shown, is_strong in pieces]
    kept = _bridged(kept, [is_strong for _, is_strong in pieces])
    signs = [_STRONG if was != is_ else "" for (_, was), (_, is_) in pairwise([("", False), *kept, ("", False)])]
    return "".join(sign + shown for sign, (shown, _) in zip(signs, [*kept, ("", False)], strict=True))


def _bridged(kept: list[tuple[str, bool]], wanted: list[bool]) -> list[tuple[str, bool]]:
    """A space between two emphasised words belongs to them."""
    return [
        (shown, is_strong or (wanted[at] and 0 < at < len(kept) - 1 and kept[at - 1][1] and kept[at + 1][1]))
        for at, (shown, is_strong) in enumerate(kept)
    ]


def _is_harmless(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
