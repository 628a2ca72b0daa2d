"""What goes wrong in a run, and when the process comes back: every step on both platforms with every delay in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

from bot.digest.due import GRACE
from bot.digest.outbox import LEASE

CHANNELS = 2  # on each platform
PLATFORMS = ("slack", "discord")
IN_PROCESS = ("claiming", "claimed", "leaving", "answered", "recording", "recorded")
ON_THE_WIRE = ("arrived", "carried out", "looking", "cut", "limited", "down", "lost", "down behind")
STOPPED = "stopped"  # SIGSTOP after the claim; another process takes over meanwhile, then this one goes on
STEPS = (*IN_PROCESS, *ON_THE_WIRE, "random moment", "unconnected", STOPPED)
DELAYS = {
    "now": timedelta(),
    "within the lease": LEASE / 2,
    "after the lease": LEASE + timedelta(minutes=1),
    "3 hours": timedelta(hours=3),
    "end of the grace": GRACE - timedelta(minutes=40),
    "past the grace": GRACE + timedelta(hours=1),
    "next day": timedelta(hours=24),
    "3 days": timedelta(days=3),
}
_TIMES = (1, 2, 99)  # how often a fault that kills nobody happens in one life
_CHATTER = (0, 0, 20, 150)
_DAYS = (date(2026, 3, 2), date(2026, 12, 31), date(2028, 2, 29), date(2026, 3, 8), date(2026, 10, 31))
_ZONES = ("Asia/Seoul", "Asia/Seoul", "America/New_York")
_AT = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One life that goes wrong: where, at which post of the platform, and how long until the next life."""

    step: str
    platform: str
    nth: int
    times: int
    back_after: str
    seconds: float = 0.0

    @property
    def delay(self) -> timedelta:
        """Until the next life begins."""
        return DELAYS[self.back_after]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run, `about` one of its troubles.

    `skew` is how far the platforms' clocks are ahead of ours, `chatter` how many messages people write between lives.
    """

    number: int
    about: Trouble
    zone: ZoneInfo
    first_day: date
    late: timedelta
    troubles: tuple[Trouble, ...]
    chatter: int
    skew: timedelta

    @property
    def start(self) -> datetime:
        """When the first life begins: shortly after the first post is due."""
        return due_at(self.first_day, self.zone) + self.late


def due_at(day: date, zone: ZoneInfo) -> datetime:
    """When the post of a local day is due."""
    return datetime.combine(day, _AT, zone).astimezone(UTC)


def plans(runs: int, seed: int) -> Iterator[Plan]:
    """So many runs, the same for the same seed; what they are about goes through every combination."""
    every = list(product(STEPS, PLATFORMS, DELAYS))
    Random(seed).shuffle(every)
    for number in range(runs):
        yield plan(number, *every[number % len(every)], random=Random(f"{seed}:{number}"))


def plan(number: int, step: str, platform: str, back_after: str, *, random: Random, with_more: bool = True) -> Plan:
    """A run about this trouble; some have more of them, unless told not to."""
    first = _trouble(random, step, platform, back_after)
    more = tuple(
        _trouble(random, random.choice(STEPS), random.choice(PLATFORMS), random.choice(list(DELAYS)))
        for _ in range(random.choice((0, 0, 1, 2)) if with_more else 0)
    )
    if step == "looking":  # there is only something to look for when an answer was lost and the lease is over
        before = _trouble(random, "carried out", platform, "after the lease")
        return _made(number, first, (before, first, *more), random)
    return _made(number, first, (first, *more), random)


def _trouble(random: Random, step: str, platform: str, back_after: str) -> Trouble:
    return Trouble(
        step=step,
        platform=platform,
        nth=random.randint(1, CHANNELS) if step != "looking" else 1,
        times=random.choice(_TIMES),
        back_after=back_after,
        seconds=random.uniform(0.15, 0.6),
    )


def _made(number: int, about: Trouble, troubles: tuple[Trouble, ...], random: Random) -> Plan:
    return Plan(
        number=number,
        about=about,
        zone=ZoneInfo(random.choice(_ZONES)),
        first_day=random.choice(_DAYS),
        late=timedelta(seconds=random.uniform(1, 20)),
        troubles=troubles,
        chatter=random.choice(_CHATTER),
        skew=timedelta(seconds=random.choice((0, 0, -3, 3))),
    )
