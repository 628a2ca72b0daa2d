"""What the choice of scheduled stories looks at: candidates, what was had, pins, exclusions, approvals."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from bot.digest.approval import Approval
from bot.digest.choice import Candidate, Featured
from bot.digest.target import Target


class Choices(Protocol):
    """What is kept about which story goes where."""

    def candidates(self) -> tuple[Candidate, ...]:
        """Every live story with what speaks for it."""

    def candidate(self, number: int) -> Candidate | None:
        """One live story with what speaks for it."""

    def fitting(self, target: Target) -> frozenset[int] | None:
        """The live stories that fit a target's tags, companies and sources; None: it has none of these, all fit."""

    def arrivals(self, after: datetime, until: datetime, *, limit: int) -> tuple[int, ...]:
        """The live stories that came in after one time and until another, that moment included, newest first.

        A suggested story comes in when it is approved.
        """

    def noticed(self, after: datetime, until: datetime, *, limit: int) -> tuple[int, ...]:
        """The live stories that came in, were opened, saved or voted for between two times, most noticed first."""

    def had(self, channel: str) -> Mapping[int, int]:
        """How often a channel was sent each story."""

    def lately(self, channel: str, day: date, *, days: int) -> tuple[Featured, ...]:
        """What a channel was sent in the days before `day`."""

    def pin(self, channel: str, day: date, story: int | None) -> None:
        """Say which story a day features; None leaves it to the choice again."""

    def pinned(self, channel: str, day: date) -> int | None:
        """The story an admin chose for a day."""

    def exclude(self, channel: str, story: int, *, excluded: bool) -> None:
        """Keep a story out of a channel's posts, or let it in again."""

    def excluded(self, channel: str) -> frozenset[int]:
        """The stories kept out of a channel's posts."""

    def approval(self, channel: str, day: date) -> Approval | None:
        """What the admins were asked about a channel's day, and said."""

    def approvals(self, channel: str, *, since: date) -> tuple[Approval, ...]:
        """What the admins were asked about a channel's days from `since` on."""

    def put_approval(self, approval: Approval) -> None:
        """Record what the admins were asked or said, in place of what stands there."""
