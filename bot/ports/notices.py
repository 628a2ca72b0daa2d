"""What the core keeps of messages to people: notices waiting to be told, and which admins there are to tell."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.notices.notice import AdminSeen, Errand, Notice


class Notices(Protocol):
    """Notices in the order they were given, each told once."""

    def notify(self, notice: Notice) -> bool:
        """Queue a notice in the caller's transaction; False when its key was queued before, ever."""

    def amend(self, notice: Notice) -> bool:
        """Put other facts in place of those of a queued notice with the same key; False when it is on its way."""

    def errands(self, now: datetime, *, limit: int) -> tuple[Errand, ...]:
        """Notices to tell now: waiting ones whose time has come, and claimed ones whose lease is over."""

    def put_errand(self, errand: Errand) -> None:
        """Record how far a notice got."""

    def errand(self, key: str) -> Errand | None:
        """A notice with how far it got, by its key."""

    def see_admin(self, seen: AdminSeen) -> None:
        """Remember an admin who has just used the bot, in place of an earlier look."""

    def admins_seen(self, platforms: Sequence[str], *, limit: int) -> tuple[AdminSeen, ...]:
        """Admins of these platforms (`slack`), last seen first."""

    def admin_channel(self, platform: str) -> str | None:
        """The channel (`slack:C1`) where the admins of a platform want their notices; None: told directly."""

    def set_admin_channel(self, platform: str, channel: str | None, *, at: datetime) -> None:
        """Say where the admins of a platform want their notices."""
