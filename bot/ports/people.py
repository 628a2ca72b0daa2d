"""What the core keeps for people: their lists, the day's story, their visits."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from bot.digest.choice import Featured
from bot.ports.stories import Page


class People(Protocol):
    """What is kept for people and days."""

    def save(self, actor: str, number: int, *, at: datetime) -> bool:
        """Put a story on a person's list; False when it was there."""

    def unsave(self, actor: str, number: int) -> bool:
        """Take a story off a person's list; False when it was not there."""

    def saved(self, actor: str, *, limit: int, offset: int = 0) -> Page:
        """A person's list, last saved first."""

    def featured(self, scope: str, day: date) -> int | None:
        """The number of the story featured on a local date in `scope`."""

    def feature(self, scope: str, day: date, number: int, *, at: datetime) -> None:
        """Record the story featured on a local date, in place of another."""

    def featured_times(self, scope: str, *, before: date) -> Mapping[int, int]:
        """How often each story was featured in `scope` on dates before `before`."""

    def featured_lately(self, scope: str, day: date, *, days: int) -> tuple[Featured, ...]:
        """What was featured in `scope` in the days before `day`."""

    def visit(self, actor: str, *, at: datetime) -> datetime | None:
        """Record that a person looks in; gives when the visit before this one began, None at the first.

        A look within half an hour of the last belongs to the same visit.
        """
