"""May a program look here? robots.txt of each host, kept for a day (RFC 9309)."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from adapters.fetching.getting import SafeGetter
from bot.fetching import FetchProblem, FetchRefused
from bot.links import is_link
from bot.ports import Clock

AGENT: Final = "storybot"
_KEPT: Final = timedelta(hours=24)
_MOST_HOSTS: Final = 2000
_LONGEST: Final = 500 * 1024  # what RFC 9309 asks a program to read at least
_LONGEST_PAUSE: Final = timedelta(seconds=10)
_MOST_MAPS: Final = 5
# Without such an answer there are no rules (RFC 9309, 2.3.1.3); where a server fails, nobody may look (2.3.1.4).
_NO_RULES: Final = frozenset(
    {
        FetchProblem.NOT_FOUND,
        FetchProblem.FORBIDDEN,
        FetchProblem.EMPTY,
        FetchProblem.NOT_A_PAGE,
        FetchProblem.TOO_LARGE,
        FetchProblem.TOO_MANY_REDIRECTS,
        FetchProblem.BROKEN_ANSWER,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a host asks of programs: `pause` between two requests, and the site maps it names."""

    parser: RobotFileParser
    pause: timedelta
    maps: tuple[str, ...]

    def allow(self, link: str) -> bool:
        """Whether `link` may be fetched."""
        return bool(self.parser.can_fetch(AGENT, link))


class Robots:
    """Knows the rules of hosts; asks each host once a day."""

    def __init__(self, getter: SafeGetter, *, now: Clock) -> None:
        self._getter = getter
        self._now = now
        self._known: OrderedDict[str, tuple[datetime, Rules]] = OrderedDict()

    async def rules(self, link: str) -> Rules:
        """The rules of a link's host. Raises FetchRefused where the host fails."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(link))
        asked_at, known = self._known.get(site, (None, None))
        if known is not None and asked_at is not None and self._now() - asked_at < _KEPT:
            return known
        found = await self._asked(site)
        self._known[site] = (self._now(), found)
        while len(self._known) > _MOST_HOSTS:
            self._known.popitem(last=False)
        return found

    async def check(self, link: str) -> Rules:
        """The rules of a link's host; raises FetchRefused (ROBOTS) where they keep programs away from the link."""
        rules = await self.rules(link)
        if not rules.allow(link):
            raise FetchRefused(FetchProblem.ROBOTS, host=urlsplit(link).hostname or "")
        return rules

    async def _asked(self, site: str) -> Rules:
        try:
            answer = await self._getter.get(f"{site}/robots.txt", kinds=None)
        except FetchRefused as refused:
            if refused.problem in _NO_RULES:
                return rules_of("")
            raise
        is_page = answer.content.lstrip()[:1] == b"<"  # whatever the label says
        return rules_of("" if is_page else answer.content[:_LONGEST].decode("utf-8", "replace"))


def rules_of(text: str) -> Rules:
    """The rules written in a robots.txt; an empty one allows everything."""
    parser = RobotFileParser()
    parser.parse(text.removeprefix("\ufeff").splitlines())
    delay = parser.crawl_delay(AGENT)
    pause = min(timedelta(seconds=min(float(delay), 60)), _LONGEST_PAUSE) if delay else timedelta()
    maps = tuple(dict.fromkeys(one for one in parser.site_maps() or () if is_link(one)))
    return Rules(parser=parser, pause=pause, maps=maps[:_MOST_MAPS])
