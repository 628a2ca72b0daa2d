"""The source of feeds against a server: conditions, redirects, robots.txt, politeness, and no way inside."""

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise

import pytest

from adapters.fetching.feeds import SafeFeeds
from bot.feeds.feed import Feed
from bot.fetching import FetchRefused
from tests.support.feeding import feed
from tests.wire.feeds.good_shapes import DATE, GUID
from tests.wire.feeds.shapes import RSS, item, rss
from tests.wire.fetching.building import QUICK, loopback
from tests.wire.fetching.serving import Answering, Asked, Served, by_path, response, serving

FEED = rss(item(GUID + DATE))
TAGGED = {**RSS, "ETag": '"1"', "Last-Modified": "Tue, 03 Feb 2026 00:30:00 GMT"}


@asynccontextmanager
async def sourced(answering: Answering, *, pause: timedelta = timedelta()) -> AsyncIterator[tuple[Served, SafeFeeds]]:
    async with (
        serving(answering) as served,
        SafeFeeds(allowed_private=frozenset({served.endpoint}), limits=QUICK, resolve=loopback, pause=pause) as source,
    ):
        yield served, source


def at(served: Served, path: str = "/feed", host: str = "blog.example.com", **fields: object) -> Feed:
    return feed(f"http://{host}:{served.port}{path}", **fields)


async def refused(source: SafeFeeds, one: Feed) -> FetchRefused:
    with pytest.raises(FetchRefused) as caught:
        await source.look(one)
    return caught.value


async def test_a_look_leaves_marks_and_the_next_one_asks_with_them() -> None:
    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        is_same = asked.headers.get("if-none-match") == '"1"' and "if-modified-since" in asked.headers
        answer = response(status=304, headers={}) if is_same else response(FEED, headers=TAGGED)
        writer.write(answer if asked.target == "/feed" else response(status=404))

    async with sourced(answering) as (served, source):
        first = await source.look(at(served))
        again = await source.look(dataclasses.replace(at(served), etag=first.etag, modified=first.modified))
    assert first.feed is not None
    assert [entry.title for entry in first.feed.entries] == ["캐시를 넣기 전에"]
    assert (again.feed, again.etag, again.modified) == (None, first.etag, first.modified)
    assert [asked.target for asked in served.asked] == ["/robots.txt", "/feed", "/feed"]


async def test_only_what_moved_for_good_is_remembered() -> None:
    def to(path: str, status: int) -> bytes:
        return response(status=status, headers={"Location": path})

    answers = {
        "/old": to("/older", 301),
        "/older": to("/feed", 308),
        "/today": to("/feed", 302),
        "/mixed": to("/today", 301),
        "/feed": response(FEED, headers=RSS),
    }
    async with sourced(by_path(answers)) as (served, source):
        found = {path: (await source.look(at(served, path))).address for path in ("/old", "/today", "/mixed")}
        here = f"http://blog.example.com:{served.port}"
    assert found == {"/old": f"{here}/feed", "/today": f"{here}/today", "/mixed": f"{here}/today"}


async def test_a_map_that_is_no_more_costs_its_index_nothing_else_unless_all_are() -> None:
    def places(root: str, *paths: str) -> bytes:
        tag = "sitemap" if root == "sitemapindex" else "url"
        here = "".join(f"<{tag}><loc>http://blog.example.com:PORT{path}</loc></{tag}>" for path in paths)
        return f"<{root}>{here}</{root}>".encode()

    answers = {
        "/maps": places("sitemapindex", "/gone.xml", "/posts.xml"),
        "/bare": places("sitemapindex", "/gone.xml"),
        "/posts.xml": places("urlset", "/posts/1"),
    }

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        port = asked.headers["host"].rpartition(":")[2].encode()
        found = answers.get(asked.target, b"").replace(b"PORT", port)
        writer.write(response(found) if found else response(status=410 if "gone" in asked.target else 404))

    async with sourced(answering) as (served, source):
        found = (await source.look(at(served, "/maps"))).feed
        fault = await refused(source, at(served, "/bare"))
    assert found is not None
    assert len(found.entries) == 1
    assert (fault.problem.name, fault.status) == ("NOT_FOUND", 0)


