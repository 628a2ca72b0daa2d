"""Are two stories probably the same article, how surely, and why? Exact, over the whole texts; who is compared with
whom is decided elsewhere."""

from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz

from bot.curation.fingerprint import Look

_FEWEST_RUNS = 12  # a text shorter than that says nothing by itself
_SAME_WORDS = 0.70  # share of words from which two texts are one article
_SAME_WORDS_UNDER_ONE_TITLE = 0.55
_EXCERPT = 0.6  # of the longer text
_NEAR_TITLE = 85.0  # of 100
_TELLING_TITLE = 10  # letters; many a story is called ‘회고’
_BY_TITLE, _BY_TITLE_AND_MAKER, _BY_LINK = 80, 90, 85  # percent, where one has no text to compare


class Reason(Enum):
    """Why two stories seem to be one; the catalogue holds the words."""

    TEXT = "text"
    EXCERPT = "excerpt"  # one is a part of the other
    TITLE = "title"
    NEAR_TITLE = "near_title"
    LINK = "link"  # the links end alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How much of two stories agrees, in whole percent, and the reasons, strongest first."""

    percent: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two stories that are probably one; `first` has the smaller number."""

    first: int
    second: int
    likeness: Likeness


def compare(one: Look, other: Look) -> Likeness | None:
    """The likeness of two stories that are probably the same article; None when they are probably not."""
    beside = _beside_the_text(one, other)
    fewer, more = sorted((len(one.runs), len(other.runs)))
    if fewer < _FEWEST_RUNS:
        return _without_text(one, other, beside)
    share = _share_of_words(one.runs, other.runs)
    if share < (_SAME_WORDS_UNDER_ONE_TITLE if Reason.TITLE in beside else _SAME_WORDS):
        return None
    why = Reason.EXCERPT if fewer < _EXCERPT * more else Reason.TEXT
    if why is Reason.EXCERPT and not beside and not _begin_alike(one, other):
        return None
    return Likeness(percent=100 if one.runs == other.runs else min(99, round(100 * share)), reasons=(why, *beside))


def _share_of_words(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's words that stand in the other, from the share of its runs.

    A run survives when its three words do (Ondov 2016, “Mash”, the same for letters of genomes).
    """
    return float((len(one & other) / min(len(one), len(other))) ** (1 / 3))


def _begin_alike(one: Look, other: Look) -> bool:
    """An excerpt has the beginning of its article; a collection merely holds the other text somewhere."""
    shorter = min(len(one.beginning), len(other.beginning))
    return len(one.beginning & other.beginning) >= _SAME_WORDS**3 * shorter


def _beside_the_text(one: Look, other: Look) -> tuple[Reason, ...]:
    reasons = []
    if one.title == other.title:
        reasons.append(Reason.TITLE)
    elif fuzz.ratio(one.title, other.title) >= _NEAR_TITLE:
        reasons.append(Reason.NEAR_TITLE)
    if one.slug and one.slug == other.slug:
        reasons.append(Reason.LINK)
    return tuple(reasons)


def _without_text(one: Look, other: Look, beside: tuple[Reason, ...]) -> Likeness | None:
    if Reason.LINK in beside and len(beside) > 1:
        return Likeness(percent=_BY_LINK, reasons=beside)
    if Reason.TITLE not in beside or len(one.title.replace(" ", "")) < _TELLING_TITLE:
        return None
    makers = (one.company, other.company), (one.author, other.author)
    if any(mine and theirs and mine != theirs for mine, theirs in makers):
        return None
    is_one_maker = any(mine and mine == theirs for mine, theirs in makers)
    return Likeness(percent=_BY_TITLE_AND_MAKER if is_one_maker else _BY_TITLE, reasons=beside)
