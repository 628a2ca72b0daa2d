"""What REST answers on the wire, without discord.py between."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, FormData

from tests.support.discord_server import DiscordServer


@pytest.fixture
async def http(server: DiscordServer) -> AsyncIterator[ClientSession]:
    async with ClientSession(headers={"Authorization": f"Bot {server.token}"}) as session:
        yield session


async def test_answers_are_plainly_json(server: DiscordServer, http: ClientSession) -> None:
    async with http.get(f"{server.api_url}/gateway/bot") as answer:
        assert answer.headers["content-type"] == "application/json"
        assert (await answer.json())["url"] == server.gateway_url


async def test_without_the_token_nothing_is_answered(server: DiscordServer) -> None:
    async with ClientSession() as session, session.get(f"{server.api_url}/users/@me") as answer:
        assert answer.status == 401
        assert await answer.json() == {"message": "401: Unauthorized", "code": 0}


async def test_an_unknown_route_is_a_violation(server: DiscordServer, http: ClientSession) -> None:
    async with http.get(f"{server.api_url}/stories") as answer:
        assert answer.status == 404

    assert [one.call.path for one in server.violations] == ["/stories"]


async def test_an_id_that_is_none_is_refused(server: DiscordServer, http: ClientSession) -> None:
    async with http.get(f"{server.api_url}/channels/general") as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 50035)


@pytest.mark.shared
async def test_bodies_are_held_to_discords_description(server: DiscordServer, http: ClientSession) -> None:
    url = f"{server.api_url}/channels/{server.general.id}/messages"
    async with http.post(url, json={"content": "글", "nonce": "n" * 26}) as answer:
        body = await answer.json()

    assert body["errors"]["nonce"]["_errors"]
    form = FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps({"content": 3}), content_type="application/json")
    form.add_field("files[0]", b"text", filename="a.txt")
    async with http.post(url, data=form) as answer:
        assert "content" in (await answer.json())["errors"]


async def test_a_body_that_is_no_json_is_refused(server: DiscordServer, http: ClientSession) -> None:
    async with http.post(f"{server.api_url}/users/@me/channels", data="recipient") as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 50109)


async def test_without_the_description_the_rest_still_works(http: ClientSession) -> None:
    async with DiscordServer(check_schema=False) as bare:
        headers = {"Authorization": f"Bot {bare.token}"}
        url = f"{bare.api_url}/channels/{bare.general.id}/messages"
        async with http.post(url, json={"content": "글"}, headers=headers) as answer:
            assert answer.status == 200
        async with http.post(url, json={"content": "가" * 2001}, headers=headers) as answer:
            assert answer.status == 400