async def test_a_server_that_is_busy_says_until_when() -> None:
    busy = response(status=503, headers={"Retry-After": "120"})
    async with sourced(by_path({"/feed": busy})) as (served, source):
        fault = await refused(source, at(served))
    assert (fault.problem.name, fault.status, fault.retry_after) == ("SERVER_ERROR", 503, "120")


@pytest.mark.parametrize(
    ("robots", "problem"),
    [
        (b"User-agent: *\nDisallow: /", "ROBOTS"),
        (b"User-agent: StoryBot\nDisallow: /feed", "ROBOTS"),
        (b"User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /admin", ""),
        (b"<html>a page that stands for everything</html>", ""),
    ],
)
async def test_robots_are_respected(robots: bytes, problem: str) -> None:
    answers = {"/robots.txt": response(robots), "/feed": response(FEED, headers=RSS)}
    async with sourced(by_path(answers)) as (served, source):
        if not problem:
            assert (await source.look(at(served))).feed is not None
            return
        assert (await refused(source, at(served))).problem.name == problem
        with pytest.raises(FetchRefused):
            await source.page(f"http://blog.example.com:{served.port}/feed")
        assert [asked.target for asked in served.asked] == ["/robots.txt"]


async def test_a_host_whose_robots_fail_is_not_asked() -> None:
    answers = {"/robots.txt": response(status=500), "/feed": response(FEED, headers=RSS)}
    async with sourced(by_path(answers)) as (served, source):
        assert (await refused(source, at(served))).problem.name == "SERVER_ERROR"
    assert [asked.target for asked in served.asked] == ["/robots.txt"]


async def test_a_host_is_asked_once_at_a_time_with_a_pause_and_others_meanwhile() -> None:
    running: dict[str, int] = {}
    most: dict[str, int] = {}
    begun: dict[str, list[float]] = {}

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        host = asked.headers["host"].partition(":")[0]
        running[host] = running.get(host, 0) + 1
        most[host] = max(most.get(host, 0), running[host])
        if asked.target != "/robots.txt":
            begun.setdefault(host, []).append(time.monotonic())
        await asyncio.sleep(0.02)
        running[host] -= 1
        writer.write(response(FEED, headers=RSS) if asked.target != "/robots.txt" else response(status=404))

    async with sourced(answering, pause=timedelta(milliseconds=100)) as (served, source):
        looks = [source.look(at(served, f"/{n}", host)) for host in ("a.example", "b.example") for n in range(3)]
        await asyncio.gather(*looks)
    assert most == {"a.example": 1, "b.example": 1}
    for times in begun.values():
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.1
    assert begun["b.example"][0] < begun["a.example"][1]


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:1/", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd"]
)
async def test_a_feed_cannot_lead_inside(place: str) -> None:
    pointing = f'<html><head><link rel="alternate" type="application/rss+xml" href="{place}"></head></html>'
    answers: Mapping[str, bytes] = {
        "/moved": response(status=301, headers={"Location": place}),
        "/": response(pointing.encode()),
        "/robots.txt": response(f"Sitemap: {place}".encode()),
    }
    async with sourced(by_path(answers)) as (served, source):
        assert (await refused(source, at(served, "/moved"))).problem.name in {
            "PRIVATE_ADDRESS",
            "PORT",
            "BROKEN_ANSWER",
        }
        with pytest.raises(FetchRefused) as caught:
            await source.discover(f"http://blog.example.com:{served.port}/")
    assert caught.value.problem.name == "NOT_A_FEED"


async def test_what_takes_too_long_or_is_too_large_is_refused_in_time() -> None:
    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if asked.target == "/robots.txt":
            writer.write(response(status=404))
        elif asked.target == "/large":
            writer.write(response(b"x" * (QUICK.page_bytes + 1), headers=RSS))
        else:
            await asyncio.sleep(60)

    limits = dataclasses.replace(QUICK, whole=timedelta(milliseconds=400))
    async with (
        serving(answering) as served,
        SafeFeeds(allowed_private=frozenset({served.endpoint}), limits=limits, resolve=loopback) as source,
    ):
        assert (await refused(source, at(served, "/slow"))).problem.name == "TIMEOUT"
        assert (await refused(source, at(served, "/large", "large.example"))).problem.name == "TOO_LARGE"
