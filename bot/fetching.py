"""A page fetched by its link: what was read from it, why it could not be, and the port that fetches it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from bot.errors import Refused
from bot.story import Draft, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What one page says of itself; everything but `link` and `title` may be missing.

    `link` is canonical and never names another site than the one fetched. `body` is plain text with Markdown
    structure (headings, lists, fences, quotes, tables), no emphasis and no links. `language` is a two-letter code,
    `image` an address nobody has opened. `list_of_links` holds the posts a listing page points to, `posts` the whole
    posts that stand on one page; a page with either is no story itself. Times are aware UTC.
    """

    link: str
    title: str
    body: str = ""
    company: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    language: str | None = None
    image: str | None = None
    views: int | None = None
    list_of_links: tuple[str, ...] = ()
    posts: tuple[Draft, ...] = ()


class FetchProblem(Enum):
    """Why a page was not fetched; the value is the key of the sentence that says so and what to do."""

    NOT_A_LINK = "fetch.not_a_link"
    CREDENTIALS = "fetch.credentials"  # a user name or password before an `@`
    PORT = "fetch.port"  # a port that serves no pages
    PRIVATE_ADDRESS = "fetch.private_address"  # any address that is not public, however it is written or reached
    UNRESOLVABLE = "fetch.unresolvable"
    UNREACHABLE = "fetch.unreachable"
    CERTIFICATE = "fetch.certificate"
    TIMEOUT = "fetch.timeout"
    TOO_LARGE = "fetch.too_large"  # as sent or unpacked; fact: limit, in MB
    TOO_MANY_REDIRECTS = "fetch.too_many_redirects"
    NOT_FOUND = "fetch.not_found"
    FORBIDDEN = "fetch.forbidden"  # a login, a payment, a block on programs
    BUSY = "fetch.busy"  # asked too often
    SERVER_ERROR = "fetch.server_error"
    BROKEN_ANSWER = "fetch.broken_answer"  # no HTTP, a damaged packing, a redirect to nowhere
    NOT_A_PAGE = "fetch.not_a_page"  # a PDF, an image, JSON
    NOT_A_FEED = "fetch.not_a_feed"  # neither a feed nor a site map, and no page that points to one
    ROBOTS = "fetch.robots"  # the site asks programs to stay away
    EMPTY = "fetch.empty"
    TOO_COMPLEX = "fetch.too_complex"  # reading took too long, or too much memory


class FetchRefused(Refused):
    """A page that was not fetched; `problem` says why, `host` whose fault it is (as a name, never a whole link).

    `status` is the HTTP status where one was given, `retry_after` the header of that name as it was written.
    """

    def __init__(
        self, problem: FetchProblem, *, host: str = "", limit: int = 0, status: int = 0, retry_after: str = ""
    ) -> None:
        super().__init__(host=host, limit=limit)
        self.problem = problem
        self.status = status
        self.retry_after = retry_after
        self.key = problem.value

    def __str__(self) -> str:
        return f"{self.problem.name} {self.facts['host']}".strip()


class PageFetcher(Protocol):
    """Fetches pages that people link to, without ever reaching an address that is not public."""

    async def fetch(self, link: str) -> FetchedPage:
        """What stands behind `link`, after redirects. Raises FetchRefused only; ends within its time limit."""


def to_draft(page: FetchedPage) -> Draft:
    """The page as a story on its way in, for a person to correct before it is saved."""
    return Draft(
        title=page.title,
        body=page.body,
        link=page.link,
        company=page.company,
        author=page.author,
        tags=page.tags,
        views=page.views,
        published_at=page.published_at,
        origin=Origin.LINK,
    )
