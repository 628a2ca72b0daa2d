"""Taking drafts into the library: is this one new, does it bring something new, or is it known already?

What a person has edited by hand stays; a source that leaves a field out takes nothing away; view counts only grow.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from itertools import islice

from rapidfuzz import fuzz

from bot.errors import LinkTaken
from bot.importing import Item, Provenance, Refusal, RefusalReason
from bot.links import canonical_link, is_link, link_key
from bot.ports import Clock, Library, Store
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


async def take_all(
    store: Store,
    items: Iterable[Item | Refusal],
    *,
    actor: str,
    now: Clock,
    progress: Callable[[int], None] = lambda _: None,
) -> ImportReport:
    """Take every item, BATCH at a time, one transaction a batch: a crash leaves whole batches only.

    `progress` is told how many items have been handled so far.
    """
    tally = dict.fromkeys(Outcome, 0)
    refused: list[Refusal] = []
    handled = 0
    for batch in _batches(items):
        outcomes = await store.write(partial(_take_batch, batch=batch, actor=actor, at=now()))
        for outcome in outcomes:
            if isinstance(outcome, Refusal):
                refused.append(outcome)
            else:
                tally[outcome] += 1
        handled += len(batch)
        progress(handled)
    return ImportReport(
        new=tally[Outcome.NEW],
        updated=tally[Outcome.UPDATED],
        unchanged=tally[Outcome.UNCHANGED],
        refused=tuple(refused),
    )


def take(
    library: Library, draft: Draft, *, actor: str, at: datetime, provenance: Provenance | None = None
) -> tuple[Outcome, Story]:
    """Take one draft. Raises LinkTaken when its id is one story's and its link another's."""
    known = same_story(draft, library.kin(draft))
    if known is None:
        return Outcome.NEW, library.add(draft, actor=actor, at=at, provenance=provenance)
    merged = merge(known, draft, frozenset())
    if merged != known:
        merged = merge(known, draft, library.edited_fields(known.number))
    if merged == known:
        return Outcome.UNCHANGED, known
    return Outcome.UPDATED, library.change(merged, actor=actor, at=at, action="updated")


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
    library: Library, *, batch: tuple[Item | Refusal, ...], actor: str, at: datetime
) -> list[Outcome | Refusal]:
    return [_take_item(library, item, actor, at) for item in batch]


def _take_item(library: Library, item: Item | Refusal, actor: str, at: datetime) -> Outcome | Refusal:
    if isinstance(item, Refusal):
        return item
    try:
        return take(library, item.draft, actor=actor, at=at, provenance=item.provenance)[0]
    except LinkTaken as taken:
        return Refusal(line=item.line, path=item.path, reason=RefusalReason.LINK_TAKEN, detail=str(taken.number))


def _batches(items: Iterable[Item | Refusal]) -> Iterator[tuple[Item | Refusal, ...]]:
    iterator = iter(items)
    while batch := tuple(islice(iterator, BATCH)):
        yield batch
