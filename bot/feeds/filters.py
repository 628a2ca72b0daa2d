"""Which items of a feed are wanted? Keywords in title and categories; `#kafka` means the category alone."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from bot.feeds.values import Entry

MOST_WORDS: Final = 50
LONGEST_WORD: Final = 60


def is_wanted(entry: Entry, *, includes: Iterable[str], excludes: Iterable[str]) -> bool:
    """Whether an item passes: one of `includes` fits, if there are any, and none of `excludes`."""
    includes = tuple(includes)
    title, tags = _folded(entry.title), frozenset(map(_folded, entry.tags))
    is_in = not includes or any(_fits(word, title, tags) for word in includes)
    return is_in and not any(_fits(word, title, tags) for word in excludes)


def filter_words(typed: str) -> tuple[str, ...]:
    """`채용, #행사` as words, each once, in order; bounded."""
    words = (" ".join(word.split())[:LONGEST_WORD] for word in re.split(r"[,\n]", typed))
    return tuple(dict.fromkeys(word for word in words if word.strip("# ")))[:MOST_WORDS]


def _fits(word: str, title: str, tags: frozenset[str]) -> bool:
    if word.startswith("#"):
        return _folded(word.lstrip("# ")) in tags
    folded = _folded(word)
    return folded in title or any(folded in tag for tag in tags)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
