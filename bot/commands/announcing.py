"""Who hears of suggestions: admins of one that came in, where they choose; the suggester of what became of it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.chat_settings import SUGGESTION_NOTICES, space_language, value_of
from bot.notices.notice import ADMINS, Notice
from bot.ports import Library
from bot.story import Story, StoryState

PLATFORMS = ("slack", "discord")  # where people can be written to
_TOGETHER = timedelta(minutes=10)  # suggestions that come so close together make one notice after the first
_DECIDE = (("approve", "approve:{}"), ("edit", "edit:{}"), ("merge", "merge:{}"), ("refuse", "refuse:{}"))


def announce(library: Library, story: Story, *, name: str, at: datetime) -> None:
    """Tell admins of a suggestion in the caller's transaction; `name` is who suggested it, empty for a posted link.

    The first of some minutes is told by itself with its buttons, the others together when the minutes are over.
    """
    begin = datetime.fromtimestamp(at.timestamp() // _TOGETHER.total_seconds() * _TOGETHER.total_seconds(), UTC)
    for to in _recipients(library):
        if library.claim(f"suggestions:{to}:{begin.isoformat()}", at=at):
            notice = Notice(
                key=f"suggested:{to}:{story.number}",
                to=to,
                name="suggested" if name else "collected",
                facts={"title": story.title, "name": name} if name else {"title": story.title},
                buttons=tuple((label, press.format(story.number)) for label, press in _DECIDE),
                at=at,
                language=space_language(library),
            )
            library.notify(notice)
        else:
            _announce_many(library, to, f"suggestions:{to}:{begin.isoformat()}", at=begin + _TOGETHER)


def announce_many(library: Library, *, key: str, at: datetime) -> None:
    """Tell admins once how many suggestions wait, after many came in at once; `key` names the occasion."""
    for to in _recipients(library):
        _announce_many(library, to, f"suggestions:{to}:{key}", at=at)


def tell_suggester(library: Library, story: Story, *, outcome: str, actor: str, at: datetime) -> None:
    """Tell who suggested a story what became of it (`approved`, `refused`, `merged`), unless they decided themselves.

    Who merely posted a link in a channel hears good news only.
    """
    to = story.added_by
    if to == actor or to.partition(":")[0] not in PLATFORMS:
        return
    was_posted = any(one.actor == to and one.at == story.added_at for one in library.sharings(story.number, limit=1000))
    if was_posted and outcome != "approved":
        return
    person = library.person(to)
    notice = Notice(
        key=f"decided:{story.number}:{outcome}:{at.isoformat()}",
        to=to,
        name="posted_approved" if was_posted else outcome,
        facts={"title": story.title},
        buttons=() if outcome == "refused" else (("open", f"open:{library.kept_of(story.number) or story.number}"),),
        at=at,
        language=person.language if person else space_language(library),
    )
    library.notify(notice)


def _announce_many(library: Library, to: str, key: str, *, at: datetime) -> None:
    notice = Notice(
        key=key,
        to=to,
        name="suggestions",
        facts={"count": library.count(StoryState.SUGGESTED)},
        buttons=(("suggestions", "suggestions:"),),
        at=at,
        language=space_language(library),
    )
    if not library.notify(notice):
        library.amend(notice)


def _recipients(library: Library) -> Iterable[str]:
    match value_of(SUGGESTION_NOTICES, library):
        case "off":
            return ()
        case "admins":
            return (ADMINS,)
        case _:
            return tuple(f"{ADMINS}:{platform}" for platform in PLATFORMS if library.admin_channel(platform))
