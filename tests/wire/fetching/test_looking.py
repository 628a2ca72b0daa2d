"""Is anything still there? Asked with a HEAD first, by name, and never of an address that is not public."""

import asyncio
from datetime import timedelta

import pytest

from adapters.fetching.limits import Limits
from adapters.fetching.looking import SafeLooker
from bot.curation.links import Sight
from bot.fetching import FetchProblem
from tests.wire.fetching.building import loopback
from tests.wire.fetching.serving import Answering, Asked, Served, always, by_path, response, serving


def looker(served: Served, *, limits: Limits | None = None) -> SafeLooker:
    return SafeLooker(
        allowed_private=frozenset({served.endpoint}),
        limits=limits or Limits(whole=timedelta(seconds=5)),
        resolve=loopback,
    )


def head_or(status: int, answer: bytes) -> Answering:
    """Answers the first request, the HEAD, with a status, and what comes then with `answer`."""
    asked = iter((response(status=status),))

    async def answering(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(next(asked, answer))

    return answering


@pytest.mark.parametrize(
    ("answer", "sight", "problem"),
    [
        (response(b""), Sight.THERE, None),
        (response(b"", headers={"Content-Type": "application/pdf"}), Sight.THERE, None),
        (response(b"", status=404), Sight.GONE, FetchProblem.NOT_FOUND),
        (response(b"", status=410), Sight.GONE, FetchProblem.NOT_FOUND),
        (response(b"", status=403), Sight.UNCLEAR, FetchProblem.FORBIDDEN),
        (response(b"", status=429), Sight.UNCLEAR, FetchProblem.BUSY),
        (response(b"", status=503), Sight.UNCLEAR, FetchProblem.SERVER_ERROR),
    ],
    ids=["page", "pdf", "404", "410", "403", "429", "503"],
)
async def test_what_an_answer_means(answer: bytes, sight: Sight, problem: FetchProblem | None):
    async with serving(always(answer)) as served:
        seen = await looker(served).look(f"http://blog.example:{served.port}/1")
        assert seen == (sight, problem)
        assert "storybot/" in served.asked[0].headers["user-agent"]


@pytest.mark.parametrize("status", [404, 405, 500, 501])
async def test_a_server_that_answers_only_get_is_asked_again(status: int):
    async with serving(head_or(status, response(b"<p>" + b"x" * 200_000))) as served:
        seen = await looker(served).look(f"http://blog.example:{served.port}/1")
        assert (seen, len(served.asked)) == ((Sight.THERE, None), 2)


async def test_where_a_redirect_leads_counts():
    moved = response(status=301, headers={"Location": "/gone"})
    async with serving(by_path({"/1": moved})) as served:
        seen = await looker(served).look(f"http://blog.example:{served.port}/1")
        assert seen == (Sight.GONE, FetchProblem.NOT_FOUND)
    async with serving(always(moved)) as served:
        seen = await looker(served).look(f"http://blog.example:{served.port}/1")
        assert seen == (Sight.UNCLEAR, FetchProblem.TOO_MANY_REDIRECTS)


async def test_a_name_that_does_not_exist_is_gone_and_a_private_address_is_not_looked_at():
    async def nowhere(_host: str, _port: int) -> tuple[str, ...]:
        raise OSError("no such name")

    assert await SafeLooker(resolve=nowhere).look("https://gone.example/") == (Sight.GONE, FetchProblem.UNRESOLVABLE)
    assert await SafeLooker(resolve=loopback).look("https://blog.example/") == (
        Sight.UNCLEAR,
        FetchProblem.PRIVATE_ADDRESS,
    )


async def test_a_server_that_never_answers_is_unclear_in_time():
    async def silent(_: Asked, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with serving(silent) as served:
        seen = await looker(served, limits=Limits(whole=timedelta(seconds=0.2))).look(
            f"http://blog.example:{served.port}/"
        )
        assert seen == (Sight.UNCLEAR, FetchProblem.TIMEOUT)
