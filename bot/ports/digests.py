"""What the core keeps about scheduled posts: targets, the outbox, days off."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

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

    def named_days_off(self) -> Mapping[date, str]:
        """The community's own days off with their names, in order."""

    def set_day_off(self, day: date, name: str | None) -> None:
        """Name a day off of the community; None makes it an ordinary day again."""

    def recorded_days(self, channel: str, *, since: date) -> frozenset[date]:
        """The days whose post is done with: sent, failed or skipped."""

    def recorded_everywhere(self, *, since: date) -> Mapping[str, frozenset[date]]:
        """The days whose post is done with, by channel."""

    def begun_posts(self, channel: str = "") -> tuple[Post, ...]:
        """Rows of the outbox that are planned or claimed; with `channel` only its rows."""

    def post(self, channel: str, day: date) -> Post | None:
        """The outbox row of a channel and local date."""

    def posts(self, *, limit: int, offset: int = 0, channel: str = "") -> tuple[Post, ...]:
        """The outbox, latest day first; with `channel` only its rows."""

    def last_sent(self, channel: str, *, before: date) -> Post | None:
        """The last post of a channel that went out for a day before `before`."""

    def put_post(self, post: Post) -> None:
        """Record a row of the outbox in place of what stands there."""

    def drop_post(self, channel: str, day: date) -> None:
        """Take a row out of the outbox, as if nothing had been decided about the day."""
