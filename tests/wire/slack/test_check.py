"""`storybot slack check`: each fault of an installation is named with its fix."""

from adapters.slack.check import check
from adapters.slack.manifest import Features, scopes
from tests.support.slack_server import GENERAL, OUTSIDE, SlackServer
from tests.wire.slack.running import quick


def faulty(results: tuple[object, ...]) -> list[str]:
    """The names of what is wrong."""
    return [one.name for one in results if not one.is_fine]  # type: ignore[attr-defined]


async def test_an_installation_with_exactly_the_scopes_is_fine():
    features = Features(links=True)
    async with SlackServer(scopes=scopes(features)) as slack:
        results = await check(quick(slack, "socket"), features, channels=(GENERAL,))
        assert faulty(results) == []
        assert [one.name for one in results] == ["token", "scopes", "transport", "channel"]


async def test_missing_scopes_are_named_and_spare_ones_told():
    async with SlackServer(scopes=["chat:write", "team:read"]) as slack:
        results = await check(quick(slack, "socket"))
        assert faulty(results) == ["scopes"]
        said = " ".join(one.sentence for one in results)
        assert "app_mentions:read" in said
        assert "team:read" in said


async def test_a_bad_token_ends_the_check_with_where_to_find_a_good_one():
    async with SlackServer() as slack:
        slack.revoke()
        (result,) = await check(quick(slack, "socket"))
        assert not result.is_fine
        assert "STORYBOT_SLACK_BOT_TOKEN" in result.sentence


async def test_a_bad_app_token_and_a_channel_without_the_bot_are_told():
    async with SlackServer() as slack:
        settings = quick(slack, "socket", app_token="xapp-wrong")
        assert faulty(await check(settings, channels=(GENERAL, OUTSIDE))) == ["transport", "channel"]


async def test_http_needs_a_signing_secret():
    async with SlackServer() as slack:
        assert faulty(await check(quick(slack, "http", signing_secret=""))) == ["transport"]


async def test_a_slack_that_cannot_be_reached_is_told():
    async with SlackServer() as slack:
        settings = quick(slack, "socket", api_url="http://127.0.0.1:9/api/")
    assert faulty(await check(settings)) == ["token"]
