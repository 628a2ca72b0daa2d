"""What the core keeps to tidy the library: probable duplicates, missing facts, looks at links, counted searches."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.curation.likeness import Pair
from bot.curation.links import LinkLook, LinkPage, LinkState
from bot.curation.searching import Missed, Searched, Tally
from bot.ports.stories import Page


class Tidying(Protocol):
    """What is kept for tidying; whatever is written to a story marks it to be looked at again."""

    def look_for_duplicates(self, *, limit: int, at: datetime) -> int:
        """Compare the next `limit` stories that are new or changed; gives how many are still to be compared."""

    def unchecked(self) -> int:
        """How many stories are still to be compared."""

    def duplicates(self) -> tuple[Pair, ...]:
        """Pairs of live stories that are probably one, the surest 2,000, surest first."""

    def set_different(self, one: int, other: int, *, actor: str, at: datetime) -> bool:
        """Say, for good, that two stories are not one; False when they were no pair."""

    def lacking(self, *, limit: int, offset: int = 0) -> Page:
        """Live stories without company or tags that nobody skipped, last come first."""

    def skip_lacking(self, story: int, *, actor: str, at: datetime) -> None:
        """Say that a story lacks nothing."""

    def companies_under(self, places: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """For each place (`host/first piece` or `host`) the companies of up to 500 live stories whose link is there."""

    def links_due(self, now: datetime, *, limit: int) -> tuple[LinkLook, ...]:
        """Links of live stories to look at now, longest due first."""

    def link_look(self, story: int) -> LinkLook | None:
        """What is known of a story's link."""

    def put_link_looks(self, looks: Sequence[LinkLook]) -> None:
        """Record looks, except at links that were changed meanwhile."""

    def links_that_are(self, state: LinkState, *, limit: int, offset: int = 0) -> LinkPage:
        """Links of live stories in a state, longest in it first."""

    def count_searches(self, tallies: Sequence[Tally]) -> None:
        """Add to the counts of searches; beyond 5,000 different queries a day only those that are there grow."""

    def forget_searches(self, before: date) -> int:
        """Drop the counts of days before; gives how many."""

    def searched(self, missed: Missed, *, since: date, limit: int) -> tuple[Searched, ...]:
        """Queries that led nowhere, most searched first; one is found when its latest search found something."""
