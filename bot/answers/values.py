"""What an answer is: quotes of one story and how sure they are, or a refusal with what is missing."""

from dataclasses import dataclass
from enum import Enum


class Band(Enum):
    """How far an answer can be trusted, in the steps people read."""

    SURE = "sure"
    MAYBE = "maybe"
    UNKNOWN = "unknown"  # nothing is quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence of a story. `text` stands in its body as it is, but for marks of emphasis and invisible characters.

    A sentence that is too long has … where it is cut, at either end. `shown` is what people read: without link targets
    and tags. `marks` are (start, end) offsets into `shown` of the words that answer. `under` is the heading it stands
    under, '' for none.
    """

    text: str
    shown: str
    marks: tuple[tuple[int, int], ...] = ()
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of a question.

    `story` is the number of the quoted story, None when refused; then `quotes` is empty. `nearest` are numbers of
    stories, best first, with the quoted one first. `missing` are words of the question that nothing nearby has.
    `confidence` is from 0 to 1.
    """

    question: str
    band: Band
    confidence: float
    story: int | None = None
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
