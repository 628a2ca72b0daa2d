"""How long the bot knows who asked a question: as long as the community's setting says, and not at all for 0 days."""

from datetime import timedelta

from bot.chat_settings import retention_days
from bot.ports import Library


def retention(library: Library) -> timedelta:
    """For how long the names of people who asked are kept; zero: not even written down."""
    return timedelta(days=retention_days(library))


def name_to_keep(library: Library, actor: str) -> str | None:
    """The actor's key, or None where names are not kept."""
    return actor if retention(library) else None
