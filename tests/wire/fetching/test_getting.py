"""What goes over the wire, what comes back, and what every misbehaviour of a server becomes."""

# ruff: noqa: E501 - answers stand as they are sent

import asyncio
import gzip
import ssl
import time
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.fetching.getting import PAGE_KINDS, USER_AGENT
from adapters.fetching.limits import MEGABYTE, Limits
from bot.fetching import FetchRefused
from tests.wire.fetching.building import QUICK, fetcher, getter, refusal
from tests.wire.fetching.serving import Answering, Asked, Served, always, by_path, response, serving

PAGE = b"<title>x</title>"
SMALL = replace(QUICK, page_bytes=MEGABYTE, redirects=3)


def link(served: Served, path: str = "/") -> str:
    return f"http://blog.test:{served.port}{path}"


async def test_the_fetcher_says_who_it_is_and_carries_nothing_else() -> None:
    async with serving(always(response(PAGE))) as served:
        answer = await getter(served).get(link(served, "/a?b=%BC%AD&c=가 나".replace(" ", "+") + "#part"))
    asked = served.asked[0]
    assert (answer.content, answer.kind, answer.charset, answer.status) == (PAGE, "text/html", "utf-8", 200)
    assert asked.target == "/a?b=%BC%AD&c=%EA%B0%80+%EB%82%98"
    assert asked.headers["user-agent"] == USER_AGENT
    assert asked.headers["host"] == f"blog.test:{served.port}"
    assert set(asked.headers) == {"host", "user-agent", "accept", "accept-language", "accept-encoding", "connection"}


async def test_cookies_are_not_kept_between_hops() -> None:
    hop = response(status=302, headers={"Location": "/next", "Set-Cookie": "a=b; Path=/"})
    async with serving(by_path({"/": hop, "/next": response(PAGE)})) as served:
        answer = await getter(served).get(link(served))
    assert answer.link == link(served, "/next")
    assert all("cookie" not in asked.headers for asked in served.asked)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "/b"),
        ("b c", "/b%20c"),
        ("?q=1#top", "/?q=1"),
        ("//blog.test:{port}/b", "/b"),
        ("HTTP://BLOG.TEST:{port}/b", "/b"),
        ("/%EA%B0%80", "/%EA%B0%80"),
    ],
)
async def test_redirects_are_followed_as_they_are_written(location: str, target: str) -> None:
    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        there = location.replace("{port}", str(served.port))
        first = len(served.asked) == 1
        writer.write(response(status=308, headers={"Location": there}) if first else response(PAGE))

    async with serving(answering) as served:
        await getter(served).get(link(served))
    assert served.asked[1].target == target


async def test_redirects_end_at_the_limit() -> None:
    async with serving(always(response(status=302, headers={"Location": "/"}))) as served:
        assert await refusal(getter(served, limits=SMALL), link(served)) == "TOO_MANY_REDIRECTS"
    assert len(served.asked) == 4


@pytest.mark.parametrize("kind", [None, "", "TEXT/HTML", "application/xhtml+xml", "text/html;charset=euc-kr"])
async def test_a_page_is_taken_by_its_kind(kind: str | None) -> None:
    header = {} if kind is None else {"Content-Type": kind}
    async with serving(always(response(PAGE, headers=header))) as served:
        assert (await getter(served).get(link(served))).content == PAGE


async def test_other_kinds_are_taken_when_asked_for_and_an_unchanged_answer_is_given_as_such() -> None:
    feed = response(b"<rss/>", headers={"Content-Type": "application/rss+xml", "ETag": '"1"'})
    async with serving(by_path({"/feed": feed, "/same": response(status=304, headers={})})) as served:
        answer = await getter(served).get(link(served, "/feed"), kinds=PAGE_KINDS | {"application/rss+xml"})
        same = await getter(served).get(link(served, "/same"), headers={"If-None-Match": '"1"'})
    assert (answer.content, answer.headers["ETag"]) == (b"<rss/>", '"1"')
    assert (same.status, same.content) == (304, b"")
    assert served.asked[1].headers["if-none-match"] == '"1"'


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(PAGE, mtime=0),
        gzip.compress(PAGE[:5], mtime=0) + gzip.compress(PAGE[5:], mtime=0) + b"\0\0",
        gzip.compress(PAGE, mtime=0)[:-4],
    ],
)
async def test_gzip_is_unpacked_in_all_its_forms(packed: bytes) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    async with serving(always(response(packed, headers=headers))) as served:
        assert (await getter(served).get(link(served))).content == PAGE


