"""What reading a page gives: the page, the address where it really is, or why nothing can be read."""

from dataclasses import dataclass

from bot.fetching import FetchedPage, FetchProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTo:
    """The page only points to `link`: a frame of the same site, or a redirect written in HTML."""

    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Nothing can be read from the bytes."""

    problem: FetchProblem


Reading = FetchedPage | MovedTo | Unreadable
