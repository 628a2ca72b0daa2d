"""Cutting text into words: runs of one script. `DevOps는` is `devops` and `는`; `C++`, `C#` and `k8s` stay whole."""

import re
from dataclasses import dataclass

from store.text.unicode import fold

_HANGUL = "ㄱ-ㅣ가-힣"
_WORD = re.compile(rf"[{_HANGUL}]+|[^\W_{_HANGUL}]+(?:\+\+|#(?!\w)|\+(?!\w))?")
_IS_HANGUL = re.compile(rf"[{_HANGUL}]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a folded text and where it stands there."""

    text: str
    start: int
    end: int

    @property
    def is_hangul(self) -> bool:
        """Is it written in Hangul (syllables or letters)?"""
        return _IS_HANGUL.match(self.text) is not None


def words(folded: str) -> list[Word]:
    """The words of a folded text, in order, with their places (a neat text will do as well)."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(folded)]


def word_texts(folded: str) -> list[str]:
    """The words of a folded text, in order, without their places."""
    return _WORD.findall(folded)


def bare(text: str) -> str:
    """The text folded, with only letters and digits left: one spelling however spaces and signs are set."""
    return "".join(char for char in fold(text) if char.isalnum())
