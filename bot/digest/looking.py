"""What does the clock ask of which channel? One look at the library: posts to make, to give up, to ask about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.digest.approval import ApprovalState, to_ask
from bot.digest.claiming import live
from bot.digest.due import GRACE, Agenda, Due, agenda
from bot.digest.outbox import Post
from bot.digest.target import Target
from bot.ports import Library

_RECORDS = timedelta(days=33)  # further back than anything that can still be due


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the clock asks of one channel; `asks` are days to put before the admins."""

    target: Target
    agenda: Agenda
    asks: tuple[Due, ...]

    @property
    def dues(self) -> tuple[Due, ...]:
        """All of it."""
        return (*self.agenda.now, *self.agenda.missed, *self.asks)


def look_around(library: Library, *, now: datetime, platforms: Collection[str]) -> list[Look]:
    """The channels of these platforms that the clock asks something of."""
    recorded = library.recorded_everywhere(since=(now - _RECORDS).date())
    days_off = library.days_off()
    begun: dict[str, list[Post]] = {}
    for post in library.begun_posts():
        begun.setdefault(post.channel, []).append(post)
    looks = (
        _look(library, target, now, recorded.get(target.channel, frozenset()), begun.get(target.channel, []), days_off)
        for target in library.targets()
        if target.platform in platforms and (not target.off or target.channel in begun)
    )
    return [look for look in looks if look.dues]


def _look(
    library: Library,
    target: Target,
    now: datetime,
    recorded: frozenset[date],
    begun: list[Post],
    days_off: frozenset[date],
) -> Look:
    dues = [Due(channel=post.channel, day=post.day, at=post.due_at) for post in begun]
    found = agenda(target, now, recorded, days_off=days_off, grace=GRACE, begun=dues)
    held = {post.day for post in begun if not post.is_free(now)}
    asks: tuple[Due, ...] = ()
    if target.approval and not target.off:
        coming = to_ask(target, now, recorded, days_off)
        asks = tuple(due for due in coming if _is_to_ask(library, due))
        held |= {due.day for due in found.now if _waits(library, due)}
    kept = Agenda(
        now=tuple(due for due in found.now if due.day not in held),
        missed=tuple(due for due in found.missed if due.day not in held),
    )
    return Look(target=target, agenda=kept, asks=asks)


def _is_to_ask(library: Library, due: Due) -> bool:
    approval = library.approval(due.channel, due.day)
    return _is_undecided(library, due) and not (approval and live(library, (approval.story,)))


def _waits(library: Library, due: Due) -> bool:
    """Whether a due post waits for an admin's word."""
    approval = library.approval(due.channel, due.day)
    return _is_undecided(library, due) and approval is not None and approval.state is ApprovalState.ASKED


def _is_undecided(library: Library, due: Due) -> bool:
    return library.pinned(due.channel, due.day) is None and library.post(due.channel, due.day) is None
