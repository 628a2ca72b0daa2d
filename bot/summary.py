"""Three sentences that stand for a post, taken from it word for word.

A sentence weighs by how many of the post's frequent words it holds (Luhn 1958), by standing early, and by sharing
words with the title; very short and very long ones lose.
"""

import re
from collections import Counter

from bot.prose import plain_paragraphs, sentences

_WORD = re.compile(r"[가-힣]{2,}|[A-Za-z][A-Za-z0-9+#.]{1,}")
_STEM = 3  # the first syllables of a Korean word stand for it without its particle
SENTENCES = 3
_SHORTEST, _LONGEST = 12, 180


def summarise(title: str, body: str, *, count: int = SENTENCES) -> tuple[str, ...]:
    """At most `count` sentences of `body` in their order there; fewer where it has fewer."""
    candidates = [one for paragraph in plain_paragraphs(body[:20_000]) for one in sentences(paragraph)]
    usable = [(place, one) for place, one in enumerate(candidates) if _SHORTEST <= len(one) <= _LONGEST]
    if not usable:
        return tuple(candidates[:count])
    frequency = Counter(word for one in candidates for word in set(_words(one)))
    title_words = set(_words(title))

    def weight(placed: tuple[int, str]) -> float:
        place, sentence = placed
        words = set(_words(sentence))
        if not words:
            return 0.0
        common: float = sum(frequency[word] for word in words if frequency[word] > 1) / len(words) ** 0.5
        return common * (1 + 0.5 * len(words & title_words)) * (1 + 2 / (1 + place / 2))

    best = sorted(usable, key=weight, reverse=True)[:count]
    return tuple(sentence for _, sentence in sorted(best))


def _words(text: str) -> list[str]:
    return [word[:_STEM] if "가" <= word[0] <= "힣" else word.lower() for word in _WORD.findall(text)]
