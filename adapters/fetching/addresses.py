"""Is an address one that the whole Internet can reach? Everything else is refused, without exception.

Source: the IANA special-purpose address registries for IPv4 and IPv6, and the addresses where clouds keep their
metadata. Tests reach their own servers through an explicit set of "address:port", which nothing else fills.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

_CLOSED_IPV4: Final = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's wire server, though the address looks public
        "169.254.0.0/16",  # link-local; the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation, as the next but two and three
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_OPEN_IPV6: Final = IPv6Network("2000::/3")  # so mapped IPv4, NAT64, ULA, link-local and multicast are out
_CLOSED_IPV6: Final = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
    )
)
_ISATAP: Final = frozenset({0x00005EFE, 0x02005EFE})  # RFC 5214: the interface identifier holds an IPv4 address


def is_public(address: str) -> bool:
    """Whether `address`, written out as numbers, is reachable from anywhere."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    match parsed:
        case IPv4Address():
            return not any(parsed in block for block in _CLOSED_IPV4)
        case IPv6Address():
            return _is_public_ipv6(parsed)


def is_allowed(address: str, port: int, allowed: frozenset[str]) -> bool:
    """Whether a connection to `address` may be made: public and not this machine, or allowed by name."""
    return endpoint(address, port) in allowed or (is_public(address) and not is_this_machine(address))


def endpoint(address: str, port: int) -> str:
    """`address:port` as the allowed set writes it."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def is_this_machine(address: str) -> bool:
    """Whether the system would reach `address` from that same address; nothing is sent.

    A machine with a public address must not be made to call its own services.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
            return ip_address(probe.getsockname()[0]) == ip_address(address)
    except (OSError, ValueError):
        return False


def _is_public_ipv6(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in _OPEN_IPV6:
        return False
    is_isatap = (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
    return not is_isatap and not any(address in block for block in _CLOSED_IPV6)
