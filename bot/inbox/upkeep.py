"""What the inbox does by itself: telling admins once a day what is new, and forgetting who asked."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.inbox.names import retention
from bot.notices.notice import ADMINS, Notice
from bot.ports import Library, Store

REPORTED = "inbox:reported"
_FROM_HOUR = 9
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


async def tick(store: Store, platforms: Iterable[str], *, now: datetime, zone: ZoneInfo) -> None:
    """Do what is due now."""
    await store.write(partial(_forget, now=now))
    await store.write(partial(_report, platforms=tuple(platforms), now=now, zone=zone))


def _forget(library: Library, *, now: datetime) -> None:
    library.forget_askers(now - retention(library))


def _report(library: Library, *, platforms: Iterable[str], now: datetime, zone: ZoneInfo) -> None:
    """Tell the channels that admins chose how many questions are new, on a day that has some, in office hours."""
    channels = [platform for platform in platforms if library.admin_channel(platform)]
    last = library.noted(REPORTED)
    since = datetime.fromisoformat(last) if last else _EVER
    today = now.astimezone(zone)
    if not channels or today.hour < _FROM_HOUR or since.astimezone(zone).date() >= today.date():
        return
    count = library.entries_opened(since)
    if not count:
        return
    for platform in channels:
        notice = Notice(
            key=f"inbox:new:{platform}:{today.date().isoformat()}",
            to=f"{ADMINS}:{platform}",
            name="inbox_new",
            facts={"count": count},
            buttons=(("inbox", "inbox:"),),
            at=now,
        )
        library.notify(notice)
    library.note(REPORTED, now.isoformat(), at=now)
