"""Links people post in channels: known stories are pointed out to who posted them, new ones come in if wanted."""

from dataclasses import dataclass
from datetime import datetime

import discord
import structlog

from adapters.discord.outcomes import Asker, shown
from adapters.discord.sending import Persistence
from adapters.discord.settings import DiscordSettings
from adapters.discord.view import view_of
from bot.actor import Actor, Role
from bot.app import App
from bot.commands.announcing import announce_many
from bot.commands.collecting import collect_link, links_in
from bot.commands.registry import Reading
from bot.errors import Refused
from bot.fetching import PageFetcher, to_draft
from bot.links import is_link
from bot.ports import Collecting, Library, Sharing
from bot.story import Draft, Story, StoryState

_log = structlog.get_logger()
KNOWN, OFFERED = "📚", "📥"
_TITLE_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of the links of a message: stories the library knows (new ones too), and how many are new."""

    stories: tuple[Story, ...] = ()
    new: int = 0


class LinkWatch:
    """Collects links; needs to read what people write, so it is off unless the operator switched that on."""

    def __init__(self, app: App, settings: DiscordSettings, fetcher: PageFetcher | None) -> None:
        self._app = app
        self._settings = settings
        self._fetcher = fetcher
        self._persistence = Persistence.of(settings)

    async def notice(self, message: discord.Message) -> None:
        """Collect the links of a new message as its channel says, and show quietly that it was seen."""
        if not links_in(message.content):
            return
        mode = await self.mode(message.channel)
        if mode is None:
            return
        stories = (await self.collect(message, mode)).stories
        live = [story for story in stories if story.state is StoryState.LIVE]
        is_offered = any(story.state is StoryState.SUGGESTED for story in stories)
        if mode is Collecting.HINT and live:
            await self._hint(message, live[0])
        elif mode is not Collecting.HINT and (live or is_offered):
            await self._mark(message, OFFERED if is_offered else KNOWN)

    async def mode(self, channel: discord.abc.Messageable) -> Collecting | None:
        """What happens to links in a channel; a thread does as its channel does."""
        parent = channel.parent_id if isinstance(channel, discord.Thread) else getattr(channel, "id", 0)
        return await self._app.store.read(lambda library: library.collecting(f"discord:{parent}"))

    async def collect(self, message: discord.Message, mode: Collecting, *, quietly: bool = False) -> Collected:
        """Take in the links of a message, once however often it is looked at.

        Admins hear of suggestions, unless they come `quietly`.
        """
        key = f"discord:links:{message.id}"
        if not await self._app.store.write(lambda library: library.claim(key, at=self._app.now())):
            return Collected()
        sharing = Sharing(
            channel=f"discord:{message.channel.id}",
            message=message.jump_url,
            actor=f"discord:{message.author.id}",
            at=message.created_at,
        )
        stories, new = [], 0
        for link in links_in(message.content):
            story, is_new = await self._take(link, mode, sharing, at=None if quietly else self._app.now())
            stories += [story] if story else []
            new += is_new
        return Collected(stories=tuple(stories), new=new)

    async def announce(self, channel: int, new: int) -> None:
        """Tell admins of all that came quietly."""
        at = self._app.now()
        if new:
            key = f"discord:{channel}:{at.isoformat()}"
            await self._app.store.write(lambda library: announce_many(library, key=key, at=at))

    async def _take(
        self, link: str, mode: Collecting, sharing: Sharing, *, at: datetime | None
    ) -> tuple[Story | None, bool]:
        known = await self._app.store.read(lambda library: library.by_link(link))
        draft = Draft(title=link[:_TITLE_LIMIT], link=link)
        if known is None and mode is not Collecting.HINT:
            draft, mode = await self._draft(link, mode)

        def work(library: Library) -> tuple[Story | None, bool]:
            return collect_link(library, draft, mode, sharing, at=at)

        return await self._app.store.write(work)

    async def _draft(self, link: str, mode: Collecting) -> tuple[Draft, Collecting]:
        """The story behind a link; what could not be read waits for an admin, under its address."""
        unread = Draft(title=link[:_TITLE_LIMIT], link=link)
        if self._fetcher is None:
            return unread, Collecting.SUGGEST
        try:
            draft = to_draft(await self._fetcher.fetch(link))
        except Refused as refused:
            _log.info("page not fetched", platform="discord", fault=str(refused))
            return unread, Collecting.SUGGEST
        return (draft, mode) if draft.title and is_link(draft.link or "") else (unread, Collecting.SUGGEST)

    async def _hint(self, message: discord.Message, story: Story) -> None:
        """The hint goes to who posted the link, alone and without a sound; who takes no messages sees a mark."""
        actor = Actor(key=f"discord:{message.author.id}", name=message.author.display_name, role=Role.MEMBER)
        asker = Asker(actor=actor, channel=f"discord:{message.channel.id}", language=self._settings.language)
        request = self._app.request(
            Reading(command="link", argument=story.link or ""),
            actor=actor,
            channel=asker.channel,
            language=asker.language,
        )
        view = view_of(shown(await self._app.handle(request), asker.words).screen)
        try:
            await self._persistence.call(lambda: message.author.send(view=view, silent=True, nonce=f"h{message.id}"))
        except discord.Forbidden:
            await self._mark(message, KNOWN)

    async def _mark(self, message: discord.Message, emoji: str) -> None:
        try:
            await self._persistence.call(lambda: message.add_reaction(emoji))
        except (discord.Forbidden, discord.NotFound) as refused:
            _log.info("message not marked", platform="discord", channel=message.channel.id, code=refused.code)
