"""What the bot does in Slack: post, whisper, answer a response_url, open views. Every failure is a CallFailed."""

import asyncio
import dataclasses
import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.downloading import Dropped, fetch
from adapters.slack.faults import UNREACHABLE, CallFailed, code_of
from adapters.slack.pacing import Pacer
from adapters.slack.render import Message, without_blocks
from adapters.slack.retrying import backoff, retry_handlers

_log = structlog.get_logger()
_HASH_CONFLICT = "hash_conflict"
_MARKED = "storybot_post"
_LOOKED_THROUGH = 200
_PAGES = 50
_POST = "chat.postMessage"
_NAMED_ERROR = re.compile(r"(?:\{.*\"error\":\s*\")?(?P<code>[a-z_]+)(?:\".*\})?", re.DOTALL)
View = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """How often a call is tried in all, and the first wait between two tries."""

    attempts: int
    backoff_seconds: float
    random: Random


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A view on somebody's screen; `hash` proves that nobody has changed it meanwhile."""

    id: str
    hash: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message that stands in a channel."""

    channel: str
    at: str


class Courier:
    """Calls Slack over one session, retried and paced.

    `on_token` is told the fault of the token with every call that it fails, and nothing with every call that it opens.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        token: str,
        api_url: str,
        retrying: Retrying,
        pacer: Pacer,
        on_token: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._session = session
        self._retrying = retrying
        self._waits = backoff(retrying.backoff_seconds, retrying.random)
        self._pacer = pacer
        self._on_token = on_token
        self.client = AsyncWebClient(
            token=token,
            base_url=api_url,
            session=session,
            retry_handlers=retry_handlers(retrying.attempts, self._waits),
        )
        # A post whose connection was lost may stand there already; `post` looks before it tries again.
        every = self.client.retry_handlers
        repeated = [one for one in every if not isinstance(one, AsyncConnectionErrorRetryHandler)]
        self._posting = AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=repeated)
        refused: list[AsyncRetryHandler] = [one for one in every if isinstance(one, AsyncRateLimitErrorRetryHandler)]
        self._careful = AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=refused)

    async def post(self, channel: str, message: Message, *, thread: str | None = None, mark: str = "") -> Posted:
        """Post for everybody in a channel, in its turn: about one message a second a channel.

        `mark` names the message: where the answer of a call was lost, the channel is read for it before anything is
        sent again. Raises CallFailed, with `was_sent` where nobody can tell whether it stands there.
        """
        for attempt in range(self._retrying.attempts):
            try:
                return await self.post_once(self._posting, channel, message, thread=thread, mark=mark)
            except CallFailed as failed:
                if failed.code != UNREACHABLE or attempt == self._retrying.attempts - 1:
                    raise
                await asyncio.sleep(self._waits.calculate_sleep_duration(attempt))
                at = await self._found(failed, channel, mark, thread) if failed.was_sent else ""
                if at:
                    return Posted(channel=channel, at=at)
        raise CallFailed(_POST, UNREACHABLE)

    async def _found(self, failed: CallFailed, channel: str, mark: str, thread: str | None) -> str:
        """The message whose answer was lost; raises `failed` where nobody can tell whether it stands there."""
        if not mark:
            raise failed
        try:
            return await self.marked(channel, mark, thread=thread)
        except CallFailed as unreadable:
            raise failed from unreadable

    async def post_carefully(self, channel: str, message: Message, *, mark: str) -> Posted:
        """Post once, trying again only what Slack says it did not take; the caller looks for `mark` otherwise."""
        return await self.post_once(self._careful, channel, message, mark=mark)

    async def post_once(
        self, client: AsyncWebClient, channel: str, message: Message, *, thread: str | None = None, mark: str = ""
    ) -> Posted:
        """Post with a client and its ways of trying again."""
        metadata = {"event_type": _MARKED, "event_payload": {"mark": _short(mark)}} if mark else None

        async def send(one: Message) -> Mapping[str, Any]:
            call = client.chat_postMessage(
                channel=channel,
                text=one.text,
                blocks=one.blocks or None,
                thread_ts=thread,
                unfurl_links=False,
                unfurl_media=False,
                metadata=metadata,
            )
            return await self._called(_POST, call)

        await self._pacer.turn(channel)
        sent = await self._or_plain(send, message)
        return Posted(channel=str(sent.get("channel", channel)), at=str(sent.get("ts", "")))

    async def marked(self, channel: str, mark: str, *, thread: str | None = None, oldest: str = "") -> str:
        """The id of the newest message that carries `mark`; empty where there is none.

        Looks back to `oldest`, otherwise through the newest messages only. Raises CallFailed, also where there are more
        messages than can be looked through.
        """
        where: dict[str, str | int | bool] = {
            "channel": channel,
            "limit": _LOOKED_THROUGH,
            "include_all_metadata": True,
        }
        where |= {"oldest": oldest} if oldest else {}
        where |= {"ts": thread} if thread else {}
        method = "conversations.replies" if thread else "conversations.history"
        for _ in range(_PAGES if oldest else 1):
            found = await self.ask(method, **where)
            for message in found.get("messages") or []:
                if (message.get("metadata") or {}).get("event_payload", {}).get("mark") == _short(mark):
                    return str(message.get("ts", ""))
            cursor = str((found.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor or not oldest:
                return ""
            where["cursor"] = cursor
        raise CallFailed(method, "too_many_messages")

    async def permalink(self, channel: str, at: str) -> str:
        """The address of a message; its id where Slack does not say."""
        try:
            found = await self.ask("chat.getPermalink", channel=channel, message_ts=at)
        except CallFailed as failed:
            _log.info("no permalink", code=failed.code)
            return at
        return str(found.get("permalink") or at)

    async def update(self, channel: str, at: str, message: Message) -> None:
        """Put a message in place of one that was posted."""
        await self._pacer.turn(channel)
        call = self.client.chat_update(channel=channel, ts=at, text=message.text, blocks=message.blocks)
        await self._called("chat.update", call)

    async def whisper(self, channel: str, user: str, message: Message, *, thread: str | None = None) -> None:
        """Show a message to one person in a channel."""

        async def send(one: Message) -> Mapping[str, Any]:
            call = self.client.chat_postEphemeral(
                channel=channel, user=user, text=one.text, blocks=one.blocks or None, thread_ts=thread
            )
            return await self._called("chat.postEphemeral", call)

        await self._or_plain(send, message)

    async def respond(
        self, url: str, message: Message, *, replace: bool = False, aloud: bool = False, thread: str | None = None
    ) -> None:
        """Answer a command or press: to the person alone, `aloud` to the channel, or in place of what was pressed."""

        async def send(one: Message) -> Mapping[str, Any]:
            body: dict[str, Any] = {
                "text": one.text,
                "response_type": "in_channel" if aloud else "ephemeral",
                "replace_original": replace,
                "unfurl_links": False,
                "unfurl_media": False,
            }
            if one.blocks:
                body["blocks"] = list(one.blocks)
            return await self._answer(url, {**body, "thread_ts": thread} if thread else body)

        await self._or_plain(send, message)

    async def withdraw(self, url: str) -> None:
        """Take away the message that was pressed."""
        await self._answer(url, {"delete_original": True})

    async def delete(self, channel: str, at: str) -> None:
        """Take away a message the bot posted."""
        await self._called("chat.delete", self.client.chat_delete(channel=channel, ts=at))

    async def open_view(self, trigger: str, view: View) -> Opened:
        """Put a modal on the screen of who just clicked."""
        return _opened(await self._called("views.open", self.client.views_open(trigger_id=trigger, view=dict(view))))

    async def update_view(self, opened: Opened, view: View) -> Opened:
        """Put another content into a modal; what somebody else put there meanwhile stays (hash_conflict)."""
        call = self.client.views_update(view_id=opened.id, hash=opened.hash or None, view=dict(view))
        return _opened(await self._called("views.update", call))

    async def publish_home(self, user: str, view: View, *, standing: str = "") -> None:
        """Show a person's Home tab; `standing` is the hash of the tab it replaces."""
        call = self.client.views_publish(user_id=user, hash=standing or None, view=dict(view))
        try:
            await self._called("views.publish", call)
        except CallFailed as failed:
            if failed.code != _HASH_CONFLICT:
                raise
            # Another publish came between; this one is newer, for it was made after reading what stands there now.
            await self._called("views.publish", self.client.views_publish(user_id=user, view=dict(view)))

    async def unfurl(self, unfurls: Mapping[str, Any], *, place: Mapping[str, str]) -> None:
        """Show cards below links; `place` is channel and ts, or unfurl_id and source. Again is the same as once."""
        call = self.client.api_call("chat.unfurl", json={**place, "unfurls": dict(unfurls)})
        await self._called("chat.unfurl", call)

    async def conversation(self, user: str) -> str:
        """The id of the direct messages with a person. Raises CallFailed."""
        response = await self._called("conversations.open", self.client.conversations_open(users=user))
        channel = response.get("channel")
        return str(channel.get("id", "")) if isinstance(channel, dict) else ""

    async def send_file(self, user: str, name: str, data: bytes) -> None:
        """Put a file into the direct messages with a person. Raises CallFailed."""
        channel = await self.conversation(user)
        call = self.client.files_upload_v2(filename=name, content=data, channel=channel)
        try:
            await self._called("files.upload", call)
        except SlackRequestError as error:
            raise CallFailed("files.upload", "not_uploaded") from error

    async def fetch_file(self, dropped: Dropped) -> bytes:
        """The bytes of a file somebody dropped. Raises Unfetched."""
        return await fetch(self._session, dropped, token=self.client.token or "", api_url=self.client.base_url)

    async def ask(self, method: str, **arguments: str | int | bool) -> Mapping[str, Any]:
        """What a reading method of the Web API says."""
        call = self.client.api_call(method, http_verb="GET", params={k: _query(v) for k, v in arguments.items()})
        return await self._called(method, call)

    async def _called(self, method: str, call: Awaitable[AsyncSlackResponse]) -> Mapping[str, Any]:
        try:
            response = await call
        except SlackApiError as error:
            failed = CallFailed(method, code_of(error))
            if failed.is_about_token:
                self._on_token(failed.code)
            raise failed from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            was_sent = not isinstance(error, aiohttp.ClientConnectorError)
            raise CallFailed(method, UNREACHABLE, was_sent=was_sent) from error
        self._on_token("")
        return response.data if isinstance(response.data, dict) else {}

    async def _answer(self, url: str, body: dict[str, Any]) -> Mapping[str, Any]:
        if urlsplit(url).scheme not in ("https", "http"):
            raise CallFailed("response_url", "no_response_url")
        client = AsyncWebhookClient(url, session=self._session, retry_handlers=self.client.retry_handlers)
        for attempt in range(self._retrying.attempts):
            try:
                response = await client.send_dict(body)
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                raise CallFailed("response_url", UNREACHABLE) from error
            if response.status_code == 200:  # noqa: PLR2004 - HTTP's own number
                return {}
            # slack_sdk's webhook client tries again after a rate limit and a lost connection, not after a server fault.
            if response.status_code < 500 or attempt == self._retrying.attempts - 1:  # noqa: PLR2004
                raise CallFailed("response_url", _told(response.body, response.status_code))
            await asyncio.sleep(self._waits.calculate_sleep_duration(attempt))
        raise CallFailed("response_url", UNREACHABLE)

    async def _or_plain(
        self, send: Callable[[Message], Awaitable[Mapping[str, Any]]], message: Message
    ) -> Mapping[str, Any]:
        try:
            return await send(message)
        except CallFailed as failed:
            if not failed.is_about_content or not message.blocks:
                raise
            _log.warning("blocks refused", code=failed.code, method=failed.method, blocks=len(message.blocks))
            return await send(without_blocks(message))


def _short(mark: str) -> str:
    return hashlib.blake2b(mark.encode(), digest_size=12).hexdigest()


def _opened(response: Mapping[str, Any]) -> Opened:
    view = response.get("view")
    view = view if isinstance(view, dict) else {}
    return Opened(id=str(view.get("id", "")), hash=str(view.get("hash", "")))


def _told(body: str, status: int) -> str:
    """The error a response_url names, as a word or as JSON: `expired_url`, `used_url`; else the HTTP status."""
    named = _NAMED_ERROR.fullmatch(body.strip())
    return named["code"] if named else f"http_{status}"


def _query(value: str | int | bool) -> str | int:  # noqa: FBT001 - the values of a query
    return str(value).lower() if isinstance(value, bool) else value
