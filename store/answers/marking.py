"""Which words of a quote answer: those of the question, in whatever spelling they were found."""

import re
from collections.abc import Sequence

from store.answers.clues import Clue
from store.text.hangul import is_syllable
from store.text.unicode import fold_with_origins

_LEAST = 0.6


def marks_of(text: str, clues: Sequence[Clue]) -> tuple[tuple[int, int], ...]:
    """(start, end) offsets of the clues in a text, ascending, none touching another."""
    folded, origins = fold_with_origins(text)
    spans = [span for clue in clues if not clue.is_soft for span in _spans(folded, clue)]
    marks: list[tuple[int, int]] = []
    for start, end in sorted((origins[start], origins[end]) for start, end in spans):
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], end))
        elif end > start:
            marks.append((start, end))
    return tuple(marks)


def _spans(folded: str, clue: Clue) -> list[tuple[int, int]]:
    """Where the best spelling of the clue that the text has stands."""
    for variant in clue.variants:
        if variant.weight < _LEAST:
            break
        pattern = r"\s?".join(map(re.escape, variant.text))
        before = r"(?<![가-힣])" if is_syllable(variant.text[0]) and len(variant.text) == 1 else r"(?<![a-z0-9])"
        after = "" if is_syllable(variant.text[-1]) else r"(?![a-z0-9])"
        if found := [one.span() for one in re.finditer(before + pattern + after, folded)]:
            return found
    return []
