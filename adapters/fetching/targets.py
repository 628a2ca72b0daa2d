"""What does a link point at? One host in one spelling and one port, or a refusal before any name is looked up."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from bot.fetching import FetchProblem, FetchRefused
from bot.links import is_link

WEB_PORTS: Final = frozenset({80, 443, 8000, 8080, 8443})
_DEFAULT_PORT: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER: Final = re.compile(r"\d+|0x[0-9a-f]*")
_LONGEST_HOST: Final = 253
_SAFE: Final = "/:@!$&'()*+,;=~-._%?"
# Names that mean a machine nearby wherever they are asked (RFC 6761, 6762, 8375, ICANN's collisions).
_NEARBY: Final = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`link` is ASCII without fragment, `host` a lower-case name without trailing dot or a canonical address."""

    link: str
    host: str
    port: int

    @property
    def is_address(self) -> bool:
        """Whether the host is written in numbers, so that no name is looked up."""
        return ":" in self.host or _NUMBER.fullmatch(self.host.rpartition(".")[2]) is not None


def target_of(link: str) -> Target:
    """What a typed link points at. Raises FetchRefused: no link, user info, a name that is nearby everywhere."""
    if not is_link(link) or "\\" in link:
        raise FetchRefused(FetchProblem.NOT_A_LINK)
    parts = urlsplit(link)
    host = _host(parts.hostname or "", is_bracketed="[" in parts.netloc)
    if parts.username is not None or parts.password is not None:
        raise FetchRefused(FetchProblem.CREDENTIALS, host=host)
    if _is_nearby(host):
        raise FetchRefused(FetchProblem.PRIVATE_ADDRESS, host=host)
    port = parts.port or _DEFAULT_PORT[parts.scheme]
    return Target(link=_rebuilt(parts, host), host=host, port=port)


def redirected(target: Target, location: str) -> Target:
    """Where a redirect leads. Raises FetchRefused as for a typed link; what is no link there is a broken answer."""
    try:
        return target_of(urljoin(target.link, location.strip().replace(" ", "%20")))
    except ValueError as error:
        raise FetchRefused(FetchProblem.BROKEN_ANSWER, host=target.host) from error
    except FetchRefused as refused:
        if refused.problem is FetchProblem.NOT_A_LINK:
            raise FetchRefused(FetchProblem.BROKEN_ANSWER, host=target.host) from refused
        raise


def _host(written: str, *, is_bracketed: bool) -> str:
    if is_bracketed:
        return _ipv6(written)
    try:
        host = written.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise FetchRefused(FetchProblem.NOT_A_LINK) from error
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        raise FetchRefused(FetchProblem.NOT_A_LINK)
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _ipv4(host)
    return host


def _ipv6(written: str) -> str:
    try:
        return str(IPv6Address(written))
    except AddressValueError as error:
        raise FetchRefused(FetchProblem.NOT_A_LINK) from error


def _ipv4(host: str) -> str:
    """A host that ends in a number is an address (WHATWG URL): decimal, octal, hex and short forms hide one."""
    try:
        return str(IPv4Address(host))
    except AddressValueError as error:
        raise FetchRefused(FetchProblem.PRIVATE_ADDRESS, host=host) from error


def _is_nearby(host: str) -> bool:
    if ":" in host:
        return False
    return "." not in host or any(host == name or host.endswith(f".{name}") for name in _NEARBY)


def _rebuilt(parts: SplitResult, host: str) -> str:
    name = f"[{host}]" if ":" in host else host
    place = f"{name}:{parts.port}" if parts.port and parts.port != _DEFAULT_PORT[parts.scheme] else name
    return urlunsplit((parts.scheme, place, _escaped(parts.path) or "/", _escaped(parts.query), ""))


def _escaped(text: str) -> str:
    """Bytes of a redirect that are no UTF-8 come as surrogates and go out as the bytes they were."""
    return quote(text, safe=_SAFE, errors="surrogateescape")
