"""Files people drop into Slack: fetched with the token, from Slack's own hosts alone, within bounds."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.commands.receiving import Reception
from bot.commands.transferring import LARGEST_FILE

_log = structlog.get_logger()
_SLACK = "slack.com"
_FETCH_SECONDS = 60.0
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A file of a message, as Slack describes it."""

    name: str
    size: int
    address: str


class Unfetched(Exception):
    """A file could not be fetched; `reception` says why."""

    def __init__(self, reception: Reception) -> None:
        super().__init__(reception.value)
        self.reception = reception


async def fetch(session: aiohttp.ClientSession, dropped: Dropped, *, token: str, api_url: str) -> bytes:
    """The bytes of a file. Raises Unfetched. The token goes to Slack and nowhere else; no redirect is followed."""
    if not is_slacks(dropped.address, api_url):
        raise Unfetched(Reception.UNREACHABLE)
    try:
        async with session.get(
            dropped.address,
            headers={"Authorization": f"Bearer {token}"},
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=_FETCH_SECONDS),
        ) as response:
            if response.content_type == "text/html":  # the sign-in page: the scope files:read is missing
                raise Unfetched(Reception.NO_RIGHT)
            if response.status != _OK:
                raise Unfetched(Reception.UNREACHABLE)
            return await _bounded(response)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        _log.warning("file not fetched", fault=type(error).__name__)
        raise Unfetched(Reception.UNREACHABLE) from error


def is_slacks(address: str, api_url: str) -> bool:
    """Whether an address is one of Slack's: over https at slack.com, or where the configured API is."""
    there, api = urlsplit(address), urlsplit(api_url)
    if (there.scheme, there.netloc) == (api.scheme, api.netloc):
        return True
    host = there.hostname or ""
    return there.scheme == "https" and there.port is None and (host == _SLACK or host.endswith(f".{_SLACK}"))


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for piece in response.content.iter_chunked(65_536):
        content += piece
        if len(content) > LARGEST_FILE:
            raise Unfetched(Reception.TOO_LARGE)
    return bytes(content)
