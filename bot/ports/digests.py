"""What the core keeps about scheduled posts: targets, the outbox, pins, exclusions, days off."""

from datetime import date, datetime
from typing import Protocol

from bot.digest.choice import Candidate, Featured
from bot.digest.outbox import Post
from bot.digest.target import Target


class Digests(Protocol):
    """What is kept about scheduled posts."""

    def targets(self) -> tuple[Target, ...]:
        """Every channel with a schedule."""

    def target(self, channel: str) -> Target | None:
        """The schedule of a channel."""

    def set_target(self, target: Target, *, actor: str, at: datetime) -> None:
        """Set the schedule of a channel."""

    def days_off(self) -> frozenset[date]:
        """The community's own days off."""

    def set_day_off(self, day: date, name: str | None) -> None:
        """Name a day off of the community; None makes it an ordinary day again."""

    def recorded_days(self, channel: str, *, since: date) -> frozenset[date]:
        """The days whose post is done with: sent, failed or skipped."""

    def post(self, channel: str, day: date) -> Post | None:
        """The outbox row of a channel and local date."""

    def posts(self, *, limit: int, offset: int = 0, channel: str = "") -> tuple[Post, ...]:
        """The outbox, latest day first; with `channel` only its rows."""

    def put_post(self, post: Post) -> None:
        """Record a row of the outbox in place of what stands there."""

    def pin(self, channel: str, day: date, story: int | None) -> None:
        """Say which story a day features; None leaves it to the choice again."""

    def pinned(self, channel: str, day: date) -> int | None:
        """The story an admin chose for a day."""

    def exclude(self, channel: str, story: int, *, excluded: bool) -> None:
        """Keep a story out of a channel's posts, or let it in again."""

    def candidates(self, target: Target) -> tuple[Candidate, ...]:
        """The live stories that fit a target's filters and are not excluded."""

    def lately(self, channel: str, day: date, *, days: int) -> tuple[Featured, ...]:
        """What a channel was sent in the days before `day`."""
