"""Telling people what waits for them: claim, send, record, as with scheduled posts, so that each hears it once."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from bot.commands.cards import story_card
from bot.digest.outbox import CLOCK_SKEW, LEASE, LEASE_MARGIN, Messenger, PostFault, PostOutcome
from bot.notices.notice import ADMINS, Errand, ErrandState, Notice
from bot.ports import Clock, Library, Store
from bot.reply import Actions, Button, Note, Part, Reply
from bot.request import Language
from bot.story import Story
from bot.summary import summarise
from bot.words.catalogue import Catalogue, load_catalogue

_log = structlog.get_logger()
_AT_ONCE = 50
_ZONE = ZoneInfo("Asia/Seoul")  # in which the dates of a card are told
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
_KEPT = timedelta(days=7)  # a notice nobody could be told for so long tells nobody anything


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """Where a notice goes: a channel, or a person who is written to directly; and the language read there."""

    platform: str
    channel: str = ""
    person: str = ""
    language: Language = "ko"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells what is queued. `messengers` are by platform."""

    store: Store
    messengers: Mapping[str, Messenger]
    now: Clock

    async def tick(self) -> None:
        """Tell what is due. The failure of one notice holds up no other."""
        for errand in await self.store.read(lambda library: library.errands(self.now(), limit=_AT_ONCE)):
            try:
                await self._run(errand)
            except Exception:  # noqa: BLE001 - one person's trouble must not keep the others from their notice
                _log.exception("notice failed", notice=errand.notice.name)

    async def _run(self, errand: Errand) -> None:
        claimed = await self.store.write(partial(self._claim, key=errand.notice.key))
        if claimed is None:
            return
        way = await self.store.read(partial(self._way, errand=claimed))
        if way is None:
            await self._put_off(claimed)
            return
        messenger = self.messengers[way.platform]
        try:
            if claimed.channel and await messenger.find(
                claimed.channel, claimed.key, since=claimed.notice.at - CLOCK_SKEW
            ):
                await self._record(dataclasses.replace(claimed, state=ErrandState.TOLD))
                return
            claimed = dataclasses.replace(claimed, channel=way.channel or await messenger.conversation(way.person))
            await self._record(claimed)  # whoever takes this over looks where it may have gone
            story = await self.store.read(partial(_card_story, notice=claimed.notice))
            if self.now() > claimed.next_at - LEASE_MARGIN:
                return  # this process stood still; whoever claims the notice next looks for it first
            await messenger.post(claimed.channel, notice_reply(claimed.notice, way.language, story), key=claimed.key)
        except PostFault as fault:
            await self._record_fault(claimed, fault)
            return
        await self._record(dataclasses.replace(claimed, state=ErrandState.TOLD))

    def _claim(self, library: Library, *, key: str) -> Errand | None:
        now = self.now()
        errand = library.errand(key)
        if errand is None or errand.state in (ErrandState.TOLD, ErrandState.DROPPED) or errand.next_at > now:
            return None
        claimed = dataclasses.replace(
            errand, state=ErrandState.CLAIMED, next_at=now + LEASE, attempts=errand.attempts + 1
        )
        library.put_errand(claimed)
        return claimed

    def _way(self, library: Library, *, errand: Errand) -> _Way | None:
        notice, taken = errand.notice, errand.channel.partition(":")[0]  # where it may have gone out, it stays
        if not notice.to.startswith(ADMINS):
            platform = notice.to.partition(":")[0]
            if platform not in self.messengers:
                return None
            return _Way(platform=platform, channel=errand.channel, person=notice.to, language=notice.language)
        asked = taken or notice.to.partition(":")[2]
        platforms = [name for name in self.messengers if name == asked or not asked]
        seen = library.admins_seen(platforms, limit=1)
        language = seen[0].language if seen else notice.language
        for platform in platforms:
            channel = errand.channel or library.admin_channel(platform)
            if channel:
                return _Way(platform=platform, channel=channel, language=language)
        if not seen:
            return None
        return _Way(platform=seen[0].actor.partition(":")[0], person=seen[0].actor, language=language)

    async def _record_fault(self, errand: Errand, fault: PostFault) -> None:
        _log.warning("notice not told", notice=errand.notice.name, outcome=fault.outcome.value)
        match fault.outcome:
            case PostOutcome.UNKNOWN:
                pass  # the claim stands until its lease is over; then somebody looks before sending again
            case PostOutcome.LATER:
                await self._put_off(errand)
            case PostOutcome.CONTENT | PostOutcome.GONE:
                await self._record(dataclasses.replace(errand, state=ErrandState.DROPPED))

    async def _put_off(self, errand: Errand) -> None:
        now = self.now()
        if now - errand.notice.at > _KEPT:
            await self._record(dataclasses.replace(errand, state=ErrandState.DROPPED))
            return
        wait = min(_FIRST_WAIT * 2 ** min(errand.attempts, 10), _LONGEST_WAIT)
        await self._record(dataclasses.replace(errand, state=ErrandState.WAITING, next_at=now + wait))

    async def _record(self, errand: Errand) -> None:
        await self.store.write(partial(_put_unless_taken_over, errand=errand))


def _put_unless_taken_over(library: Library, *, errand: Errand) -> None:
    """Record how far a notice got, unless somebody else has claimed it meanwhile; that it was told, all the same."""
    standing = library.errand(errand.notice.key)
    if standing is None or standing.state in (ErrandState.TOLD, ErrandState.DROPPED):
        return
    is_ours = (standing.state, standing.attempts) == (ErrandState.CLAIMED, errand.attempts)
    if is_ours or errand.state is ErrandState.TOLD:
        library.put_errand(errand)


def notice_reply(notice: Notice, language: Language, story: Story | None = None) -> Reply:
    """The message that tells a notice; with the card of the story it is about."""
    words = load_catalogue(language)
    say = words.say
    sentence = say(f"notice.{notice.name}", **notice.facts)
    parts: tuple[Part, ...] = (Note(text=sentence),)
    if story:
        summary = summarise(story.title, story.body) or (say("open.no_body"),)
        parts = (*parts, story_card(_Look(words=words, zone=_ZONE), story, summary=summary))
    if notice.buttons:
        buttons = tuple(Button(label=say(f"button.{name}"), press=press) for name, press in notice.buttons)
        parts = (*parts, Actions(buttons=buttons))
    return Reply(summary=sentence, parts=parts, private=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    words: Catalogue
    zone: ZoneInfo
    shares: bool = False


def _card_story(library: Library, *, notice: Notice) -> Story | None:
    number = notice.facts.get("card")
    return library.story(str(number)) if number else None
