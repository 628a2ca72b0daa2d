"""`storybot slack check`: is what is installed at Slack what the bot needs? Every fault with its fix, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.adapter import SlackSettings
from adapters.slack.faults import UNREACHABLE, code_of
from adapters.slack.manifest import Features, scopes
from bot.words.catalogue import Catalogue, load_catalogue

_SCOPES_HEADER = "x-oauth-scopes"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One thing that was looked at: fine, or what is wrong and what to do about it."""

    name: str
    is_fine: bool
    sentence: str


async def check(
    settings: SlackSettings, features: Features | None = None, channels: Iterable[str] = ()
) -> tuple[CheckResult, ...]:
    """Compare token, scopes, transport and `channels` (ids the bot reads or posts in) with what is needed.

    Asks Slack without changing anything there; never raises for what Slack or the network says.
    """
    words = load_catalogue(settings.language)
    features = features or features_of(settings)
    timeout = aiohttp.ClientTimeout(total=settings.timeout_seconds)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = AsyncWebClient(token=settings.bot_token, base_url=settings.api_url, session=session)
        answer, granted, code = await _token(client)
        if code:
            return (_wrong("token", words.say("check.token", code=code)),)
        who = words.say("check.token_fine", name=str(answer.get("user", "")), team=str(answer.get("team", "")))
        return (
            _fine("token", who),
            *_scopes(granted, scopes(features), words),
            await _transport(client, settings, words),
            *[await _channel(client, channel, words) for channel in channels],
        )


def features_of(settings: SlackSettings) -> Features:
    """The features that the settings switch on by themselves."""
    return Features(page_host=settings.page_host, admin_group=bool(settings.admin_group))


async def _token(client: AsyncWebClient) -> tuple[Mapping[str, Any], frozenset[str], str]:
    try:
        response = await client.auth_test()
    except SlackApiError as error:
        return {}, frozenset(), code_of(error)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return {}, frozenset(), UNREACHABLE
    header = next((text for name, text in response.headers.items() if name.lower() == _SCOPES_HEADER), "")
    granted = frozenset(scope.strip() for scope in str(header).split(",") if scope.strip())
    return response.data if isinstance(response.data, dict) else {}, granted, ""


def _scopes(granted: frozenset[str], needed: tuple[str, ...], words: Catalogue) -> list[CheckResult]:
    missing = [scope for scope in needed if scope not in granted]
    spare = sorted(granted - set(needed))
    results = [_wrong("scopes", words.say("check.scopes", scopes=", ".join(missing)))] if missing else []
    results += [_fine("spare", words.say("check.spare", scopes=", ".join(spare)))] if spare else []
    return results or [_fine("scopes", words.say("check.scopes_fine"))]


async def _transport(client: AsyncWebClient, settings: SlackSettings, words: Catalogue) -> CheckResult:
    if settings.mode == "http":
        if settings.signing_secret:
            return _fine("transport", words.say("check.http_fine"))
        return _wrong("transport", words.say("check.signing_secret"))
    try:
        await client.apps_connections_open(app_token=settings.app_token)
    except SlackApiError as error:
        return _wrong("transport", words.say("check.socket", code=code_of(error)))
    except (aiohttp.ClientError, TimeoutError, OSError):
        return _wrong("transport", words.say("check.socket", code=UNREACHABLE))
    return _fine("transport", words.say("check.socket_fine"))


async def _channel(client: AsyncWebClient, channel: str, words: Catalogue) -> CheckResult:
    try:
        await client.conversations_history(channel=channel, limit=1)
    except SlackApiError as error:
        return _wrong("channel", words.say("check.channel", channel=channel, code=code_of(error)))
    except (aiohttp.ClientError, TimeoutError, OSError):
        return _wrong("channel", words.say("check.channel", channel=channel, code=UNREACHABLE))
    return _fine("channel", words.say("check.channel_fine", channel=channel))


def _fine(name: str, sentence: str) -> CheckResult:
    return CheckResult(name=name, is_fine=True, sentence=sentence)


def _wrong(name: str, sentence: str) -> CheckResult:
    return CheckResult(name=name, is_fine=False, sentence=sentence)
