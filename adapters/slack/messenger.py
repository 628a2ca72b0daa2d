"""Posting to channels by itself: the daily story, once for each key, found again by the mark in the message."""

from collections.abc import Callable
from datetime import datetime

from adapters.slack.courier import Courier
from adapters.slack.faults import CallFailed, post_fault
from adapters.slack.render import render
from bot.digest.outbox import PostFault, PostOutcome
from bot.reply import Reply
from bot.request import Language
from bot.words.catalogue import load_catalogue


class SlackMessenger:
    """Posts to Slack channels. `courier` is the way out while the adapter runs; None before and after."""

    platform = "slack"

    def __init__(self, courier: Callable[[], Courier | None], language: Language) -> None:
        self._courier = courier
        self._words = load_catalogue(language)

    async def post(self, channel: str, reply: Reply, *, key: str) -> str:
        """Post to a channel (`slack:C1`) under `key`; gives the message's permalink. Raises PostFault."""
        courier = self._running()
        try:
            posted = await courier.post_carefully(_id(channel), render(reply, self._words), mark=key)
        except CallFailed as failed:
            raise post_fault(failed) from failed
        return await courier.permalink(posted.channel, posted.at)

    async def find(self, channel: str, key: str, *, since: datetime) -> str | None:
        """The message posted with `key` since a time, by its permalink; None: there is none. Raises PostFault."""
        courier = self._running()
        try:
            at = await courier.marked(_id(channel), key, oldest=f"{since.timestamp():.6f}")
        except CallFailed as failed:
            raise post_fault(failed) from failed
        return await courier.permalink(_id(channel), at) if at else None

    async def conversation(self, person: str) -> str:
        """The channel (`slack:D1`) of direct messages with a person (`slack:U1`). Raises PostFault."""
        try:
            return f"slack:{await self._running().conversation(_id(person))}"
        except CallFailed as failed:
            raise post_fault(failed) from failed

    def _running(self) -> Courier:
        courier = self._courier()
        if courier is None:
            raise PostFault(PostOutcome.LATER, "slack is not started")
        return courier


def _id(channel: str) -> str:
    return channel.removeprefix("slack:")
