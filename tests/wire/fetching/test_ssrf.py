"""No link, name, redirect or page makes the fetcher call an address that is not public.

A server stands on 127.0.0.1 and must hear nothing. Its port is opened for another address, so that it is the address
check that refuses and not the port.
"""

# ruff: noqa: E501 - attempts stand side by side

from collections.abc import AsyncIterator, Sequence

import aiohttp
import pytest

from adapters.fetching.connecting import checked_addresses, pinned_connector
from adapters.fetching.getting import SafeGetter
from adapters.fetching.targets import target_of
from bot.fetching import FetchRefused
from tests.wire.fetching.building import QUICK, getter, loopback, refusal
from tests.wire.fetching.serving import Served, always, by_path, response, serving

PUBLIC = "93.184.215.14"

HOSTS = [
    "127.0.0.1", "127.0.0.2", "127.255.255.255", "localhost", "LOCALHOST", "LocalHost.", "a.localhost", "localhost.localdomain",
    "127.0.0.1.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1",
    "017700000001", "127.0.0.01", "127.0.0.0x1", "0", "0.0.0.0", "00", "0x", "127.0.0.1.0x", "4294967295", "2130706433.",
    "１２７.０.０.１", "127。0。0。1", "①②⑦.⓪.⓪.①", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "127\u00ad.0.0.1", "%31%32%37.0.0.1", "local%68ost",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "[2606:4700::5efe:7f00:1]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]",
    "[2001:db8::1]", "[100::1]", "[3fff::1]", "[v1.x]", "[127.0.0.1]",
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "169.254.170.2",
    "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1",
    "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "0xa9fea9fe", "2852039166",
    "metadata.google.internal", "metadata", "printer.local", "router.lan", "db", "vault.corp", "nas.home.arpa",
]  # fmt: skip

LINKS = [
    "http://example.com@127.0.0.1:{port}/", "http://127.0.0.1:{port}@example.com/", "http://a:b@127.0.0.1:{port}/",
    "http://@127.0.0.1:{port}/", "http://example.com\\@127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@example.com/",
    "http:\\\\127.0.0.1:{port}\\", "http://127.0.0.1\t:{port}/", "http://127.0.0.1:{port}/\r\nHost: x", "http:127.0.0.1:{port}",
    "http:///127.0.0.1:{port}/", "//127.0.0.1:{port}/", "http://", "http://:{port}/", "http://[::1", "http://127.0.0.1:0/",
    "http://127.0.0.1:99999/", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:{port}/_x", "dict://127.0.0.1:{port}/",
    "javascript:alert(1)", "data:text/html,x", "ws://127.0.0.1:{port}/", "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "http://..:{port}/",
    "http://a..b:{port}/", "http://" + "a" * 64 + ".com/", "http://" + "a." * 130 + "com/", " http://127.0.0.1:{port}/", "",
]  # fmt: skip

ADDRESSES = [
    "127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.1.1", "0.0.0.0", "168.63.129.16", "224.0.0.251",
    "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "fd00::1", "64:ff9b::7f00:1", "2002:7f00:1::1",
    "2001:0:4136:e378::1", "2606:4700::200:5efe:7f00:1", "not an address",
]  # fmt: skip


@pytest.fixture
async def secret() -> AsyncIterator[Served]:
    """A server nobody may reach."""
    async with serving(always(response(b"<title>secret</title>"))) as served:
        yield served
    assert served.asked == []


def shut(secret: Served, *, answers: Sequence[str] = ()) -> SafeGetter:
    """A getter for which the secret's port is open, its address is not, and names have `answers`, by default none."""

    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return answers

    return SafeGetter(allowed_private=frozenset({f"127.0.0.99:{secret.port}"}), limits=QUICK, resolve=resolve)


@pytest.mark.parametrize("host", HOSTS)
async def test_a_host_that_is_not_public_is_refused_however_it_is_written(secret: Served, host: str) -> None:
    problem = await refusal(shut(secret), f"http://{host}:{secret.port}/")
    assert problem in {"PRIVATE_ADDRESS", "NOT_A_LINK"}


@pytest.mark.parametrize("link", LINKS)
async def test_a_link_that_hides_its_host_or_is_none_is_refused(secret: Served, link: str) -> None:
    problem = await refusal(shut(secret), link.replace("{port}", str(secret.port)))
    assert problem in {"NOT_A_LINK", "CREDENTIALS", "PRIVATE_ADDRESS"}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("others", [(), (PUBLIC,)], ids=["alone", "behind a public one"])
async def test_a_name_with_an_address_that_is_not_public_is_refused(
    secret: Served, address: str, others: tuple[str, ...]
) -> None:
    assert (
        await refusal(shut(secret, answers=(*others, address)), f"http://blog.test:{secret.port}/") == "PRIVATE_ADDRESS"
    )


