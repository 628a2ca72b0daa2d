"""A page fetched from a server and read in the reading process; what pages do to that process stays there."""

import asyncio
import gzip
import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.fetching import FetchRefused, to_draft
from bot.story import Origin
from tests.wire.fetching.blog_shapes import LISTING_OF_POSTS, TISTORY
from tests.wire.fetching.building import QUICK, fetcher, refusal
from tests.wire.fetching.serving import always, by_path, response, serving
from tests.wire.fetching.shapes import CACHE, LESSON, RESULT

HEAVY = b"<title>x</title>" + b"<p>views 1" * 160_000
"""Takes the reading process seconds."""


async def test_a_post_becomes_a_draft() -> None:
    async with serving(always(response(TISTORY.content))) as served, fetcher(served) as one:
        page = await one.fetch(f"http://dev-minsu.tistory.com:{served.port}/42?utm_source=slack")
    draft = to_draft(page)
    assert (draft.title, draft.author, draft.tags, draft.origin) == (
        "캐시를 넣기 전에",
        "민수",
        ("Redis", "캐시"),
        Origin.LINK,
    )
    assert draft.link == "https://dev-minsu.tistory.com/42"
    assert draft.published_at == TISTORY.expected["published_at"]
    assert CACHE in draft.body


async def test_the_posts_of_a_listing_page_come_as_drafts() -> None:
    async with serving(always(response(LISTING_OF_POSTS.content))) as served, fetcher(served) as one:
        page = await one.fetch(f"http://stories.test.example:{served.port}/")
    assert [(post.title, post.views) for post in page.posts] == [("첫 글", 2208), ("둘째 글", 57), ("셋째 글", 12000)]
    assert [post.body for post in page.posts] == [CACHE, RESULT, LESSON]
    assert page.posts[0].tags == ("가라테크", "Redis")


async def test_a_page_cannot_send_the_fetcher_inside() -> None:
    async with serving(always(response(b"<title>secret</title>"))) as secret:
        places = (
            f"http://127.0.0.1:{secret.port}/",
            f"http://localhost:{secret.port}/",
            "http://inside.lan/",
            "//[::1]/",
        )
        refresh = '<meta http-equiv="refresh" content="0;url={}">'
        frame = '<iframe id="mainFrame" src="{}"></iframe>'
        pages = [form.format(place).encode() for form in (refresh, frame) for place in places]
        answers = {f"/{number}": response(page) for number, page in enumerate(pages)}
        async with serving(by_path(answers)) as served, fetcher(served) as one:
            problems = {await refusal(one, f"http://blog.test:{served.port}{path}") for path in answers}
    assert problems <= {"EMPTY", "PRIVATE_ADDRESS", "PORT"}
    assert secret.asked == []


async def test_a_page_that_takes_too_long_to_read_is_refused_and_the_next_one_is_read() -> None:
    limits = replace(QUICK, reading=timedelta(milliseconds=700))
    pages = {"/heavy": response(HEAVY), "/": response(TISTORY.content)}
    async with serving(by_path(pages)) as served, fetcher(served, limits=limits) as one:
        started = time.perf_counter()
        assert await refusal(one, f"http://blog.test:{served.port}/heavy") == "TOO_COMPLEX"
        assert time.perf_counter() - started < 2
        assert (await one.fetch(f"http://blog.test:{served.port}/")).title == "캐시를 넣기 전에"


async def test_a_page_that_takes_too_much_memory_is_refused_and_the_next_one_is_read() -> None:
    limits = replace(QUICK, reader_bytes=260_000_000)
    pages = {"/heavy": response(b"<b><i>" * 700_000), "/": response(TISTORY.content)}
    async with serving(by_path(pages)) as served, fetcher(served, limits=limits) as one:
        assert await refusal(one, f"http://blog.test:{served.port}/heavy") in {"TOO_COMPLEX", "EMPTY"}
        assert (await one.fetch(f"http://blog.test:{served.port}/")).title == "캐시를 넣기 전에"


async def test_a_reading_that_is_given_up_leaves_nothing_behind_for_the_next() -> None:
    pages = {"/heavy": response(HEAVY), "/": response(TISTORY.content)}
    async with serving(by_path(pages)) as served, fetcher(served) as one:
        task = asyncio.create_task(one.fetch(f"http://blog.test:{served.port}/heavy"))
        await asyncio.sleep(0.6)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await one.fetch(f"http://blog.test:{served.port}/")).title == "캐시를 넣기 전에"


async def test_the_event_loop_goes_on_while_a_hostile_page_is_unpacked_and_read() -> None:
    limits = replace(QUICK, reading=timedelta(seconds=1))
    answer = response(gzip.compress(HEAVY), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    async with serving(always(answer)) as served, fetcher(served, limits=limits) as one:
        beating = asyncio.create_task(longest_pause(1.2))
        assert await refusal(one, f"http://blog.test:{served.port}/") == "TOO_COMPLEX"
        assert await beating < 0.1  # 2 to 8 ms on a machine with nothing else to do


async def longest_pause(seconds: float) -> float:
    """The longest time between two turns of the event loop."""
    last, longest, end = time.perf_counter(), 0.0, time.perf_counter() + seconds
    while last < end:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest


async def test_the_reading_process_knows_no_secret_and_ends_when_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYBOT_SLACK_BOT_TOKEN", "xoxb-secret")
    limits = replace(QUICK, idle=timedelta(milliseconds=150))
    async with serving(always(response(TISTORY.content))) as served, fetcher(served, limits=limits) as one:
        link = f"http://blog.test:{served.port}/"
        await one.fetch(link)
        process = one._reader._process
        assert process is not None
        assert b"xoxb" not in _environment(process.pid)
        await asyncio.wait_for(process.wait(), 5)
        assert (await one.fetch(link)).title == "캐시를 넣기 전에"
    assert not _is_running(process.pid)


def _environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_several_pages_at_once_are_all_read() -> None:
    async with serving(always(response(TISTORY.content))) as served, fetcher(served) as one:
        link = f"http://blog.test:{served.port}/"
        pages = await asyncio.gather(*(one.fetch(f"{link}{number}") for number in range(8)))
    assert {page.title for page in pages} == {"캐시를 넣기 전에"}


async def test_a_refusal_names_the_host_and_never_the_whole_link() -> None:
    async with serving(always(response(status=404))) as served, fetcher(served) as one:
        with pytest.raises(FetchRefused) as refused:
            await one.fetch(f"http://blog.test:{served.port}/private?token=abc")
    assert (str(refused.value), refused.value.facts["host"]) == ("NOT_FOUND blog.test", "blog.test")
