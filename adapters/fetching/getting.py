"""Getting the bytes behind a link: redirects by hand with every hop checked, limits on all of it, nothing kept.

No cookies, no proxy from the environment, no scripts, no reuse of connections between hops.
"""

import asyncio
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorError,
    ClientError,
    ClientOSError,
    ClientPayloadError,
    ClientResponse,
    ClientSession,
    ClientSSLError,
    ClientTimeout,
    DummyCookieJar,
    ServerDisconnectedError,
)
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from adapters.fetching.connecting import Resolve, checked_addresses, pinned_connector, system_resolve
from adapters.fetching.limits import Limits
from adapters.fetching.targets import Target, redirected, target_of
from adapters.fetching.unpacking import ACCEPTED, Unpacker, too_large
from bot import __version__
from bot.fetching import FetchProblem, FetchRefused

USER_AGENT: Final = f"storybot/{__version__} (reads a page when a person shares its link)"
PAGE_KINDS: Final = frozenset({"text/html", "application/xhtml+xml", ""})
_HEADERS: Final = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
    "Accept-Language": "ko,en;q=0.8",
    "Accept-Encoding": ACCEPTED,
}
_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_PROBLEMS: Final = {
    404: FetchProblem.NOT_FOUND,
    410: FetchProblem.NOT_FOUND,
    429: FetchProblem.BUSY,
    204: FetchProblem.EMPTY,
    205: FetchProblem.EMPTY,
}
_NOT_MODIFIED: Final = 304
_LONGEST_HEADER: Final = 32 * 1024
_LONGEST_WAIT: Final = 100  # characters of a Retry-After
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server gave: the link it was found at, its status (200, or 304 where a header asked), and the bytes.

    `kind` is the media type in lower case ("" where none was given), `charset` as the header names it, `moved_to` where
    permanent redirects led ("" without any): the address to ask next time.
    """

    link: str
    moved_to: str = ""
    status: int
    kind: str
    charset: str | None
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """Where a redirect leads, and whether it is meant for good."""

    target: Target
    is_permanent: bool


class SafeGetter:
    """Gets what stands behind links. `allowed_private` ("address:port") is for tests; no setting reaches it."""

    def __init__(
        self,
        *,
        allowed_private: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
    ) -> None:
        self._allowed = allowed_private
        self._limits = limits or Limits()
        self._resolve = resolve

    async def get(
        self,
        link: str,
        *,
        kinds: frozenset[str] | None = PAGE_KINDS,
        headers: Mapping[str, str] = _NO_HEADERS,
        method: Literal["GET", "HEAD"] = "GET",
    ) -> Answer:
        """The answer behind `link`, its media type one of `kinds` (None: any).

        Raises FetchRefused; sets no time limit itself.
        """
        target = target_of(link)
        moved_to, is_for_good = "", True
        for _ in range(self._limits.redirects + 1):
            step = await self._hop(target, kinds, {**_HEADERS, **headers}, method)
            if isinstance(step, Answer):
                return replace(step, moved_to=moved_to)
            is_for_good = is_for_good and step.is_permanent
            target = step.target
            moved_to = target.link if is_for_good else moved_to
        raise FetchRefused(FetchProblem.TOO_MANY_REDIRECTS, host=target.host)

    async def _hop(
        self, target: Target, kinds: frozenset[str] | None, headers: Mapping[str, str], method: str
    ) -> "Answer | _Hop":
        addresses = await checked_addresses(target, resolve=self._resolve, allowed=self._allowed)
        session = ClientSession(
            connector=pinned_connector(target, addresses, allowed=self._allowed),
            cookie_jar=DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            timeout=ClientTimeout(total=None),
            max_field_size=_LONGEST_HEADER,
        )
        try:
            async with (
                session,
                session.request(
                    method, URL(target.link, encoded=True), headers=headers, allow_redirects=False
                ) as response,
            ):
                return await self._read(target, response, kinds)
        except (ClientError, HttpProcessingError, OSError, ValueError) as error:
            raise _refusal(error, target.host) from error

    async def _read(self, target: Target, response: ClientResponse, kinds: frozenset[str] | None) -> "Answer | _Hop":
        if response.status in _REDIRECTS:
            location = response.headers.get("Location")
            if not location:
                raise FetchRefused(FetchProblem.BROKEN_ANSWER, host=target.host)
            return _Hop(target=redirected(target, location), is_permanent=response.status in _PERMANENT)
        written = response.headers.get("Content-Type", "")
        kind = written.partition(";")[0].strip().lower()
        is_unchanged = response.status == _NOT_MODIFIED
        if not is_unchanged:
            _check_status(response.status, target.host, response.headers.get("Retry-After", "")[:_LONGEST_WAIT])
            if kinds is not None and kind not in kinds:
                raise FetchRefused(FetchProblem.NOT_A_PAGE, host=target.host)
        charset = _CHARSET.search(written)
        return Answer(
            link=target.link,
            status=response.status,
            kind=kind,
            charset=charset[1] if charset else None,
            headers=response.headers,
            content=b"" if is_unchanged else await self._content(target, response),
        )

    async def _content(self, target: Target, response: ClientResponse) -> bytes:
        limit = self._limits.page_bytes
        if (response.content_length or 0) > limit:
            raise too_large(limit, target.host)
        unpacker = Unpacker(response.headers.get("Content-Encoding", ""), limit=limit, host=target.host)
        content = bytearray()
        async for chunk in response.content.iter_any():
            for piece in unpacker.pieces(chunk):
                content += piece
                await asyncio.sleep(0)  # a small chunk may unpack to the whole limit
        return bytes(content)


def _check_status(status: int, host: str, retry_after: str) -> None:
    if status in _PROBLEMS:
        problem = _PROBLEMS[status]
    elif 400 <= status < 500 or status > 599:  # noqa: PLR2004 - 999 is what a large site answers to programs
        problem = FetchProblem.FORBIDDEN
    elif status >= 500:  # noqa: PLR2004
        problem = FetchProblem.SERVER_ERROR
    elif not 200 <= status < 300:  # noqa: PLR2004
        problem = FetchProblem.BROKEN_ANSWER
    else:
        return
    raise FetchRefused(problem, host=host, status=status, retry_after=retry_after)


def _refusal(error: Exception, host: str) -> FetchRefused:
    match error:
        case ClientConnectorCertificateError() | ClientSSLError() | ssl.SSLError():
            problem = FetchProblem.CERTIFICATE
        case ClientConnectorError() if isinstance(error.os_error, PermissionError):
            problem = FetchProblem.PRIVATE_ADDRESS
        case TimeoutError():
            problem = FetchProblem.TIMEOUT
        case ClientPayloadError():
            problem = FetchProblem.BROKEN_ANSWER
        case ClientConnectorError() | ServerDisconnectedError() | ClientOSError() | OSError():
            problem = FetchProblem.UNREACHABLE
        case _:
            problem = FetchProblem.BROKEN_ANSWER
    return FetchRefused(problem, host=host)
