"""Which company and tags does a story without them probably have? From its link, its words, and its like."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.links import link_key
from bot.story import Story

TAGS_SUGGESTED = 4
_AGREEING = 0.8  # share of a host's stories
_FEWEST_OF_A_COMPANY = 2
_IN_TITLE, _IN_BODY, _BY_LIKENESS = 2.0, 1.0, 0.6
_TIMES_IN_BODY = 3
_ENOUGH = 1.0  # points
_SHORTEST_TAG = 2
_BODY_READ = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What a story probably lacks; empty where nothing speaks for it."""

    company: str = ""
    tags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.company or self.tags)


def places(link: str | None) -> tuple[str, ...]:
    """Beginnings of a link under which one company may write, the narrowest first: host with a first piece, host."""
    if not link:
        return ()
    host, _, path = link_key(link).partition("/")
    first, is_deeper, _ = path.partition("/")
    return (f"{host}/{first}", host) if is_deeper else (host,)


def suggest(
    story: Story, *, companies: Sequence[Sequence[str]], alike: Sequence[tuple[Story, float]], known: Iterable[str]
) -> Suggested:
    """What `story` lacks. `companies`: of the stories at each of its `places`; `alike`: similar stories with a score
    in 0..1; `known`: the tags of the library."""
    return Suggested(
        company="" if story.company else _company(companies),
        tags=() if story.tags else _tags(story, alike, known),
    )


def _company(places: Sequence[Sequence[str]]) -> str:
    for there in places:
        (company, count), *_ = Counter(there).most_common(1) or [("", 0)]
        if count >= _FEWEST_OF_A_COMPANY and count >= _AGREEING * len(there):
            return company
    return ""


def _tags(story: Story, alike: Sequence[tuple[Story, float]], known: Iterable[str]) -> tuple[str, ...]:
    points: defaultdict[str, float] = defaultdict(float)
    spelling: dict[str, str] = {}
    for other, score in alike:
        for tag in other.tags:
            spelling.setdefault(tag.casefold(), tag)
            points[tag.casefold()] += score * _BY_LIKENESS
    title, body = story.title.casefold(), story.body[:_BODY_READ].casefold()
    for tag in known:
        folded = tag.casefold()
        if len(folded) < _SHORTEST_TAG or (folded not in title and folded not in body):
            continue
        said = _said(folded, title, body)
        if said:
            spelling.setdefault(folded, tag)
            points[folded] += said
    best = sorted(points, key=lambda tag: (-points[tag], tag))
    return tuple(spelling[tag] for tag in best[:TAGS_SUGGESTED] if points[tag] >= _ENOUGH)


def _said(tag: str, title: str, body: str) -> float:
    """The points for a tag that stands in title or body as a word; Korean words go on with a particle."""
    word = re.compile(rf"(?<![0-9a-z가-힣]){re.escape(tag)}(?![0-9a-z])")
    often = len(word.findall(body)) >= _TIMES_IN_BODY
    return (_IN_TITLE if word.search(title) else 0.0) + (_IN_BODY if often else 0.0)
