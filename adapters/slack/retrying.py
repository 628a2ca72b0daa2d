"""Which failed calls are tried again, and when: rate limits as told, lost connections and server faults backing off."""

from random import Random

from aiohttp import ClientOSError, ServerDisconnectedError
from slack_sdk.http_retry import BackoffRetryIntervalCalculator
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.jitter import Jitter
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

_GATEWAY_FAULTS = frozenset({500, 502, 503, 504})


class ServerFaultRetryHandler(AsyncRetryHandler):
    """Tries again after 500, 502, 503 and 504; slack_sdk's own leaves out the gateway's."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - slack_sdk's signature
        request: HttpRequest,  # noqa: ARG002
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        return response is not None and response.status_code in _GATEWAY_FAULTS


class _Spread(Jitter):
    """Half of the wait to all of it, so that those who failed together do not come back together."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def recalculate(self, duration: float) -> float:
        return duration * (0.5 + self._random.random() / 2)


def backoff(seconds: float, random: Random) -> BackoffRetryIntervalCalculator:
    """Waits that double from `seconds`."""
    return BackoffRetryIntervalCalculator(backoff_factor=seconds, jitter=_Spread(random))


def retry_handlers(attempts: int, waits: BackoffRetryIntervalCalculator) -> list[AsyncRetryHandler]:
    """Handlers that try `attempts` times in all; a rate limit waits as long as Slack asks for.

    A call that timed out is not tried again: it may have had its effect.
    """
    retries = attempts - 1
    return [
        AsyncRateLimitErrorRetryHandler(max_retry_count=retries),
        AsyncConnectionErrorRetryHandler(
            max_retry_count=retries, interval_calculator=waits, error_types=[ClientOSError, ServerDisconnectedError]
        ),
        ServerFaultRetryHandler(max_retry_count=retries, interval_calculator=waits),
    ]
