"""`storybot slack check`: each fault of an installation is named with its fix."""

from typing import Any

import pytest

from adapters.slack.adapter import SlackSettings
from adapters.slack.check import check, check_library
from adapters.slack.manifest import Features, manifest, scopes
from bot.checking import CheckResult
from bot.digest.target import Target
from bot.ports import Collecting
from bot.words.catalogue import load_catalogue
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MORNING, SEOUL
from tests.support.slack_server import GENERAL, OUTSIDE, SlackServer
from tests.wire.slack.running import quick

ADDRESS = "https://bot.example/slack/events"


def faulty(results: tuple[CheckResult, ...]) -> list[str]:
    """The names of what is wrong."""
    return [one.name for one in results if not one.is_fine]


def said(results: tuple[CheckResult, ...]) -> list[str]:
    """What is to be mended in a manifest."""
    return [one.sentence for one in results if "manifest" in one.name and not one.is_fine]


def with_token(slack: SlackServer, mode: Any = "socket", **changes: Any) -> SlackSettings:
    """Settings that can read the installed manifest."""
    return quick(slack, mode, **{"config_token": slack.core.config_token, **changes})


def installed(features: Features | None = None) -> dict[str, Any]:
    """What `storybot slack manifest` prints, as it stands at Slack after pasting."""
    return manifest(features or Features(), load_catalogue("ko"))


async def test_an_installation_with_exactly_the_scopes_is_fine():
    features = Features(links=True)
    async with SlackServer(scopes=scopes(features)) as slack:
        results = await check(quick(slack, "socket"), features, channels=(GENERAL,))
        assert faulty(results) == []
        assert [one.name for one in results] == ["token", "scopes", "transport", "manifest", "channel"]
        assert "STORYBOT_SLACK_CONFIG_TOKEN" in results[3].sentence


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


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_pasted_manifest_is_what_is_needed(mode: str):
    async with SlackServer() as slack:
        slack.core.manifest = installed(Features(request_url=ADDRESS if mode == "http" else ""))
        results = await check(with_token(slack, mode))
        assert faulty(results) == []
        assert "storybot slack manifest" in next(one for one in results if one.name == "manifest").sentence


async def test_the_app_is_known_from_the_bot_where_there_is_no_app_token():
    async with SlackServer() as slack:
        slack.core.manifest = installed(Features(request_url=ADDRESS))
        assert faulty(await check(with_token(slack, "http", app_token=""))) == []
        assert slack.core.calls.of("bots.info")


async def test_each_difference_of_the_installed_manifest_is_told_with_its_page():
    async with SlackServer() as slack:
        made = installed(Features(page_host="stories.example"))
        made["oauth_config"]["scopes"]["bot"].remove("chat:write")
        made["settings"]["event_subscriptions"]["bot_events"].remove("app_mention")
        made["settings"]["interactivity"]["is_enabled"] = False
        made["settings"]["socket_mode_enabled"] = False
        made["settings"]["token_rotation_enabled"] = True
        command = made["features"]["slash_commands"][0]
        command["should_escape"] = not command["should_escape"]
        del made["features"]["slash_commands"][1:]
        del made["features"]["shortcuts"][0]
        made["features"]["app_home"] = {"home_tab_enabled": False, "messages_tab_enabled": True}
        made["features"]["app_home"]["messages_tab_read_only_enabled"] = True
        del made["features"]["bot_user"], made["features"]["unfurl_domains"]
        slack.core.manifest = made
        told = said(await check(with_token(slack), Features(page_host="stories.example")))
        for word in (
            "chat:write",
            "app_mention",
            "Interactivity & Shortcuts",
            "Socket Mode",
            "토큰 순환",
            "Escape channels",
            "/ask",
            "find",
            "Home Tab",
            "Messages Tab",
            "봇 사용자",
            "stories.example",
        ):
            assert any(word in sentence for sentence in told), word


async def test_an_empty_manifest_lacks_everything_and_breaks_nothing():
    async with SlackServer() as slack:
        slack.core.manifest = {"features": None, "settings": [], "oauth_config": {"scopes": "all"}}
        told = said(await check(with_token(slack)))
        assert len(told) > len(scopes(Features()))


async def test_a_wrong_request_address_is_told_for_each_place():
    async with SlackServer() as slack:
        made = installed(Features(request_url=ADDRESS))
        made["settings"]["interactivity"]["request_url"] = "https://old.example/slack/events"
        made["features"]["slash_commands"][0]["url"] = "https://old.example/"
        slack.core.manifest = made
        told = said(await check(with_token(slack, "http")))
        assert [sentence.split("의 요청")[0] for sentence in told] == ["interactivity", "/story"]


async def test_socket_mode_left_on_keeps_http_silent():
    async with SlackServer() as slack:
        slack.core.manifest = installed()
        assert any("HTTP로는 아무것도 오지 않아요" in one for one in said(await check(with_token(slack, "http"))))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"config_token": "xoxe.xoxp-1-old"}, "12시간"),
        ({"app_token": "xapp-1-AOTHER-1-x"}, "만든 사람"),
        ({"api_url": "http://127.0.0.1:9/api/"}, ""),
    ],
    ids=["expired", "other app", "unreachable"],
)
async def test_a_manifest_that_cannot_be_read_is_told(changes: dict[str, str], word: str):
    async with SlackServer() as slack:
        results = await check(with_token(slack, **changes))
        assert any(word in one.sentence for one in results if not one.is_fine)


async def test_the_channels_that_the_library_uses_are_looked_at(store: SqliteStore):
    def use(library: Any) -> None:
        for channel in (f"slack:{GENERAL}", "discord:1"):
            library.set_target(Target(channel=channel, zone=SEOUL, since=MORNING), actor=ADMIN.key, at=MORNING)
        library.set_collecting(f"slack:{OUTSIDE}", Collecting.SUGGEST, actor=ADMIN.key, at=MORNING)

    await store.write(use)
    async with SlackServer() as slack:
        results = await check_library(quick(slack, "socket"), store)
        assert [(one.name, one.is_fine) for one in results[-2:]] == [("channel", True), ("channel", False)]


async def test_an_archived_channel_is_told():
    async with SlackServer() as slack:
        slack.core.workspace.channel(GENERAL).is_archived = True
        (result,) = [one for one in await check(quick(slack, "socket"), channels=(GENERAL,)) if one.name == "channel"]
        assert not result.is_fine
        assert "보관" in result.sentence
