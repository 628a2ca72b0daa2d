"""Which pairs are worth showing, and which of the two stays?"""

from collections.abc import Iterable

from bot.curation.likeness import Pair
from bot.story import Story

_CLEARLY_LONGER = 1.2


def spanning(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The surest pairs that hold every group together: three stories that are one make two pairs, not three."""
    root: dict[int, int] = {}

    def top(number: int) -> int:
        while root.setdefault(number, number) != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    kept = []
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness.percent, pair.first, pair.second)):
        first, second = top(pair.first), top(pair.second)
        if first != second:
            root[second] = first
            kept.append(pair)
    return tuple(kept)


def kept_first(one: Story, other: Story) -> tuple[Story, Story]:
    """The story to keep, then the one to take in: the clearly longer, else the more read, else the older."""
    shorter, longer = sorted((one, other), key=lambda story: len(story.body))
    if len(longer.body) > _CLEARLY_LONGER * len(shorter.body):
        return longer, shorter
    kept, taken = sorted((one, other), key=lambda story: (-story.views, story.number))
    return kept, taken