@pytest.mark.parametrize("packed", [zlib.compress(PAGE), zlib.compress(PAGE)[2:-4]])
async def test_deflate_is_unpacked_with_and_without_its_header(packed: bytes) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "deflate"}
    async with serving(always(response(packed, headers=headers))) as served:
        assert (await getter(served).get(link(served))).content == PAGE


@pytest.mark.parametrize(
    "packed", [gzip.compress(b" " * 30_000_000, mtime=0), gzip.compress(b" " * 600_000, mtime=0) * 2]
)
async def test_a_bomb_ends_at_the_limit(packed: bytes) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    async with serving(always(response(packed, headers=headers))) as served:
        with pytest.raises(FetchRefused, match="TOO_LARGE") as refused:
            await getter(served, limits=SMALL).get(link(served))
    assert refused.value.facts["limit"] == 1


async def test_a_large_answer_is_refused_by_what_it_announces() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999\r\n\r\n"
    async with serving(always(head)) as served:
        assert await refusal(getter(served), link(served)) == "TOO_LARGE"


async def test_an_answer_without_end_is_refused_at_the_limit() -> None:
    async def answering(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + b" " * 65536 + b"\r\n")
            await writer.drain()

    async with serving(answering) as served:
        assert await refusal(getter(served, limits=SMALL), link(served)) == "TOO_LARGE"


BROKEN = {
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "nothing": b"",
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "a status that is none": b"HTTP/1.1 2x0 OK\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "length and chunks": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a length below nothing": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "a chunk without a length": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    "fewer bytes than announced": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\nabc",
    "a header of 100 KB": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "100,000 headers": b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 100_000 + b"\r\n",
    "a NUL in a header": b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n",
    "a change of protocol": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
    "a redirect to no address": b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
    "a redirect in bytes that are no text": b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\nContent-Length: 0\r\n\r\n",
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
async def test_an_answer_that_is_no_http_is_refused(answer: bytes) -> None:
    async with serving(always(answer)) as served:
        assert await refusal(getter(served), link(served)) in {"BROKEN_ANSWER", "UNREACHABLE", "NOT_A_PAGE"}


async def test_a_server_that_drips_its_answer_ends_with_the_time() -> None:
    async def answering(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"x")
            await asyncio.sleep(0.02)

    await _ends_with_the_time(answering)


async def test_a_server_that_drips_its_head_ends_with_the_time() -> None:
    async def answering(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X: y\r\n")
            await asyncio.sleep(0.02)

    await _ends_with_the_time(answering)


async def test_a_server_that_never_answers_ends_with_the_time() -> None:
    async def answering(_: Asked, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    await _ends_with_the_time(answering)


async def _ends_with_the_time(answering: Answering) -> None:
    limits = Limits(whole=timedelta(milliseconds=200))
    async with serving(answering) as served, fetcher(served, limits=limits) as one:
        started = time.perf_counter()
        assert await refusal(one, link(served)) == "TIMEOUT"
    assert time.perf_counter() - started < 1


async def test_a_server_that_is_not_there_is_told() -> None:
    async with serving(always(b"")) as served:
        pass
    assert await refusal(getter(served), link(served)) == "UNREACHABLE"


async def test_a_certificate_nobody_vouches_for_is_refused() -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(Path(__file__).with_name("untrusted.pem"))
    async with serving(always(response(PAGE)), tls=tls) as served:
        assert await refusal(getter(served), f"https://blog.test:{served.port}/") == "CERTIFICATE"
    assert served.asked == []
