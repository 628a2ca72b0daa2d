"""400 days of posts from 2026-01-01, with Korean holidays, days off, a pause, outages and other zones' summer time.

`python -m tests.bench.digest_calendar [--days 400] [--stories 150]`

The real poster and store on a standing clock post into memory. Which days get a post, and when, is said a second time
by `tests/bench/digest/oracle.py`, which knows nothing of the product; its holidays are compared with the `holidays`
package. Printed: the calendar (● posted, ○ skipped because nobody looked in time, · none), the holidays by name,
and what was checked. Exit status 1 on any difference.
"""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import holidays

from bot.digest.posting import Poster
from bot.digest.target import OnHoliday, Target
from store.sqlite import SqliteStore
from tests.bench.digest.oracle import HOLIDAYS, Rule, days_of, due_at, early_repeats, expected
from tests.bench.digest.quiet import be_quiet
from tests.support.building import StandingClock, add, draft, opened
from tests.support.messaging import Channel

FIRST = date(2026, 1, 1)
WORKDAYS = frozenset(range(1, 6))
OWN_DAYS_OFF = {
    date(2026, 7, 24): "창립기념일",
    date(2026, 8, 18): "휴가",  # follows a substitute holiday
    date(2026, 12, 31): "종무일",
}
RULES = (
    Rule(name="daily"),
    Rule(name="weekdays, skip", weekdays=WORKDAYS, on_holiday="skip"),
    Rule(name="weekdays, carry", weekdays=WORKDAYS, on_holiday="carry"),
    Rule(name="Mon Wed Fri, carry", weekdays=frozenset({1, 3, 5}), on_holiday="carry"),
    Rule(name="Mondays, carry", weekdays=frozenset({1}), on_holiday="carry"),
    Rule(name="weekend, skip", weekdays=frozenset({6, 7}), on_holiday="skip"),
    Rule(name="paused to April", weekdays=WORKDAYS, on_holiday="skip", paused_until=date(2026, 4, 1)),
    Rule(name="twelve stories", tag="작은"),
    Rule(name="New York 02:30", zone="America/New_York", at=time(2, 30)),
    Rule(name="London 01:30", zone="Europe/London", at=time(1, 30)),
)
LOOKS = (time(0), time(0, 30), time(1, 30), time(6, 30), time(7, 30), time(23, 59, 59))  # UTC; others' times too
FEW_LOOKS = (time(0), time(7, 30))
OUTAGES = (  # nobody looks in between; after the first everything is too late, after the second nothing is
    (datetime(2026, 5, 17, 12, tzinfo=UTC), datetime(2026, 5, 20, 22, tzinfo=UTC)),
    (datetime(2026, 6, 9, 23, tzinfo=UTC), datetime(2026, 6, 10, 11, 30, tzinfo=UTC)),
)
COMPANIES = 10
SMALL = 12
WINDOW = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message: the channel, its title, when it came."""

    channel: str
    title: str
    at: datetime


@dataclass(slots=True)
class Outcome:
    """What a simulation left: messages in order, and the outbox as (channel, day) → (state, story's title)."""

    posted: list[Posted] = field(default_factory=list)
    rows: dict[tuple[str, date], tuple[str, str]] = field(default_factory=dict)
    companies: dict[str, str] = field(default_factory=dict)


def main() -> None:
    """Simulate twice, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--stories", type=int, default=150)
    arguments = parser.parse_args()
    be_quiet()
    looks = sorted(looks_at(arguments.days))
    first, second = (asyncio.run(simulate(looks, arguments.stories)) for _ in range(2))
    faults = [*judge(first, looks, arguments.days, arguments.stories), *holiday_differences()]
    faults += [] if first == second else ["the second simulation came out differently"]
    print("\n".join(calendar(first, arguments.days)))
    print("\n".join(faults or summary(first, looks, arguments.days)))
    sys.exit(1 if faults else 0)


def channel_of(rule: Rule) -> str:
    """The key of the channel that a rule is for."""
    return f"slack:{rule.name}"


def looks_at(days: int, times: Sequence[time] = LOOKS) -> Iterator[datetime]:
    """When somebody looks at the clock: at times when something may be due, and at times when nothing may."""
    for ahead in range(days + 1):
        day = FIRST + timedelta(days=ahead - 1)  # the Korean day begins the evening before
        for at in times:
            look = datetime.combine(day, at, UTC)
            is_inside = _start() <= look < _start() + timedelta(days=days)
            if is_inside and not any(begins <= look < ends for begins, ends in OUTAGES):
                yield look
        yield from (ends for _, ends in OUTAGES if ends.date() == day)


async def simulate(looks: Sequence[datetime], count: int, rules: Sequence[Rule] = RULES) -> Outcome:
    """Post from the first look to the last."""
    clock, messenger, outcome = StandingClock(at=_start()), Channel(), Outcome()
    async with opened() as store:
        await _furnish(store, count, rules, outcome)
        poster = Poster(store=store, messengers={"slack": messenger}, now=clock, owner="simulation")
        for look in looks:
            clock.at = look
            await poster.tick()
            outcome.posted += [
                Posted(channel=channel, title=summary.rpartition(": ")[2], at=look)
                for channel, _, summary in messenger.posted[len(outcome.posted) :]
            ]
        stories = await store.read(lambda library: library.page(limit=100_000))
        titles = {story.number: story.title for story in stories.stories}
        every = await store.read(lambda library: library.posts(limit=100_000))
    outcome.rows = {(one.channel, one.day): (one.state.value, titles.get(one.story or 0, "")) for one in every}
    return outcome


def judge(
    outcome: Outcome, looks: Sequence[datetime], days: int, count: int, rules: Sequence[Rule] = RULES
) -> Iterator[str]:
    """Everything that is not as the oracle says it; nothing when all is well."""
    seen = 0
    for rule in rules:
        channel = channel_of(rule)
        wanted = list(expected(rule, _days(rule, days), looks))
        there = [one for one in outcome.posted if one.channel == channel]
        seen += len(there)
        times, wished = [one.at for one in there], [one.sent_at for one in wanted if one.sent_at]
        if times != wished:
            yield f"{rule.name}: not posted when due: {_first_difference(times, wished)}"
        rows = {day: state for (at, day), (state, _) in outcome.rows.items() if at == channel}
        if rows != {one.day: "sent" if one.sent_at else "skipped" for one in wanted}:
            yield f"{rule.name}: the outbox differs"
        pool = SMALL if rule.tag else count
        if repeated := early_repeats([one.title for one in there], pool):
            yield f"{rule.name}: came again too early: {repeated[:3]}"
    if seen != len(outcome.posted):
        yield "somebody got a post who has no schedule"
    most = most_of_a_company(outcome, rules[0])
    if most > WINDOW // 4:
        yield f"one company had {most} of {WINDOW} posts in a row"


def most_of_a_company(outcome: Outcome, rule: Rule) -> int:
    """The most posts that one company had among WINDOW in a row, while every company still had a story to give."""
    there = [outcome.companies[one.title] for one in outcome.posted if one.channel == channel_of(rule)]
    least = min(Counter(outcome.companies.values()).values())
    usable = next((place for place in range(len(there)) if max(_without_largest(there[:place])) >= least), len(there))
    windows = (there[start : start + WINDOW] for start in range(max(1, usable - WINDOW)))
    return max(max(Counter(window).values()) for window in windows)


def holiday_differences() -> Iterator[str]:
    """Where the list written here and the `holidays` package disagree."""
    theirs = set(holidays.country_holidays("KR", years=(2026, 2027)))
    for day in sorted(theirs ^ HOLIDAYS.keys()):
        yield f"{day} is a holiday {'only of the package' if day in theirs else 'only of the list'}"


def calendar(outcome: Outcome, days: int) -> Iterator[str]:
    """A block a month: a line a schedule, then the month's holidays."""
    width = max(len(rule.name) for rule in RULES)
    last = FIRST + timedelta(days=days - 1)
    for month in _months(last):
        yield f"\n{month[0]:%Y-%m}{'':{width - 7}}  {''.join(str(day.day % 10) for day in month)}"
        for rule in RULES:
            yield f"{rule.name:{width}}  {''.join(_sign(outcome, rule, day) for day in month)}"
        named = {**HOLIDAYS, **OWN_DAYS_OFF}
        free = [f"{day.day} {'월화수목금토일'[day.weekday()]} {named[day]}" for day in month if day in named]
        yield f"{'':{width}}  {', '.join(free) or '-'}"


def summary(outcome: Outcome, looks: Sequence[datetime], days: int) -> Iterator[str]:
    """What was found to be right."""
    states = Counter(state for state, _ in outcome.rows.values())
    yield f"\n{days} days, {len(RULES)} schedules, {len(looks):,} looks at the clock, two simulations alike"
    yield f"posted {len(outcome.posted):,}, in the outbox {dict(states)}, each on its day and at its time, none twice"
    yield "no story came again before its pool was used up"
    drawn = _drawn(outcome, RULES[0])
    yield (
        f"most posts of one company in {WINDOW} in a row: {most_of_a_company(outcome, RULES[0])} "
        f"(drawn at random: {drawn}); the largest company holds "
        f"{max(Counter(outcome.companies.values()).values())} of {len(outcome.companies)} stories"
    )
    yield f"the list of {len(HOLIDAYS)} holidays and the package `holidays` {holidays.__version__} agree"


async def _furnish(store: SqliteStore, count: int, rules: Sequence[Rule], outcome: Outcome) -> None:
    random = Random(3)
    drafts = []
    for number in range(count):
        company = f"회사{random.choice((0, 0, 0, *range(COMPANIES)))}"
        title = f"이야기 {number:03}"
        outcome.companies[title] = company
        tags = ("작은",) if number < SMALL else (f"주제{number % 7}",)
        at = _start() - timedelta(days=random.randint(1, 600))
        views = random.randint(0, 5000)
        link = f"https://a.example/{number}"
        drafts.append(draft(title, company=company, tags=tags, views=views, published_at=at, link=link))
    await add(store, *drafts, at=_start())
    for rule in rules:
        target = Target(
            channel=channel_of(rule),
            zone=ZoneInfo(rule.zone),
            since=_start(),
            at=rule.at,
            weekdays=rule.weekdays,
            on_holiday=OnHoliday(rule.on_holiday),
            paused_until=rule.paused_until,
            tags=(rule.tag,) if rule.tag else (),
        )
        await store.write(lambda library, target=target: library.set_target(target, actor="test:a", at=_start()))
    for day, name in OWN_DAYS_OFF.items():
        await store.write(lambda library, day=day, name=name: library.set_day_off(day, name))


def _start() -> datetime:
    """Midnight of the first day in Korea."""
    return datetime.combine(FIRST, time(), UTC) - timedelta(hours=9)


def _days(rule: Rule, days: int) -> list[date]:
    last = FIRST + timedelta(days=days)
    return [day for day in days_of(rule, FIRST, last, frozenset(OWN_DAYS_OFF)) if due_at(rule, day) >= _start()]


def _months(last: date) -> Iterator[list[date]]:
    every = [FIRST + timedelta(days=ahead) for ahead in range((last - FIRST).days + 1)]
    for name in dict.fromkeys((day.year, day.month) for day in every):
        yield [day for day in every if (day.year, day.month) == name]


def _sign(outcome: Outcome, rule: Rule, day: date) -> str:
    signs: Mapping[str, str] = {"sent": "●", "skipped": "○", "failed": "✗", "claimed": "?", "planned": "?"}
    return signs[outcome.rows[channel_of(rule), day][0]] if (channel_of(rule), day) in outcome.rows else "·"


def _first_difference(times: Sequence[datetime], wanted: Sequence[datetime]) -> str:
    for place in range(max(len(times), len(wanted))):
        pair = times[place : place + 1], wanted[place : place + 1]
        if pair[0] != pair[1]:
            return f"posted {pair[0]}, wanted {pair[1]}"
    return "-"


def _without_largest(companies: Sequence[str]) -> list[int]:
    """How often each company but the first, which has most stories, has been."""
    counts = Counter(companies)
    return [counts[name] for name in counts if name != "회사0"] or [0]


def _drawn(outcome: Outcome, rule: Rule) -> int:
    """The same figure where stories are drawn at random."""
    drawn = list(outcome.companies)
    Random(1).shuffle(drawn)
    drawn = drawn[: sum(one.channel == channel_of(rule) for one in outcome.posted)]
    names = [outcome.companies[title] for title in drawn]
    return max(max(Counter(names[at : at + WINDOW]).values()) for at in range(max(1, len(names) - WINDOW)))


if __name__ == "__main__":
    main()
