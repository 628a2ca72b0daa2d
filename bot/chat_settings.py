"""What admins set from chat while the bot runs: the settings, what each can be, and what holds until one is set."""

from dataclasses import dataclass
from typing import Protocol

from bot.request import Language


class Settings(Protocol):
    """Where settings are kept."""

    def setting(self, name: str) -> str | None:
        """What was set; None: the default holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSetting:
    """One setting; `setting.NAME` of the catalogue is what people call it, `choice.NAME.CHOICE` each choice."""

    name: str
    choices: tuple[str, ...]
    default: str


LANGUAGE = ChatSetting(name="language", choices=("ko", "en"), default="ko")
SUGGESTION_NOTICES = ChatSetting(name="suggestion_notices", choices=("channel", "admins", "off"), default="channel")
RETENTION_DAYS = ChatSetting(name="retention_days", choices=("0", "7", "30", "90", "365"), default="30")
CHAT_SETTINGS = (LANGUAGE, SUGGESTION_NOTICES, RETENTION_DAYS)


def value_of(setting: ChatSetting, library: Settings) -> str:
    """What holds now."""
    kept = library.setting(setting.name)
    return kept if kept in setting.choices else setting.default


def space_language(library: Settings) -> Language:
    """The language of what is said to everybody."""
    return "en" if value_of(LANGUAGE, library) == "en" else "ko"


def retention_days(library: Settings) -> int:
    """After how many days the names of people who asked something are forgotten; 0: they are not even written down."""
    return int(value_of(RETENTION_DAYS, library))
