"""The manifest that is installed at Slack, asked for with an app configuration token and compared with ours.

Such a token belongs to a person, lives twelve hours and may change apps; here it only reads.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.adapter import PATH, SlackSettings
from adapters.slack.differences import address_of, differences
from adapters.slack.faults import CALL_ERRORS, code_of
from adapters.slack.manifest import Features, manifest
from bot.checking import CheckResult, fine, unseen, wrong
from bot.words.catalogue import Catalogue

_ADDRESS_UNKNOWN = f"https://storybot.invalid{PATH}"
_NOT_THIS_APP = frozenset({"app_not_found", "invalid_app_id", "app_not_eligible", "no_permission"})
_TOKEN = frozenset({"invalid_auth", "not_authed", "token_expired", "token_revoked", "not_allowed_token_type"})


async def compare_manifest(
    client: AsyncWebClient, settings: SlackSettings, features: Features, bot_id: str, words: Catalogue
) -> tuple[CheckResult, ...]:
    """What is to mend in the installed manifest; without a token, what could not be compared and how to get one."""
    if not settings.config_token:
        return (unseen("manifest", words.say("check.manifest_not_compared")),)
    asking = AsyncWebClient(token=settings.config_token, base_url=settings.api_url, session=client.session)
    try:
        app = await _app_id(client, settings, bot_id)
        answer = await asking.apps_manifest_export(app_id=app)
        installed = answer.get("manifest") or {}
        wanted = manifest(_with_address(features, settings, installed), words)
        faults = await _validated(asking, wanted)
    except CALL_ERRORS as error:
        return (_refused(code_of(error), words),)
    found = [
        wrong("manifest", words.say(f"check.manifest_{one.kind.value}", name=one.name))
        for one in differences(installed, wanted)
    ]
    found += [wrong("our manifest", words.say("check.manifest_fault", fault=fault)) for fault in faults]
    return tuple(found) or (fine("manifest", words.say("check.manifest_fine")),)


async def _app_id(client: AsyncWebClient, settings: SlackSettings, bot_id: str) -> str:
    """The app's id: it stands in the app token (`xapp-1-A…-…`), otherwise Slack knows it of the bot."""
    pieces = settings.app_token.split("-")
    if len(pieces) > 2 and pieces[2].startswith("A"):  # noqa: PLR2004 - the third piece
        return pieces[2]
    answer = await client.bots_info(bot=bot_id)
    bot: Mapping[str, Any] = answer.get("bot") or {}
    return str(bot.get("app_id", ""))


def _with_address(features: Features, settings: SlackSettings, installed: Mapping[str, Any]) -> Features:
    """The features with the address that events already go to, since only Slack knows our public one."""
    if settings.mode != "http" or features.request_url:
        return features
    return replace(features, request_url=address_of(installed, PATH) or _ADDRESS_UNKNOWN)


async def _validated(asking: AsyncWebClient, ours: Mapping[str, Any]) -> tuple[str, ...]:
    """What Slack finds wrong with our own manifest: a place and a message each."""
    try:
        # Not the client's own method, which puts the whole manifest into the address.
        await asking.api_call("apps.manifest.validate", data={"manifest": json.dumps(ours, ensure_ascii=False)})
    except SlackApiError as error:
        if code_of(error) != "invalid_manifest":
            raise
        faults = error.response.get("errors") or []
        return tuple(f"{one.get('pointer', '')} {one.get('message', '')}".strip() for one in faults)
    return ()


def _refused(code: str, words: Catalogue) -> CheckResult:
    if code in _NOT_THIS_APP:
        return wrong("manifest", words.say("check.manifest_other_app", code=code))
    if code in _TOKEN:
        return wrong("manifest", words.say("check.manifest_token", code=code))
    return wrong("manifest", words.say("check.manifest_unread", code=code))
