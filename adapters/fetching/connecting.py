"""Which addresses may a connection go to? Names are looked up once, every answer is checked, and only the checked
ones can be connected to: the connector has no other resolver, and each socket is checked again when it is made."""

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.fetching.addresses import is_allowed
from adapters.fetching.targets import WEB_PORTS, Target
from bot.fetching import FetchProblem, FetchRefused

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the addresses of a name, written as numbers; OSError where there are none."""
_MOST_ADDRESSES: Final = 16


async def system_resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses the system gives for `host`, in its order."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


async def checked_addresses(target: Target, *, resolve: Resolve, allowed: frozenset[str]) -> tuple[str, ...]:
    """Every address of the target. Raises FetchRefused when there is none, or one of them is not public."""
    if target.port not in WEB_PORTS and not any(entry.endswith(f":{target.port}") for entry in allowed):
        raise FetchRefused(FetchProblem.PORT, host=target.host)
    addresses = (target.host,) if target.is_address else await _looked_up(target, resolve)
    if not all(is_allowed(address, target.port, allowed) for address in addresses):
        raise FetchRefused(FetchProblem.PRIVATE_ADDRESS, host=target.host)
    return addresses


def pinned_connector(target: Target, addresses: tuple[str, ...], *, allowed: frozenset[str]) -> TCPConnector:
    """A connector that reaches `addresses` of `target` and nothing else."""

    def guarded_socket(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, place = info
        address, port = str(place[0]), int(place[1])
        if address not in addresses or port != target.port or not is_allowed(address, port, allowed):
            raise PermissionError(errno.EACCES, "an address that was not checked", address)
        made = socket.socket(family, kind, protocol)
        made.setblocking(False)  # noqa: FBT003 - the standard library's own form
        return made

    return TCPConnector(
        resolver=_Pinned(target.host, addresses),
        use_dns_cache=False,
        force_close=True,
        limit=1,
        socket_factory=guarded_socket,
    )


async def _looked_up(target: Target, resolve: Resolve) -> tuple[str, ...]:
    try:
        addresses = tuple(await resolve(target.host, target.port))
    except (OSError, UnicodeError) as error:
        raise FetchRefused(FetchProblem.UNRESOLVABLE, host=target.host) from error
    if not addresses:
        raise FetchRefused(FetchProblem.UNRESOLVABLE, host=target.host)
    return addresses


class _Pinned(AbstractResolver):
    """Answers for one name with addresses that were checked; knows no other."""

    def __init__(self, host: str, addresses: tuple[str, ...]) -> None:
        self._host = host
        self._addresses = addresses[:_MOST_ADDRESSES]

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - the interface's
    ) -> list[ResolveResult]:
        """The checked addresses; OSError for another name."""
        if host != self._host:
            raise OSError(errno.EACCES, "a name that was not checked")
        return [_result(host, port, address) for address in self._addresses]

    async def close(self) -> None:
        """Nothing is held."""


def _result(host: str, port: int, address: str) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
