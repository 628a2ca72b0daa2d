"""What the Discord adapter is told: where Discord is, who is who, and how patient to be."""

from dataclasses import dataclass

from bot.request import Language

API_URL = "https://discord.com/api/v10"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """The settings of the adapter.

    `api_url` includes `/api/v10`; without `gateway_url` Discord is asked for it. `admins` are `discord:id` of people or
    roles; `spaces` are `discord:id` of the servers to serve (empty: the first one that uses the bot). With
    `command_guild` the commands are registered for that server alone, otherwise for all. `message_content`: may the bot
    read messages that do not mention it? Discord must have allowed that.
    With `daily_thread` a thread is started below every post the bot makes by itself.

    An answer that takes longer than `patience_seconds` is announced by "thinking"; completion gives up after
    `completion_seconds`. A gateway silent for `heartbeat_seconds` counts as dead; Discord
    wants `identify_seconds` between two new sessions. Failed connections are tried again after `retry_seconds`, doubled
    each time.
    """

    token: str
    api_url: str = API_URL
    gateway_url: str | None = None
    command_sync: bool = True
    command_guild: str = ""
    admins: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()
    language: Language = "ko"
    timeout_seconds: float = 10.0
    attempts: int = 3
    message_content: bool = False
    daily_thread: bool = False
    patience_seconds: float = 1.0
    completion_seconds: float = 2.0
    heartbeat_seconds: float = 60.0
    identify_seconds: float = 5.0
    retry_seconds: float = 1.0
