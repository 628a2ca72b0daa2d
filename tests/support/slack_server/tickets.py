"""What Slack hands out for a while: trigger ids (3 seconds, once) and response_urls (30 minutes, five posts)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.messages import Message

POSTS_PER_URL = 5


@dataclass(slots=True, kw_only=True)
class Trigger:
    """The right to show one view to one person."""

    id: str
    user: str
    made: float
    delivery: object
    channel: str | None
    used: bool = False


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """The right to answer where somebody pressed or typed."""

    path: str
    user: str
    channel: str
    made: float
    delivery: object
    thread_ts: str | None = None
    original: Message | None = None
    posts: int = 0


class Tickets:
    """Everything handed out so far, and whether it is still good."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Nothing handed out; the lifetimes are Slack's and may be set."""
        self._monotonic = monotonic
        self._numbers = count(1)
        self.trigger_lifetime = timedelta(seconds=3)
        self.url_lifetime = timedelta(minutes=30)
        self.triggers: dict[str, Trigger] = {}
        self.urls: dict[str, ResponseUrl] = {}

    def trigger(self, user: str, *, delivery: object, channel: str | None) -> Trigger:
        """A fresh trigger id."""
        number = f"{7_000_000_000 + next(self._numbers)}.1379717998065.{secrets.token_hex(16)}"
        made = self._monotonic()
        self.triggers[number] = Trigger(id=number, user=user, made=made, delivery=delivery, channel=channel)
        return self.triggers[number]

    def exchange(self, trigger_id: object) -> Trigger:
        """The trigger, used up by this."""
        trigger = self.triggers.get(str(trigger_id))
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._monotonic() - trigger.made > self.trigger_lifetime.total_seconds():
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def url(
        self,
        user: str,
        channel: str,
        *,
        delivery: object,
        original: Message | None = None,
        thread_ts: str | None = None,
    ) -> ResponseUrl:
        """A fresh response_url; `original` is the message whose button was pressed."""
        path = secrets.token_hex(12)
        self.urls[path] = ResponseUrl(
            path=path,
            user=user,
            channel=channel,
            made=self._monotonic(),
            delivery=delivery,
            original=original,
            thread_ts=thread_ts,
        )
        return self.urls[path]

    def spend(self, path: str) -> ResponseUrl:
        """The response_url with one post fewer; `expired_url` or `used_url` when it is good no more."""
        url = self.urls.get(path)
        if url is None or self._monotonic() - url.made > self.url_lifetime.total_seconds():
            raise Refusal("expired_url")
        if url.posts >= POSTS_PER_URL:
            raise Refusal("used_url")
        url.posts += 1
        return url

    def expire(self) -> None:
        """Everything handed out so far is too old from now on."""
        for trigger in self.triggers.values():
            trigger.made = float("-inf")
        for url in self.urls.values():
            url.made = float("-inf")
