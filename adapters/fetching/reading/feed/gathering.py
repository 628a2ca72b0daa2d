"""Items as they come out of a format, gathered into a feed: bounded, with titles, and with what is wrong noted."""

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from adapters.fetching.reading.feed.text import first_words
from adapters.fetching.reading.feed.times import LONG_AGO, bounded, is_ahead
from bot.feeds.values import Entry, Flaw
from bot.importing.text import is_blank

MOST_ENTRIES: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The items that can be stories, in the feed's order, and what was wrong with them."""

    entries: tuple[Entry, ...]
    flaws: tuple[Flaw, ...]


def gathered(found: Iterable[Entry], *, now: datetime, flaws: Iterable[Flaw] = ()) -> Gathered:
    """`found` without what is empty or too much; times as written come in, times that can be come out."""
    seen = dict.fromkeys(flaws)
    entries = []
    for one in found:
        entry, noted = _looked_at(one, now)
        seen.update(dict.fromkeys(noted))
        if entry is not None:
            entries.append(entry)
    if len(entries) > MOST_ENTRIES:
        seen[Flaw.TOO_MANY] = None
        entries = _latest(entries)
    return Gathered(entries=tuple(_told_apart(entries)), flaws=tuple(sorted(seen, key=lambda flaw: flaw.value)))


def _looked_at(entry: Entry, now: datetime) -> tuple[Entry | None, list[Flaw]]:
    title = entry.title or first_words(entry.body)
    if is_blank(title):
        return None, [Flaw.EMPTY_ITEM]
    noted = [
        flaw
        for flaw, is_so in (
            (Flaw.NO_TITLE, not entry.title),
            (Flaw.NO_ID, not entry.id),
            (Flaw.NO_LINK, not entry.link),
            (Flaw.FUTURE_DATE, is_ahead(entry.published_at, now)),
            (Flaw.NO_DATE, entry.published_at is None),
        )
        if is_so
    ]
    return dataclasses.replace(entry, title=title, published_at=bounded(entry.published_at, now)), noted


def _latest(entries: list[Entry]) -> list[Entry]:
    """The latest by date, in the order they stand in; undated ones count as old."""
    places = sorted(range(len(entries)), key=lambda place: entries[place].published_at or LONG_AGO, reverse=True)
    return [entries[place] for place in sorted(places[:MOST_ENTRIES])]


def _told_apart(entries: list[Entry]) -> Iterable[Entry]:
    """Items once each; an id or a link that different items share tells nothing."""
    single = tuple(dict.fromkeys(entries))
    ids, links = Counter(entry.id for entry in single), Counter(entry.link for entry in single)
    for entry in single:
        yield dataclasses.replace(
            entry,
            id=entry.id if ids[entry.id] == 1 else None,
            link=entry.link if links[entry.link] == 1 else None,
        )
