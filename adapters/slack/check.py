"""`storybot slack check`: is what is installed at Slack what the bot needs? Every fault with its fix, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.adapter import SlackSettings
from adapters.slack.faults import CALL_ERRORS, code_of
from adapters.slack.installed import compare_manifest
from adapters.slack.manifest import Features, scopes
from bot.checking import CheckResult, fine, wrong
from bot.ports import Store
from bot.words.catalogue import Catalogue, load_catalogue

_OURS = "slack:"
_SCOPES_HEADER = "x-oauth-scopes"
_READ_CHANNELS = frozenset({"channels:read", "groups:read"})


async def check(
    settings: SlackSettings, features: Features | None = None, channels: Iterable[str] = ()
) -> tuple[CheckResult, ...]:
    """Compare token, scopes, transport, manifest and `channels` (ids the bot reads or posts in) with what is needed.

    Asks Slack without changing anything there; never raises for what Slack or the network says.
    """
    words = load_catalogue(settings.language)
    features = features or features_of(settings)
    timeout = aiohttp.ClientTimeout(total=settings.timeout_seconds)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = AsyncWebClient(token=settings.bot_token, base_url=settings.api_url, session=session)
        answer, granted, code = await _token(client)
        if code:
            return (wrong("token", words.say("check.token", code=code)),)
        who = words.say("check.token_fine", name=str(answer.get("user", "")), team=str(answer.get("team", "")))
        return (
            fine("token", who),
            *_scopes(granted, scopes(features), words),
            await _transport(client, settings, words),
            *await compare_manifest(client, settings, features, str(answer.get("bot_id", "")), words),
            *[await _channel(client, channel, granted, words) for channel in channels],
        )


async def check_library(settings: SlackSettings, store: Store) -> tuple[CheckResult, ...]:
    """The same with the channels that a library posts to or looks at links in, and the features these need."""
    posts, links = await store.read(lambda library: (library.targets(), library.collecting_channels()))
    keys = {target.channel for target in posts if not target.off} | set(links)
    channels = sorted(key.removeprefix(_OURS) for key in keys if key.startswith(_OURS))
    looks_at_links = any(key.startswith(_OURS) for key in links)
    return await check(settings, replace(features_of(settings), links=looks_at_links), channels)


def features_of(settings: SlackSettings) -> Features:
    """The features that the settings switch on by themselves."""
    return Features(page_host=settings.page_host, admin_group=bool(settings.admin_group))


async def _token(client: AsyncWebClient) -> tuple[Mapping[str, Any], frozenset[str], str]:
    try:
        response = await client.auth_test()
    except CALL_ERRORS as error:
        return {}, frozenset(), code_of(error)
    header = next((text for name, text in response.headers.items() if name.lower() == _SCOPES_HEADER), "")
    granted = frozenset(scope.strip() for scope in str(header).split(",") if scope.strip())
    return response.data if isinstance(response.data, dict) else {}, granted, ""


def _scopes(granted: frozenset[str], needed: tuple[str, ...], words: Catalogue) -> list[CheckResult]:
    missing = [scope for scope in needed if scope not in granted]
    spare = sorted(granted - set(needed))
    results = [wrong("scopes", words.say("check.scopes", scopes=", ".join(missing)))] if missing else []
    results += [fine("spare", words.say("check.spare", scopes=", ".join(spare)))] if spare else []
    return results or [fine("scopes", words.say("check.scopes_fine"))]


async def _transport(client: AsyncWebClient, settings: SlackSettings, words: Catalogue) -> CheckResult:
    if settings.mode == "http":
        if settings.signing_secret:
            return fine("transport", words.say("check.http_fine"))
        return wrong("transport", words.say("check.signing_secret"))
    try:
        await client.apps_connections_open(app_token=settings.app_token)
    except CALL_ERRORS as error:
        return wrong("transport", words.say("check.socket", code=code_of(error)))
    return fine("transport", words.say("check.socket_fine"))


async def _channel(client: AsyncWebClient, channel: str, granted: frozenset[str], words: Catalogue) -> CheckResult:
    """Is the bot in the channel? That it is archived shows only where channels may be listed, which we do not need."""
    try:
        await client.conversations_history(channel=channel, limit=1)
        if granted >= _READ_CHANNELS:
            answer = await client.conversations_info(channel=channel)
            if (answer.get("channel") or {}).get("is_archived"):
                return wrong("channel", words.say("check.channel_archived", channel=channel))
    except CALL_ERRORS as error:
        return wrong("channel", words.say("check.channel", channel=channel, code=code_of(error)))
    return fine("channel", words.say("check.channel_fine", channel=channel))
