"""Slack tells an app of its own messages too, and of changed ones: events that a bot must not answer. Off at first."""

import asyncio
import secrets

from tests.support.slack_server import payloads
from tests.support.slack_server.core import Core
from tests.support.slack_server.deliveries import Delivery
from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import BOT, TEAM
from tests.support.slack_server.transport import Transport
from tests.support.slack_server.workspace import Change


class Echoes:
    """Sends `message` for what the bot posts, `message_changed` and `message_deleted`, once switched on."""

    def __init__(self, core: Core, transport: Transport) -> None:
        """Listens to the workspace."""
        self._core = core
        self._transport = transport
        self._tasks: set[asyncio.Task[Delivery]] = set()
        self.on = False
        core.workspace.observers.append(self._heard)

    def _heard(self, message: Message, change: Change) -> None:
        if not self.on or message.is_ephemeral or (change == "new" and not message.from_bot):
            return
        channel = self._core.workspace.channels[message.channel]
        if BOT not in channel.members:
            return
        inner = payloads.echo(message, channel, change, at=self._core.workspace.fresh_ts())
        number = f"Ev{secrets.token_hex(5).upper()}"
        payload = payloads.event(inner, team=TEAM, number=number, at=self._core.workspace.now())
        delivery = Delivery(kind="events_api", payload=payload, user=message.user, channel=None, message=message)
        task = asyncio.get_running_loop().create_task(self._transport.deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Gives up what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
