"""What importing a file would do, found out by reading alone: counts, a few titles, nothing changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from bot.importing import Item, Refusal
from bot.links import is_link, link_key
from bot.ports import Library, Store
from bot.story import Draft
from bot.taking import ImportReport, Outcome, batches, same_story, with_brought

EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What an import would do, and the first new titles."""

    report: ImportReport
    titles: tuple[str, ...] = ()


async def foresee(store: Store, items: Iterable[Item | Refusal]) -> Forecast:
    """Look at every item; one that stands in the file twice counts as new once."""
    report, titles = ImportReport(), list[str]()
    seen: set[str] = set()
    async for batch in batches(items):
        outcomes = await store.read(partial(_outcomes, batch=batch, seen=seen))
        report = report.with_outcomes(outcomes)
        new = (
            item.draft.title
            for item, outcome in zip(batch, outcomes, strict=True)
            if outcome is Outcome.NEW and isinstance(item, Item)
        )
        titles = [*titles, *new][:EXAMPLES]
    return Forecast(report=report, titles=tuple(titles))


def _outcomes(library: Library, *, batch: tuple[Item | Refusal, ...], seen: set[str]) -> list[Outcome | Refusal]:
    return [item if isinstance(item, Refusal) else _outcome(library, item.draft, seen) for item in batch]


def _outcome(library: Library, draft: Draft, seen: set[str]) -> Outcome:
    known = same_story(draft, library.kin(draft))
    if known is not None:
        return Outcome.UNCHANGED if with_brought(library, known, draft) == known else Outcome.UPDATED
    names = _names(draft)
    is_new = not names & seen
    seen |= names
    return Outcome.NEW if is_new else Outcome.UNCHANGED


def _names(draft: Draft) -> set[str]:
    """What would tell that the same story comes again."""
    names = {f"id {draft.id}"} if draft.id else set()
    if draft.link and is_link(draft.link):
        names.add(f"link {link_key(draft.link)}")
    return names
