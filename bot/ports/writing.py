"""What the core keeps of a language model's use: passages to write from, and what was spent."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answers.claims import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one model took on one day. `shown` answers of `requests` were let through."""

    day: date
    model: str
    requests: int
    shown: int
    prompt_tokens: int
    completion_tokens: int
    cost: float


class Writing(Protocol):
    """Passages and counters."""

    def passages(self, question: str, *, limit: int, story: int | None = None) -> tuple[Passage, ...]:
        """The sentences nearest to a question, best first, word for word, that may be quoted."""

    def spend(self, spent: Spent) -> None:
        """Add to what a model took on a day."""

    def spendings(self, *, limit: int) -> tuple[Spent, ...]:
        """What models took, the last day first."""
