"""Which words of a quote answer: those of the question, in whatever spelling they were found."""

from collections.abc import Iterator, Sequence

from store.answers.clues import Clue
from store.text.hangul import is_syllable
from store.text.unicode import fold_with_origins

_LEAST = 0.6


def marks_of(text: str, clues: Sequence[Clue]) -> tuple[tuple[int, int], ...]:
    """(start, end) offsets of the clues in a text, ascending, none touching another."""
    folded, origins = fold_with_origins(text)
    places = [at for at, char in enumerate(folded) if not char.isspace()]
    squeezed = "".join(folded[at] for at in places)
    spans = [
        (places[start], places[end - 1] + 1)
        for clue in clues
        if not clue.is_soft
        for start, end in _spans(folded, squeezed, places, clue)
    ]
    marks: list[tuple[int, int]] = []
    for start, end in sorted((origins[start], origins[end]) for start, end in spans):
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], end))
        elif end > start:
            marks.append((start, end))
    return tuple(marks)


def _spans(folded: str, squeezed: str, places: Sequence[int], clue: Clue) -> list[tuple[int, int]]:
    """Where the best spelling of the clue that the text has stands, in the text without white space."""
    for variant in clue.variants:
        if variant.weight < _LEAST:
            break
        found = [
            (start, end)
            for start, end in _found(squeezed, variant.text)
            if _stands_alone(folded, places[start], places[end - 1] + 1)
        ]
        if found:
            return found
    return []


def _found(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    at = text.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + len(wanted))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Is this a word of its own: one syllable without one before it, Latin without Latin around it?"""
    before, after = text[start - 1 : start], text[end : end + 1]
    if is_syllable(text[start]):
        return end - start > 1 or not (before and is_syllable(before))
    return not (_is_latin(before) or (not is_syllable(text[end - 1]) and _is_latin(after)))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