@pytest.mark.parametrize("port", [1, 22, 25, 110, 3306, 5432, 6379, 9200, 11211, 27017])
async def test_a_port_that_serves_no_pages_is_refused_before_the_name_is_looked_up(port: int) -> None:
    async def resolve(host: str, _port: int) -> Sequence[str]:
        raise AssertionError(host)

    assert await refusal(SafeGetter(resolve=resolve), f"http://blog.test:{port}/") == "PORT"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/",
        "http://0x7f.1:{port}/", "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://x@127.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/", "http://metadata.google.internal/", "http://inside.test:{port}/",
        "file:///etc/passwd", "gopher://127.0.0.1:{port}/", "http://127.0.0.1:22/", "http:\\\\127.0.0.1:{port}", "javascript:1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [301, 307])
async def test_a_redirect_to_what_is_not_public_is_refused(secret: Served, location: str, status: int) -> None:
    async def resolve(host: str, _port: int) -> Sequence[str]:
        return ("127.0.0.1",) if host == "blog.test" else ("192.168.0.7",)

    there = location.replace("{port}", str(secret.port))
    async with serving(always(response(status=status, headers={"Location": there}))) as outside:
        problem = await refusal(getter(outside, resolve=resolve), f"http://blog.test:{outside.port}/")
    assert problem in {"PRIVATE_ADDRESS", "CREDENTIALS", "BROKEN_ANSWER", "PORT"}


async def test_a_redirect_to_another_port_of_an_allowed_address_is_refused(secret: Served) -> None:
    there = f"http://blog.test:{secret.port}/"
    async with serving(always(response(status=302, headers={"Location": there}))) as outside:
        assert await refusal(getter(outside), f"http://blog.test:{outside.port}/") == "PORT"


async def test_a_name_that_changes_its_answer_between_hops_is_refused() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])

    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return next(answers)

    async with (
        serving(always(response(status=302, headers={"Location": "/next"}))) as outside,
        serving(always(response(b"<title>x</title>")), host="127.0.0.2", port=outside.port) as inside,
    ):
        assert await refusal(getter(outside, resolve=resolve), f"http://blog.test:{outside.port}/") == "PRIVATE_ADDRESS"
        assert (len(outside.asked), inside.asked) == (1, [])


async def test_a_name_that_changes_its_answer_after_the_check_is_not_asked_again() -> None:
    answers = iter([["127.0.0.1"]])

    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return next(answers)  # a second look-up would end the test

    async with serving(always(response(b"<title>x</title>"))) as outside:
        assert await refusal(getter(outside, resolve=resolve), f"http://blog.test:{outside.port}/") == ""
        assert len(outside.asked) == 1


async def test_the_connector_reaches_the_checked_addresses_of_the_checked_name_only(secret: Served) -> None:
    target = target_of("http://blog.test/")
    async with aiohttp.ClientSession(connector=pinned_connector(target, (PUBLIC,), allowed=frozenset())) as session:
        for link in (f"http://127.0.0.1:{secret.port}/", f"http://localhost:{secret.port}/", "http://other.test/"):
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(link)


async def test_an_address_is_checked_again_when_its_socket_is_made(secret: Served) -> None:
    target = target_of(f"http://blog.test:{secret.port}/")
    connector = pinned_connector(target, ("127.0.0.1",), allowed=frozenset())  # as if the first check had failed us
    async with aiohttp.ClientSession(connector=connector) as session:
        with pytest.raises(aiohttp.ClientConnectorError, match="not checked"):
            await session.get(target.link)


async def test_a_name_with_public_addresses_is_let_through() -> None:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return (PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c")

    addresses = await checked_addresses(target_of("https://example.com/"), resolve=resolve, allowed=frozenset())
    assert addresses[0] == PUBLIC


@pytest.mark.parametrize("answers", [OSError("no such name"), UnicodeError("label too long"), ()])
async def test_a_name_without_addresses_is_told(answers: Exception | tuple[str, ...]) -> None:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        if isinstance(answers, Exception):
            raise answers
        return answers

    with pytest.raises(FetchRefused, match="UNRESOLVABLE no-such-name"):
        await checked_addresses(target_of("http://no-such-name.example/"), resolve=resolve, allowed=frozenset())


async def test_a_proxy_or_password_of_the_environment_is_not_used(
    secret: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{secret.port}")
    async with serving(by_path({"/": response(b"<title>x</title>")})) as outside:
        assert await refusal(getter(outside, resolve=loopback), f"http://blog.test:{outside.port}/") == ""
        assert "authorization" not in outside.asked[0].headers


def test_the_suite_holds_the_attempts_it_promises() -> None:
    assert len(HOSTS) + len(LINKS) + 2 * len(ADDRESSES) + 2 * 16 >= 150
