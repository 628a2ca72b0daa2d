"""Under which keys is a story's text found again in another story, although words were changed, added or cut off?

The text is its runs of three words. Its keys are the runs with the smallest hashes (a bottom-k sketch: Broder 1997, “On
the resemblance and containment of documents”), of the whole and of the beginning alone, which an excerpt shares; the
title and the last piece of the link are keys by themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from urllib.parse import unquote, urlsplit
from zlib import crc32

_WORD = re.compile(r"[^\W_]+")
_WHOLE_KEYS, _BEGINNING_KEYS = 12, 6
_BEGINNING_WORDS = 60
_WORDS_READ = 5000  # of a body; what makes two articles one shows earlier
_SHORTEST_SLUG = 12  # bytes: Hangul says more with a letter
_EXTENSION = re.compile(r"\.[a-z]{2,5}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A story as it is compared: its text as runs of words, `beginning` those of the first 60 words."""

    title: str
    runs: frozenset[int]
    beginning: frozenset[int]
    slug: str
    company: str | None
    author: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Whoever shares a `strong` key, a rare `weak` one or two of these is worth comparing. 32-bit numbers."""

    strong: tuple[int, ...]
    weak: tuple[int, ...]


def look_of(title: str, body: str, link: str | None, company: str | None, author: str | None) -> Look:
    """A story as it is compared, without case, punctuation and markup."""
    words = words_of(body)
    return Look(
        title=" ".join(words_of(title)),
        runs=_runs(words),
        beginning=_runs(words[:_BEGINNING_WORDS]),
        slug=slug(link),
        company=company,
        author=author,
    )


def keys_of(look: Look) -> Keys:
    """The keys of a story; none for what it does not have."""
    named = (("title", look.title), ("slug", look.slug))
    strong = tuple(crc32(f"{kind}\n{text}".encode("utf-8", "replace")) for kind, text in named if text)
    weak = {*nsmallest(_WHOLE_KEYS, look.runs), *nsmallest(_BEGINNING_KEYS, look.beginning)}
    return Keys(strong=strong, weak=tuple(sorted(weak)))


def words_of(text: str) -> Sequence[str]:
    """The words of a text without case and punctuation."""
    return _WORD.findall(text.casefold())[:_WORDS_READ]


def slug(link: str | None) -> str:
    """The last piece of a link's path where it names an article (`카프카-도입기`), which copies often keep."""
    if not link:
        return ""
    last = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2].casefold()
    name = _EXTENSION.sub("", last)
    is_telling = len(name.encode("utf-8", "replace")) >= _SHORTEST_SLUG and not name.replace("-", "").isdigit()
    return name if is_telling and "-" in name else ""


def _runs(words: Sequence[str]) -> frozenset[int]:
    """Every run of three words, as a 32-bit number each."""
    encoded = [word.encode("utf-8", "replace") for word in words]
    return frozenset(map(crc32, map(b" ".join, zip(encoded, encoded[1:], encoded[2:], strict=False))))
