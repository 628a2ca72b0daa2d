"""Where the clues of a question stand in a story, piece by piece, however words are spaced and inflected there."""

from bisect import bisect_right
from collections.abc import Sequence

from bot.answers.outline import Piece
from store.answers.clues import Clue, Variant
from store.search.aliases import Names
from store.text.hangul import is_syllable
from store.text.particles import is_ending
from store.text.unicode import fold

_INSIDE, _GOES_ON, _GLUED_END = 0.8, 0.85, 0.9
_LONG_LATIN = 4
_MOST_PLACES = 400
_LONGEST_END = 2
_LONG_WORD = 64
_WORDS = tuple(b"\x01" + bytes(max(0, length - 1)) for length in range(_LONG_WORD))


class Reading:
    """A story squeezed to be searched: its title, then its pieces, folded and without white space."""

    __slots__ = ("body", "firsts", "pieces", "squeezed", "starts", "title")

    def __init__(self, title: str, body: str, pieces: Sequence[Piece]) -> None:
        self.title = title
        self.body = body
        self.pieces = tuple(pieces)
        parts: list[str] = []
        firsts: list[int] = []
        size = 0
        starts = bytearray()
        folded = fold(body)
        source = folded if len(folded) == len(body) else body
        for text in (fold(title), *(source[piece.start : piece.end] for piece in pieces)):
            plain = text if source is folded else fold(text)
            found = plain.replace("*", "").replace("`", "").replace("~", "").split()
            firsts.append(size)
            for word in found:
                length = len(word)
                starts += _WORDS[length] if length < _LONG_WORD else b"\x01" + bytes(length - 1)
                size += length
            parts += found
        self.squeezed = "".join(parts)
        self.starts = bytes(starts) + b"\x01"
        self.firsts = firsts

    def trace(self, clue: Clue, names: Names) -> dict[int, float]:
        """For each place that has the clue its best worth there; place 0 is the title, 1 the first piece."""
        found: dict[int, float] = {}
        for variant in clue.variants:
            at = self.squeezed.find(variant.text)
            seen = 0
            while at >= 0 and seen < _MOST_PLACES:
                seen += 1
                place = bisect_right(self.firsts, at) - 1
                if found.get(place, 0.0) < variant.weight:
                    worth = variant.weight * self._fit(variant, at, names)
                    if worth > found.get(place, 0.0):
                        found[place] = worth
                at = self.squeezed.find(variant.text, at + 1)
        return found

    def _fit(self, variant: Variant, at: int, names: Names) -> float:
        """How well a spelling sits where it was found: 1 for a word of its own, 0 for a chance."""
        text, end = self.squeezed, at + len(variant.text)
        begins = bool(self.starts[at])
        if is_syllable(variant.text[0]):
            fit = 1.0 if begins or not is_syllable(text[at - 1]) else _INSIDE if len(variant.text) > 1 else 0.0
        else:
            fit = 1.0 if begins or not _is_latin(text[at - 1]) else 0.0
        if not fit or self.starts[end]:
            return fit
        if not is_syllable(variant.text[-1]):
            if not _is_latin(text[end]):
                return fit
            rest = self._rest(end, latin=True)
            return fit if rest == "s" else fit * _GOES_ON * 0.8 if len(variant.text) >= _LONG_LATIN else 0.0
        rest = self._rest(end, latin=False)
        if not rest or is_ending(rest):
            return fit
        if variant.text + rest in names or any(
            variant.text + rest[:-cut] in names for cut in (1, 2) if cut < len(rest)
        ):
            return 0.0
        if len(variant.text) == 1:
            return fit * 0.6 if begins and len(rest) <= _LONGEST_END else 0.0
        return fit * _GOES_ON

    def _rest(self, end: int, *, latin: bool) -> str:
        text, last = self.squeezed, end
        is_same = _is_latin if latin else is_syllable
        while last < len(text) and not self.starts[last] and is_same(text[last]):
            last += 1
        return text[end:last]


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
