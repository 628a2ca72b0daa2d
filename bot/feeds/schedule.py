"""When is a feed looked at next? Often while it brings something, seldom while it is quiet, later the more it fails."""

import dataclasses
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random
from typing import Final

from bot.feeds.feed import Feed, FeedState
from bot.fetching import FetchProblem, FetchRefused

SHORTEST: Final = timedelta(minutes=15)
LONGEST: Final = timedelta(hours=24)
_LONGEST_WAIT: Final = timedelta(days=2)  # that a server may ask for
_QUICKER: Final = 0.5
_SLOWER: Final = 1.5
_JITTER: Final = 0.1
_GONE: Final = 410


def after_look(feed: Feed, *, brought: int, rest: timedelta | None, now: datetime, random: Random) -> Feed:
    """The feed after a look that went well and brought so many new items; `rest` is what the feed asks for."""
    factor = _QUICKER if brought else _SLOWER
    interval = min(max(feed.interval * factor, SHORTEST, rest or SHORTEST), LONGEST) if feed.begun else feed.interval
    return dataclasses.replace(
        feed,
        interval=interval,
        next_at=now + _jittered(interval, random),
        begun=True,
        looked_at=now,
        failures=0,
        failing_since=None,
        problem="",
        facts={},
    )


def after_failure(feed: Feed, refused: FetchRefused, *, now: datetime, random: Random) -> Feed:
    """The feed after a look that failed: looked at later each time, never before the server wants to be asked."""
    failures = feed.failures + 1
    wait = min(SHORTEST * 2 ** min(failures - 1, 10), LONGEST)
    if refused.problem is FetchProblem.ROBOTS:
        wait = LONGEST
    asked = retry_after(refused.retry_after, now)
    return dataclasses.replace(
        feed,
        state=FeedState.GONE if refused.status == _GONE else feed.state,
        next_at=now + max(_jittered(wait, random), asked or timedelta()),
        looked_at=now,
        failures=failures,
        failing_since=feed.failing_since or now,
        problem=refused.key,
        facts=refused.facts,
    )


def retry_after(written: str, now: datetime) -> timedelta | None:
    """How long a server asks to wait (RFC 9110, 10.2.3): seconds or a date; None where it does not say."""
    text = written.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), _LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    wait = when.replace(tzinfo=when.tzinfo or UTC) - now
    return min(max(wait, timedelta()), _LONGEST_WAIT)


def spread(count: int, place: int, *, now: datetime) -> datetime:
    """When the feed at `place` of `count` that come in together is looked at first: over a quarter of an hour."""
    return now + SHORTEST * place / max(count, 1)


def _jittered(span: timedelta, random: Random) -> timedelta:
    return span * random.uniform(1 - _JITTER, 1 + _JITTER)
