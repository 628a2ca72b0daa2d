"""Links people post: the quiet hint at known ones, new ones collected as the channel wishes, our own pages unfurled."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import structlog

from adapters.slack.desk import Desk
from adapters.slack.faults import CallFailed
from adapters.slack.payloads import LinksShared, Place, Said, plain_words
from adapters.slack.people import Known
from adapters.slack.posting import user_of
from adapters.slack.render import Surface, render, render_parts
from bot.actor import Role
from bot.commands.collecting import collect_link, hint, links_in
from bot.commands.registry import COMMANDS, Reading
from bot.commands.values import Context
from bot.errors import LinkTaken, Refused
from bot.fetching import to_draft
from bot.ports import Collecting, Library, Sharing
from bot.reply import StoryCard
from bot.story import Draft, Story, StoryState

_log = structlog.get_logger()
_PAGE = re.compile(r"/(\d{1,15})/?$")
_TITLE = 500
HINTS_A_MESSAGE = 3
_EARLIER = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What a posted link turned out to be: a story, whether it is new, and where it was shared before."""

    story: Story | None = None
    is_new: bool = False
    earlier: tuple[Sharing, ...] = ()


class Links:
    """Looks at what is posted, in channels that wish it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def posted(self, said: Said) -> None:
        """Record, collect and hint; people who post no links in a channel that collects notice nothing."""
        mode = await self.mode(said.place)
        links = links_in(plain_words(said.text)) if mode else ()
        known = await self._desk.admit(said.person, said.place) if links else None
        if mode is None or known is None:
            return
        sharing = Sharing(channel=said.place.key, message=said.at, actor=known.actor.key, at=self._desk.app.now())
        collected = [await self.collect(link, mode, sharing) for link in links]
        for one in [one for one in collected if one.story and not one.is_new][:HINTS_A_MESSAGE]:
            await self._hint(said, one, known)

    async def mode(self, place: Place) -> Collecting | None:
        """What happens to links in a channel."""
        return await self._desk.app.store.read(lambda library: library.collecting(place.key))

    async def collect(self, link: str, mode: Collecting, sharing: Sharing, *, quietly: bool = False) -> Collected:
        """Take one posted link in as the channel wishes; the same message again changes nothing.

        Admins hear of a suggestion, unless it comes `quietly`.
        """
        at = None if quietly else self._desk.app.now()
        store = self._desk.app.store
        known = await store.read(lambda library: library.by_link(link))
        if known is None and mode is Collecting.HINT:
            return Collected()
        draft, mode = (Draft(title=link, link=link), mode) if known else await self._draft(link, mode)
        if draft is None:
            return Collected()

        def work(library: Library) -> Collected:
            before = library.by_link(link)
            earlier = library.sharings(before.number, limit=_EARLIER) if before else ()
            story, is_new = collect_link(library, draft, mode, sharing, at=at)
            return Collected(
                story=story, is_new=is_new, earlier=tuple(one for one in earlier if one.message != sharing.message)
            )

        try:
            return await store.write(work)
        except LinkTaken:
            return Collected()  # another message brought it in a moment ago

    async def unfurl(self, shared: LinksShared) -> None:
        """Show cards below links to the library's own pages."""
        known = await self._desk.admit(shared.person, shared.place)
        if known is None or not self._desk.page_host:
            return
        unfurls = {link: blocks for link in shared.links if (blocks := await self._card(link, known, shared.place))}
        if shared.unfurl and shared.source:
            place = {"unfurl_id": shared.unfurl, "source": shared.source}
        else:
            place = {"channel": shared.place.channel, "ts": shared.at}
        if unfurls:
            await self._desk.courier.unfurl(unfurls, place=place)

    async def _draft(self, link: str, mode: Collecting) -> tuple[Draft | None, Collecting]:
        """The story behind a new link; one whose page cannot be read is only suggested, a listing page is nothing."""
        unread = Draft(title=link[:_TITLE], link=link)
        if self._desk.fetcher is None:
            return unread, Collecting.SUGGEST
        try:
            page = await self._desk.fetcher.fetch(link)
        except Refused:
            return unread, Collecting.SUGGEST
        if page.list_of_links or page.posts:
            return None, mode
        return replace(to_draft(page), title=page.title[:_TITLE] or link[:_TITLE], link=link), mode

    async def _hint(self, said: Said, collected: Collected, known: Known) -> None:
        story = collected.story
        if story is None or story.state is not StoryState.LIVE:
            return
        app, words = self._desk.app, self._desk.words(known.language)
        reading = Reading(command="open", argument=str(story.number))
        context = Context(
            request=app.request(reading, actor=known.actor, channel=said.place.key, language=known.language),
            store=app.store,
            words=words,
            now=app.now(),
            zone=app.zone,
            random=app.random,
            commands=COMMANDS,
            shares=False,
        )
        message = render(hint(context, story, collected.earlier), words)
        try:
            await self._desk.courier.whisper(said.place.channel, user_of(known), message, thread=said.place.thread)
        except CallFailed as failed:
            _log.info("hint not shown", code=failed.code)

    async def _card(self, link: str, known: Known, place: Place) -> dict[str, Any]:
        """The card of a page of ours as everybody may see it; nothing for other links."""
        parts = urlsplit(link)
        number = _PAGE.search(parts.path)
        if parts.hostname != self._desk.page_host or number is None:
            return {}
        everybody = replace(known, actor=replace(known.actor, role=Role.MEMBER))
        reply = await self._desk.answer(Reading(command="open", argument=number[1]), everybody, place)
        cards = tuple(replace(part, buttons=()) for part in reply.parts if isinstance(part, StoryCard))
        blocks = render_parts(cards, self._desk.words(self._desk.language), Surface.MESSAGE)
        return {"blocks": list(blocks)} if blocks else {}
