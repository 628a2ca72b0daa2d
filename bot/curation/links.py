"""Is a link dead? What one look says, and what several looks over days make of it.

Only an answer that says so (404, 410, no such name) counts, and only three times over two days; whatever may pass or
shuts out programs alone (time-outs, 5xx, 403, certificates) leaves a link uncertain and never dead.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from random import Random

_FAILURES_OF_THE_DEAD = 3
_DEAD_AFTER = timedelta(days=2)
_SETTLED = timedelta(days=180)


class LinkState(Enum):
    """UNSEEN → FINE | UNCERTAIN | FAILING → DEAD; any look can bring a link back to FINE."""

    UNSEEN = "unseen"
    FINE = "fine"
    UNCERTAIN = "uncertain"
    FAILING = "failing"
    DEAD = "dead"


class Sight(Enum):
    """What one look at a link shows."""

    THERE = "there"
    GONE = "gone"
    UNCLEAR = "unclear"


_WAIT = {
    LinkState.UNSEEN: timedelta(0),
    LinkState.FINE: timedelta(days=30),
    LinkState.UNCERTAIN: timedelta(days=3),
    LinkState.FAILING: timedelta(days=1),
    LinkState.DEAD: timedelta(days=14),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLook:
    """What is known of a story's link. `failures` in a row since `since`, `problem`: the last, as a fetch names it."""

    story: int
    link: str
    state: LinkState
    failures: int
    since: datetime | None
    problem: str
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """A page of links out of `total`."""

    total: int
    looks: tuple[LinkLook, ...]


def after_look(before: LinkLook, sight: Sight, problem: str, *, at: datetime, random: Random) -> LinkLook:
    """What is known after one more look; the next comes a little earlier or later, so that looks do not pile up."""
    seen = _seen(before, sight, problem, at)
    return replace(seen, next_at=at + _WAIT[seen.state] * random.uniform(0.9, 1.1))


def settled(look: LinkLook, *, at: datetime) -> LinkLook:
    """A link of which an admin says that it is as it should be: left alone for half a year."""
    return replace(look, state=LinkState.FINE, failures=0, since=None, problem="", next_at=at + _SETTLED)


def _seen(before: LinkLook, sight: Sight, problem: str, at: datetime) -> LinkLook:
    match sight:
        case Sight.THERE:
            return replace(before, state=LinkState.FINE, failures=0, since=None, problem="")
        case Sight.UNCLEAR if before.failures:
            return before
        case Sight.UNCLEAR:
            return replace(before, state=LinkState.UNCERTAIN, since=before.since or at, problem=problem)
        case Sight.GONE:
            since = before.since if before.failures and before.since else at
            failures = before.failures + 1
            is_dead = failures >= _FAILURES_OF_THE_DEAD and at - since >= _DEAD_AFTER
            state = LinkState.DEAD if is_dead else LinkState.FAILING
            return replace(before, state=state, failures=failures, since=since, problem=problem)
