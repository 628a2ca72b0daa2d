"""When posts are due, said a second time: from lists and rules written out here, not from the product's calendar.

Korean public holidays of 2026 and 2027, from 관공서의 공휴일에 관한 규정 and the lunar calendar of 한국천문연구원:
설날 is 2026-02-17 and 2027-02-07, 부처님오신날 2026-05-24 and 2027-05-13, 추석 2026-09-25 and 2027-09-15. A substitute
holiday follows 설날 and 추석 that meet a Sunday, and other holidays with substitutes that meet a Saturday or Sunday;
신정 and 현충일 have none. 노동절 and 제헌절 are holidays from 2026 on.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

GRACE = timedelta(hours=12)
FRIDAY, SATURDAY, SUNDAY = 5, 6, 7
HOLIDAYS = {
    date.fromisoformat(day): name
    for day, name in (
        ("2026-01-01", "신정"),
        ("2026-02-16", "설날 전날"),
        ("2026-02-17", "설날"),
        ("2026-02-18", "설날 다음날"),
        ("2026-03-01", "삼일절"),
        ("2026-03-02", "삼일절 대체"),  # a Sunday
        ("2026-05-01", "노동절"),
        ("2026-05-05", "어린이날"),
        ("2026-05-24", "부처님오신날"),
        ("2026-05-25", "부처님오신날 대체"),  # a Sunday
        ("2026-06-03", "지방선거"),
        ("2026-06-06", "현충일"),
        ("2026-07-17", "제헌절"),
        ("2026-08-15", "광복절"),
        ("2026-08-17", "광복절 대체"),  # a Saturday
        ("2026-09-24", "추석 전날"),
        ("2026-09-25", "추석"),
        ("2026-09-26", "추석 다음날"),  # a Saturday: no substitute for 추석
        ("2026-10-03", "개천절"),
        ("2026-10-05", "개천절 대체"),  # a Saturday
        ("2026-10-09", "한글날"),
        ("2026-12-25", "성탄절"),
        ("2027-01-01", "신정"),
        ("2027-02-06", "설날 전날"),
        ("2027-02-07", "설날"),
        ("2027-02-08", "설날 다음날"),
        ("2027-02-09", "설날 대체"),  # a Sunday
        ("2027-03-01", "삼일절"),
        ("2027-05-01", "노동절"),
        ("2027-05-03", "노동절 대체"),  # a Saturday
        ("2027-05-05", "어린이날"),
        ("2027-05-13", "부처님오신날"),
        ("2027-06-06", "현충일"),
        ("2027-07-17", "제헌절"),
        ("2027-07-19", "제헌절 대체"),  # a Saturday
        ("2027-08-15", "광복절"),
        ("2027-08-16", "광복절 대체"),  # a Sunday
        ("2027-09-14", "추석 전날"),
        ("2027-09-15", "추석"),
        ("2027-09-16", "추석 다음날"),
        ("2027-10-03", "개천절"),
        ("2027-10-04", "개천절 대체"),  # a Sunday
        ("2027-10-09", "한글날"),
        ("2027-10-11", "한글날 대체"),  # a Saturday
        ("2027-12-25", "성탄절"),
        ("2027-12-27", "성탄절 대체"),  # a Saturday
    )
}
_SUMMERS = {  # [first, after the last) in UTC in which clocks are an hour ahead
    "America/New_York": ("2026-03-08T07:00", "2026-11-01T06:00"),
    "Europe/London": ("2026-03-29T01:00", "2026-10-25T01:00"),
}
_WINTER_HOURS = {"Asia/Seoul": 9, "America/New_York": -5, "Europe/London": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A schedule as the oracle knows it. `on_holiday` is post, skip or carry; weekdays are ISO numbers."""

    name: str
    zone: str = "Asia/Seoul"
    at: time = time(9)
    weekdays: frozenset[int] = frozenset(range(1, 8))
    on_holiday: str = "post"
    paused_until: date | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What has to become of a local day: sent at a look at the clock, or skipped (None), nobody having looked."""

    day: date
    due: datetime
    sent_at: datetime | None


def days_of(rule: Rule, first: date, last: date, own_days_off: frozenset[date]) -> list[date]:
    """The local days from `first` to `last` that get a post, in order."""
    off = own_days_off | HOLIDAYS.keys()
    every = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    wanted = {day for day in every if day.isoweekday() in rule.weekdays}
    if rule.on_holiday != "post":
        fallen = wanted & off
        wanted -= off
        if rule.on_holiday == "carry":
            wanted |= {_working_day_behind(day, off) for day in fallen}
    return sorted(day for day in wanted if day <= last and not (rule.paused_until and day < rule.paused_until))


def due_at(rule: Rule, day: date) -> datetime:
    """When the post of a local day is due: before a change of the clocks by the old offset, which makes a time that is
    skipped come later by the jump, and one that comes twice be the first."""
    local = datetime.combine(day, rule.at, UTC)
    offset = timedelta(hours=_WINTER_HOURS[rule.zone])
    if rule.zone in _SUMMERS:
        begins, ends = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in _SUMMERS[rule.zone])
        summer = local - offset - timedelta(hours=1)
        if begins <= summer < ends:
            return summer
    return local - offset


def expected(rule: Rule, days: Sequence[date], looks: Sequence[datetime]) -> Iterator[Expected]:
    """What has to become of each day, given when somebody looks at the clock (in order).

    Only the latest day is made up for, within the grace.
    """
    dues = [(day, due_at(rule, day)) for day in days]
    after = [due for _, due in dues[1:]] + [datetime.max.replace(tzinfo=UTC)]
    for (day, due), following in zip(dues, after, strict=True):
        place = bisect_left(looks, due)
        if place == len(looks):
            return
        look = looks[place]
        is_made = look - due <= GRACE and following > look
        yield Expected(day=day, due=due, sent_at=look if is_made else None)


def early_repeats(stories: Sequence[str], pool: int) -> list[str]:
    """Stories that came again before all of the pool had been; within each round none may."""
    rounds = [stories[start : start + pool] for start in range(0, len(stories), pool)]
    repeated = [title for one in rounds for title in set(one) if one.count(title) > 1]
    return repeated + [title for title, following in pairwise(stories) if title == following and pool > 1]


def _working_day_behind(day: date, off: frozenset[date]) -> date:
    day += timedelta(days=1)
    while day.isoweekday() > FRIDAY or day in off:
        day += timedelta(days=1)
    return day
