"""What can go wrong between the bot and Slack, named by Slack's error code.

StorybotError
└── CallFailed     a call that Slack refused or that never got through
"""

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.digest.outbox import PostFault, PostOutcome
from bot.errors import StorybotError

UNREACHABLE = "unreachable"
CALL_ERRORS = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call of the Web API raises, refused or never answered."""

_TOKEN = frozenset(
    {"token_revoked", "token_expired", "invalid_auth", "account_inactive", "not_authed", "team_access_not_granted"}
)
_CHANNEL = frozenset(
    {"channel_not_found", "not_in_channel", "restricted_action", "user_not_in_channel", "no_permission"}
)
_PERSON = frozenset({"cannot_dm_bot", "user_disabled", "user_not_found", "user_not_visible"})
_ARCHIVED = frozenset({"is_archived", "channel_is_archived"})
_CONTENT = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
_REFUSED = frozenset({"ratelimited", "rate_limited", "missing_scope", "service_unavailable"})
_TRIGGER = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_exchanged"})


class CallFailed(StorybotError):
    """A call of a Web API method failed for good; `code` is Slack's error, or UNREACHABLE.

    `was_sent`: the request may have reached Slack although no answer did.
    """

    def __init__(self, method: str, code: str, *, was_sent: bool = False) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code
        self.was_sent = was_sent

    @property
    def is_about_token(self) -> bool:
        """Whether no call will succeed until the operator puts in a new token."""
        return self.code in _TOKEN

    @property
    def is_about_channel(self) -> bool:
        """Whether this channel cannot be written to, though others can."""
        return self.code in _CHANNEL

    @property
    def is_archived(self) -> bool:
        """Whether nobody can write to this channel any more."""
        return self.code in _ARCHIVED

    @property
    def is_about_content(self) -> bool:
        """Whether the same would get through as plain text."""
        return self.code in _CONTENT

    @property
    def is_about_trigger(self) -> bool:
        """Whether the person waited too long between the click and the modal."""
        return self.code in _TRIGGER


def code_of(error: Exception) -> str:
    """Slack's name for one of CALL_ERRORS, the HTTP status where the body says none, UNREACHABLE without an answer."""
    response = error.response if isinstance(error, SlackApiError) else None
    if not isinstance(response, AsyncSlackResponse):
        return UNREACHABLE
    code = response.get("error") if isinstance(response.data, dict) else None
    return str(code) if code else f"http_{response.status_code}"


def post_fault(failed: CallFailed) -> PostFault:
    """What a failed post means for the outbox."""
    if failed.is_about_channel or failed.is_archived or failed.code in _PERSON:
        return PostFault(PostOutcome.GONE, failed.code)
    if failed.is_about_content:
        return PostFault(PostOutcome.CONTENT, failed.code)
    is_refused = (
        failed.is_about_token or failed.code in _REFUSED or (failed.code == UNREACHABLE and not failed.was_sent)
    )
    return PostFault(PostOutcome.LATER if is_refused else PostOutcome.UNKNOWN, failed.code)
