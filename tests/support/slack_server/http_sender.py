"""HTTP mode: signed requests to the app's address, as Slack sends them."""

import asyncio
import json
import time
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.support.slack_server.core import Core
from tests.support.slack_server.deliveries import Attempt, Delivery, Signature

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
STALE_SECONDS = 60 * 6
REASONS = {"timeout": "http_timeout", "error": "http_error"}


class HttpSender:
    """Posts deliveries to `url` and notes what comes back."""

    def __init__(self, core: Core) -> None:
        """No address yet."""
        self._core = core
        self._session: aiohttp.ClientSession | None = None
        self.url: str | None = None

    async def deliver(
        self, delivery: Delivery, *, within: float, retry: tuple[int, str] | None = None, replay: bool = False
    ) -> Attempt:
        """One signed request. `replay` sends the very bytes and headers of the first attempt again."""
        body, content_type = _body(delivery)
        headers = dict(delivery.attempts[0].headers) if replay and delivery.attempts else {}
        if not headers:
            headers = {"Content-Type": content_type, **self.signature(body, delivery.signature)}
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        attempt = Attempt(sent_at=self._core.workspace.monotonic(), headers=headers)
        delivery.attempts.append(attempt)
        await self._post(body, attempt, within)
        return attempt

    async def verify_url(self) -> tuple[int | None, str]:
        """Slack's url_verification: the status and the challenge the app sent back."""
        request = {"token": "verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}
        body = json.dumps(request | {"type": "url_verification"})
        headers = {"Content-Type": JSON, **self.signature(body, "right")}
        attempt = Attempt(sent_at=self._core.workspace.monotonic(), headers=headers)
        await self._post(body, attempt, 3)
        challenge = attempt.body.get("challenge") if isinstance(attempt.body, dict) else attempt.body
        return attempt.status, str(challenge)

    def signature(self, body: str, kind: Signature) -> dict[str, str]:
        """The signature headers, right or wrong in one of Slack's ways."""
        if kind == "missing":
            return {}
        timestamp = str(int(time.time()) - (STALE_SECONDS if kind == "stale" else 0))
        signed = SignatureVerifier(self._core.signing_secret).generate_signature(timestamp=timestamp, body=body) or ""
        if kind == "wrong":
            signed = "v0=" + "0" * 64
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signed}

    async def close(self) -> None:
        """Ends the connections."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: str, attempt: Attempt, within: float) -> None:
        if self.url is None:
            raise AssertionError("no request_url: set server.request_url to the app's address")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers={"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
            )
        try:
            async with (
                asyncio.timeout(within),
                self._session.post(self.url, data=body.encode(), headers=attempt.headers) as answer,
            ):
                attempt.status, attempt.body = answer.status, _read(await answer.text())
                attempt.acked_at = self._core.workspace.monotonic()
                attempt.wants_no_retry = answer.headers.get("x-slack-no-retry") == "1"
        except (TimeoutError, aiohttp.ClientError):
            attempt.acked_at = None


def _body(delivery: Delivery) -> tuple[str, str]:
    match delivery.kind:
        case "events_api":
            return json.dumps(delivery.payload, ensure_ascii=False), JSON
        case "slash_commands":
            return urlencode({key: str(value) for key, value in delivery.payload.items()}), FORM
        case "interactive":
            return urlencode({"payload": json.dumps(delivery.payload, ensure_ascii=False)}), FORM


def _read(text: str) -> object:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def retry_reason(attempt: Attempt) -> str:
    """Why Slack tries again: no answer in time, or an answer that is no 2xx."""
    return REASONS["timeout"] if attempt.status is None else REASONS["error"]
