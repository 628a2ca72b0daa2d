"""Takes deliveries to the app over whichever transport is in use, retries events, and remembers what went unacked."""

import asyncio

from tests.support.slack_server.acks import apply_ack
from tests.support.slack_server.core import Core
from tests.support.slack_server.deliveries import Attempt, Delivery
from tests.support.slack_server.http_sender import HttpSender, retry_reason
from tests.support.slack_server.socket_mode import SocketMode

ACK_SECONDS = 3.0


class Transport:
    """Socket Mode, or signed HTTP once there is a request address.

    `retry_delays` are the seconds before each retry of an event that was not acknowledged; Slack's are about 0, 60 and
    300, here none unless a test sets them.
    """

    def __init__(self, core: Core) -> None:
        """Nothing delivered yet."""
        self._core = core
        self.socket = SocketMode(core)
        self.http = HttpSender(core)
        self.ack_seconds = ACK_SECONDS
        self.retry_delays: tuple[float, ...] = ()
        self.deliveries: list[Delivery] = []
        self.under_way = 0

    @property
    def unacked(self) -> list[Delivery]:
        """Honest deliveries the app never acknowledged."""
        return [one for one in self.deliveries if one.attempts and not one.acked and one.signature == "right"]

    async def deliver(self, delivery: Delivery) -> Delivery:
        """Sends and waits for the ack or its absence; events are retried as `retry_delays` say."""
        self.deliveries.append(delivery)
        attempt = await self.attempt(delivery)
        if delivery.kind == "events_api":
            for number, pause in enumerate(self.retry_delays, start=1):
                if attempt.acked or attempt.wants_no_retry:
                    break
                await asyncio.sleep(pause)
                attempt = await self.attempt(delivery, retry=(number, retry_reason(attempt)))
        return delivery

    async def attempt(
        self, delivery: Delivery, *, retry: tuple[int, str] | None = None, replay: bool = False
    ) -> Attempt:
        """One try: over a socket with the envelope's id, or a new one for a retry."""
        self.under_way += 1
        try:
            if self.http.url is not None:
                sent = self.http.deliver(delivery, within=self.ack_seconds, retry=retry, replay=replay)
            else:
                sent = self.socket.deliver(delivery, within=self.ack_seconds, retry=retry, fresh=retry is not None)
            attempt = await sent
        finally:
            self.under_way -= 1
            self._core.happenings.ring()
        if attempt.acked:
            apply_ack(self._core, delivery, attempt)
        return attempt

    async def redeliver(
        self, delivery: Delivery, *, times: int = 1, as_retry: bool = False, replay: bool = False
    ) -> Delivery:
        """The same thing again, `times` over and one after the other.

        Over a socket the same envelope id, over HTTP the same body newly signed (`replay`: the very same bytes and
        signature). `as_retry` makes it Slack's own retry: a new envelope with retry_attempt, or X-Slack-Retry-Num.
        """
        for number in range(1, times + 1):
            retry = (number, "http_timeout" if self.http.url else "timeout") if as_retry else None
            await self.attempt(delivery, retry=retry, replay=replay)
        return delivery

    async def close(self) -> None:
        """Ends sockets and connections."""
        await self.socket.close()
        await self.http.close()
