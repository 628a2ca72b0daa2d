"""What a search gives: hits and why each was found, as plain values. The engine that finds them is in the store."""

from dataclasses import dataclass
from enum import Enum


class Evidence(Enum):
    """The kind of reason a story was found; the catalogue holds the words people read for each."""

    TITLE = "title"  # the words stand in the title as typed
    WORDS = "words"  # all words are in the story, in other forms or places
    BODY_PHRASE = "body_phrase"  # the phrase stands in the body
    PARTIAL = "partial"  # some of the words are in the story
    SPELLING = "spelling"  # after correcting a typing mistake
    CHOSEONG = "choseong"  # by initial consonants
    LAYOUT = "layout"  # typed with the other keyboard layout on
    ALIAS = "alias"  # another word for the same thing
    SOUND = "sound"  # the words sound alike across scripts
    TAG = "tag"
    COMPANY = "company"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A piece of text with the places to emphasise: `marks` are (start, end) offsets into `text`, ascending."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason for a hit. `read_as` is what the typed words were understood as (typo: the corrected word;
    layout: the converted word; alias: the other name; tag, company, author: its name), empty where nothing changed.
    """

    evidence: Evidence
    read_as: str = ""
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story found: its number, a score in 0..1 (comparable within one search) and the reasons, strongest first.

    `title_marks` are the (start, end) offsets to emphasise in the story's title.
    """

    number: int
    score: float
    why: tuple[Why, ...]
    title_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of a search: `total` counts all hits; `suggestions` are filled only when there are none.

    `order`: the numbers of all hits, best first, at most 300. Given to the next search, its pages are those of this
    one, whatever came or went in between.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    suggestions: tuple[Hit, ...] = ()
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One row of completion while typing: the story's number, its title and company."""

    number: int
    title: str
    company: str | None
    marks: tuple[tuple[int, int], ...] = ()


NOTHING_FOUND = Found(query="", total=0, hits=())
