"""Taking drafts into the library: is this one new, does it bring something new, or is it known already?

What a person has edited by hand stays; a source that leaves a field out takes nothing away; view counts only grow.
"""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from itertools import islice

from rapidfuzz import fuzz

from bot.errors import LinkTaken
from bot.importing import Item, Provenance, Refusal, RefusalReason
from bot.links import canonical_link, is_link, link_key
from bot.ports import Act, Clock, Library, Store
from bot.story import Draft, Story

BATCH = 200
_SAME_TEXT = 60.0  # rapidfuzz ratio from which two posts of one title are one post
_COMPARED = 2000  # characters of the bodies that are compared
_TAKEN_FIELDS = ("title", "body", "link", "source_link", "company", "author", "tags", "published_at")


class Outcome(Enum):
    """What became of a draft."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did: counts, and every refusal with its place."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()

    @property
    def taken(self) -> int:
        """How many drafts were accepted, whether they brought something or not."""
        return self.new + self.updated + self.unchanged

    @property
    def handled(self) -> int:
        """How many items were looked at."""
        return self.taken + len(self.refused)

    def with_outcomes(self, outcomes: Iterable[Outcome | Refusal]) -> "ImportReport":
        """The report with more items in it."""
        outcomes = tuple(outcomes)
        return ImportReport(
            new=self.new + outcomes.count(Outcome.NEW),
            updated=self.updated + outcomes.count(Outcome.UPDATED),
            unchanged=self.unchanged + outcomes.count(Outcome.UNCHANGED),
            refused=(*self.refused, *(one for one in outcomes if isinstance(one, Refusal))),
        )


async def take_all(
    store: Store,
    items: Iterable[Item | Refusal],
    *,
    actor: str,
    now: Clock,
    progress: Callable[[int], None] = lambda _: None,
    act: Act | None = None,
) -> ImportReport:
    """Take every item, BATCH at a time, one transaction a batch: a crash leaves whole batches only.

    `progress` is told how many items have been handled so far. With `act` all of it can be undone as one.
    """
    report = ImportReport()
    async for report in take_batches(store, items, actor=actor, now=now, act=act):
        progress(report.handled)
    return report


async def take_batches(
    store: Store, items: Iterable[Item | Refusal], *, actor: str, now: Clock, act: Act | None = None
) -> AsyncIterator[ImportReport]:
    """Take every item as `take_all` does; gives what was done so far after each batch."""
    report = ImportReport()
    async for batch in batches(items):
        outcomes = await store.write(partial(_take_batch, batch=batch, actor=actor, at=now(), act=act))
        report = report.with_outcomes(outcomes)
        yield report


async def batches(items: Iterable[Item | Refusal]) -> AsyncIterator[tuple[Item | Refusal, ...]]:
    """The items, BATCH at a time; they are parsed on a thread, so that nobody waits for a long file."""
    iterator = iter(items)
    while batch := await asyncio.to_thread(lambda: tuple(islice(iterator, BATCH))):
        yield batch


def take(
    library: Library,
    draft: Draft,
    *,
    actor: str,
    at: datetime,
    provenance: Provenance | None = None,
    act: Act | None = None,
) -> tuple[Outcome, Story]:
    """Take one draft. Raises LinkTaken when its id is one story's and its link another's."""
    known = same_story(draft, library.kin(draft))
    if known is None:
        return Outcome.NEW, library.add(draft, actor=actor, at=at, provenance=provenance, act=act)
    merged = with_brought(library, known, draft)
    if merged == known:
        return Outcome.UNCHANGED, known
    return Outcome.UPDATED, library.change(merged, actor=actor, at=at, action="updated", act=act)


def with_brought(library: Library, known: Story, draft: Draft) -> Story:
    """`known` with what `draft` brings, but for what people edited."""
    merged = merge(known, draft, frozenset())
    return merged if merged == known else merge(known, draft, library.edited_fields(known.number))


def same_story(draft: Draft, kin: Iterable[Story]) -> Story | None:
    """The story among `kin` that `draft` is: by id, by link, or, where the source gives no id, by title and text."""
    kin = tuple(kin)
    key = link_key(draft.link) if draft.link and is_link(draft.link) else None
    for story in kin:
        if draft.id is not None and story.id == draft.id:
            return story
    for story in kin:
        if key and story.link and link_key(story.link) == key:
            return story
    if draft.id is not None:
        return None
    return next((story for story in kin if _reads_the_same(draft, story, key)), None)


def merge(story: Story, draft: Draft, kept: frozenset[str]) -> Story:
    """`story` with what `draft` brings; the fields in `kept` stay as they are."""
    offered = {name: getattr(draft, name) for name in _TAKEN_FIELDS if getattr(draft, name) and name not in kept}
    if "link" in offered:
        offered["link"] = canonical_link(offered["link"])
        if story.link and link_key(story.link) == link_key(offered["link"]):
            del offered["link"]  # another spelling of the same address brings nothing
    return dataclasses.replace(story, **offered, views=max(story.views, draft.views or 0))


def _reads_the_same(draft: Draft, story: Story, key: str | None) -> bool:
    if key and story.link:
        return False
    if _folded(draft.title) != _folded(story.title):
        return False
    if draft.company and story.company and draft.company != story.company:
        return False
    if not draft.body or not story.body or draft.body == story.body:
        return True
    return fuzz.ratio(draft.body[:_COMPARED], story.body[:_COMPARED]) >= _SAME_TEXT


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _take_batch(
    library: Library, *, batch: tuple[Item | Refusal, ...], actor: str, at: datetime, act: Act | None
) -> list[Outcome | Refusal]:
    return [_take_item(library, item, actor, at, act) for item in batch]


def _take_item(library: Library, item: Item | Refusal, actor: str, at: datetime, act: Act | None) -> Outcome | Refusal:
    if isinstance(item, Refusal):
        return item
    try:
        return take(library, item.draft, actor=actor, at=at, provenance=item.provenance, act=act)[0]
    except LinkTaken as taken:
        return Refusal(line=item.line, path=item.path, reason=RefusalReason.LINK_TAKEN, detail=str(taken.number))
