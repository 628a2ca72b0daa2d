"""What the core keeps of how stories are used: openings as counts without names, and votes."""

from datetime import datetime
from typing import Protocol


class Use(Protocol):
    """Openings and votes of stories."""

    def record_opening(self, story: int, *, at: datetime) -> None:
        """Count that somebody opened a story."""

    def openings(self, story: int) -> int:
        """How often a story was opened."""

    def vote(self, actor: str, story: int, *, likes: bool | None, at: datetime) -> bool:
        """Record what a person thinks of a story, in place of before; None takes it back. False: as it was."""

    def votes(self, story: int) -> tuple[int, int]:
        """How many like a story, and how many do not."""
