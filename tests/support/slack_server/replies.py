"""Which messages answer which delivery, as the person would see it, and waiting for one."""

import asyncio

from tests.support.slack_server.deliveries import Delivery
from tests.support.slack_server.messages import Message
from tests.support.slack_server.workspace import Change, Workspace


def replies_to(delivery: Delivery, workspace: Workspace) -> list[Message]:
    """The bot's messages that answer a delivery, oldest first.

    They came through its response_url or its ack, or only to that person where they are, or, after an event, into
    that conversation (into the thread, when it was in one).
    """
    found = [one for messages in workspace.messages.values() for one in messages if _answers(one, delivery)]
    return sorted(found, key=lambda one: one.at)


async def nth_reply(delivery: Delivery, workspace: Workspace, nth: int) -> Message:
    """The `nth` answer as soon as it is there; only messages that are new or changed are looked at while waiting."""
    changed = asyncio.Event()

    def look(message: Message, _: Change) -> None:
        if _answers(message, delivery):
            changed.set()

    workspace.observers.append(look)
    try:
        while len(found := replies_to(delivery, workspace)) < nth:
            await changed.wait()
            changed.clear()
        return found[nth - 1]
    finally:
        workspace.observers.remove(look)


def _answers(message: Message, delivery: Delivery) -> bool:
    if message.answers is not None:
        return message.answers is delivery and not message.deleted
    if message.channel != delivery.channel or not message.from_bot or message.deleted:
        return False
    if message.at < delivery.sent_at:
        return False
    if message.is_ephemeral:
        return message.ephemeral_to == delivery.user and message.versions == 1
    if delivery.kind != "events_api":
        return False
    return delivery.thread_ts is None or message.thread_ts == delivery.thread_ts
