"""Telling those who asked that there is an answer now: each once, in the language they asked in."""

from datetime import datetime

from bot.graphemes import shorten
from bot.inbox.values import Asker, Curated, Entry
from bot.notices.notice import Notice
from bot.ports import Library
from bot.story import Story

_UNREACHABLE = ("console:",)
_QUESTION, _ANSWER, _TITLE = 120, 1500, 150


def tell_of_answer(library: Library, entry: Entry, curated: Curated, *, by: str, at: datetime) -> int:
    """Tell the askers of an entry what an admin wrote for it; gives how many are told."""
    facts = {"question": shorten(entry.question, _QUESTION), "answer": shorten(curated.answer, _ANSWER)}
    buttons = (("open", f"open:{curated.story}"),) if curated.story else ()
    return _tell(library, entry, "inbox_answered", facts, buttons, by=by, at=at)


def tell_of_story(library: Library, entry: Entry, story: Story, *, by: str, at: datetime) -> int:
    """Tell the askers of an entry of the story that answers it; gives how many are told."""
    facts = {"question": shorten(entry.question, _QUESTION), "title": shorten(story.title, _TITLE)}
    again = library.remember(entry.question, at=at)
    buttons = (("open", f"open:{story.number}"), ("ask_now", f"ask~:{again}"))
    return _tell(library, entry, "inbox_story", facts, buttons, by=by, at=at)


def _tell(
    library: Library,
    entry: Entry,
    name: str,
    facts: dict[str, str],
    buttons: tuple[tuple[str, str], ...],
    *,
    by: str,
    at: datetime,
) -> int:
    askers = [asker for asker in library.askers_to_tell(entry.number, at=at) if _is_told(asker, by)]
    for asker in askers:
        library.notify(
            Notice(
                key=f"inbox:{entry.number}:{asker.actor}",
                to=asker.actor,
                name=name,
                facts=facts,
                buttons=buttons,
                language=asker.language,
                at=at,
            )
        )
    return len(askers)


def _is_told(asker: Asker, by: str) -> bool:
    """Whoever wrote the answer knows it, and nobody can be written to at a console."""
    return asker.actor != by and not asker.actor.startswith(_UNREACHABLE)
