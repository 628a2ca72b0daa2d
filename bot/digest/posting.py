"""Making the posts that are due, each exactly once: claim in the outbox, send, record.

The row is claimed, with the story in it, before anything is sent. Whoever finds a claim whose lease is over looks into
the channel for the row's key before sending again, so a crash at any step, a lost answer or a second process gives one
message a channel and date.
"""

import asyncio
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.digest.claiming import ACTOR, ask, claim, expire, live, tell_of_failure
from bot.digest.due import Due
from bot.digest.looking import Look, look_around
from bot.digest.outbox import CLOCK_SKEW, LEASE_MARGIN, Messenger, Post, PostFault, PostOutcome, PostReason, PostState
from bot.digest.picking import Stock
from bot.digest.target import Target
from bot.digest.wording import digest_reply
from bot.notices.notice import ADMINS, Notice
from bot.ports import Clock, Library, Store

__all__ = ["Poster", "claim", "expire"]

_log = structlog.get_logger()
_PROMPT = timedelta(minutes=2)
_LOOKS = 100  # a channel that could not be looked into so often tells nobody anything
_AT_ONCE = 8  # channels looked at together, so that a slow one holds up none


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """Makes posts. `owner` names this process in the outbox, `messengers` are by platform."""

    store: Store
    messengers: Mapping[str, Messenger]
    now: Clock
    owner: str

    async def tick(self) -> None:
        """Look at every channel once. The failure of one holds up no other."""
        looks = await self.store.read(partial(look_around, now=self.now(), platforms=self.messengers.keys()))
        if not looks:
            return
        stock = Stock(first=min(due.day for look in looks for due in look.dues))
        if any(look.agenda.now or look.asks for look in looks):
            await self.store.read(stock.pool)  # read here, so that no writing transaction waits for it
        gate = asyncio.Semaphore(_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for look in looks:
                group.create_task(self._guarded(look, stock, gate))

    async def _guarded(self, look: Look, stock: Stock, gate: asyncio.Semaphore) -> None:
        async with gate:
            try:
                await self._look_at(look, stock)
            except Exception:  # noqa: BLE001 - one channel's trouble must not keep the others from their post
                _log.exception("digest failed", channel=look.target.channel)

    async def _look_at(self, look: Look, stock: Stock) -> None:
        target = look.target
        for due in look.agenda.missed:
            await self._give_up(target, due)
        for due in look.asks:
            await self.store.write(partial(ask, target=target, due=due, now=self.now(), stock=stock))
        for due in look.agenda.now:
            work = partial(claim, target=target, due=due, now=self.now(), owner=self.owner, stock=stock)
            post = await self.store.write(work)
            if post is not None:
                await self._send(target, post)

    async def _give_up(self, target: Target, due: Due) -> None:
        """Record a post whose time is over; one that may have gone out is looked for first."""
        stale = await self.store.write(partial(expire, due=due, now=self.now(), owner=self.owner))
        if stale is None:
            return
        try:
            message = await self._find(target, stale)
        except PostFault as fault:
            if fault.outcome is not PostOutcome.GONE and stale.attempts < _LOOKS:
                return  # nobody can tell now; the next look after the lease asks again
            message = None
        if message:
            await self._record(stale.sent(message, self.now()))
        else:
            await self.store.write(partial(_fail, post=stale, reason=PostReason.TIRED, now=self.now()))

    async def _send(self, target: Target, post: Post) -> None:
        try:
            # A late first attempt looks too: the claim of an earlier one may be lost with the power or to a backup.
            is_first = post.attempts == 1 and self.now() - post.due_at < _PROMPT
            message = None if is_first else await self._find(target, post)
            if message is None:
                stories = await self.store.read(partial(live, stories=post.stories))
                if post.stories and not stories:
                    await self._record(dataclasses.replace(post.put_off(self.now()), stories=(), story=None))
                    return
                if not post.lease_until or self.now() > post.lease_until - LEASE_MARGIN:
                    return  # this process stood still; whoever claims the post next looks for it first
                reply = digest_reply(stories, target, post.day)
                message = await self._messenger(target).post(post.channel, reply, key=post.key)
        except PostFault as fault:
            await self._record_fault(post, fault)
            return
        await self._record(post.sent(message, self.now()))
        _log.info("digest sent", channel=post.channel, day=post.day.isoformat(), story=post.story)

    async def _record_fault(self, post: Post, fault: PostFault) -> None:
        now = self.now()
        _log.warning("digest not sent", channel=post.channel, day=post.day.isoformat(), outcome=fault.outcome.value)
        match fault.outcome:
            case PostOutcome.UNKNOWN:
                pass  # the claim stands until its lease is over; then somebody looks before sending again
            case PostOutcome.LATER:
                await self._record(post.put_off(now))
            case PostOutcome.CONTENT:
                await self.store.write(partial(_fail, post=post, reason=PostReason.CONTENT, now=now))
            case PostOutcome.GONE:
                await self.store.write(partial(_switch_off, post=post, detail=fault.detail, now=now))

    async def _find(self, target: Target, post: Post) -> str | None:
        return await self._messenger(target).find(post.channel, post.key, since=post.due_at - CLOCK_SKEW)

    async def _record(self, post: Post) -> None:
        await self.store.write(partial(_put_unless_taken_over, post=post))

    def _messenger(self, target: Target) -> Messenger:
        return self.messengers[target.platform]


def _put_unless_taken_over(library: Library, *, post: Post) -> bool:
    """Record how an attempt ended; False where somebody else has claimed the post meanwhile, or ended it.

    That it went out is recorded all the same.
    """
    standing = library.post(post.channel, post.day)
    if standing is None:
        return False
    is_ours = (standing.state, standing.owner, standing.attempts) == (PostState.CLAIMED, post.owner, post.attempts)
    if is_ours or (post.state is PostState.SENT and standing.state is not PostState.SENT):
        library.put_post(post)
        return True
    return False


def _fail(library: Library, *, post: Post, reason: PostReason, now: datetime) -> None:
    if not _put_unless_taken_over(library, post=post.ended(PostState.FAILED, reason, now)):
        return
    tell_of_failure(library, post, reason, now)


def _switch_off(library: Library, *, post: Post, detail: str, now: datetime) -> None:
    """Leave a channel alone that is gone, and tell an admin once."""
    if not _put_unless_taken_over(library, post=post.ended(PostState.FAILED, PostReason.GONE, now)):
        return
    target = library.target(post.channel)
    if target is None or target.off:
        return
    off = detail or PostReason.GONE.value
    library.set_target(dataclasses.replace(target, off=off), actor=ACTOR, at=now)
    library.notify(
        Notice(
            key=f"gone:{post.channel}:{post.day.isoformat()}",
            to=ADMINS,
            name="post_gone",
            facts={"channel": post.channel, "detail": off},
            at=now,
            buttons=(("schedule_again", f"schedule:{post.channel} 켜기"),),
            language=target.language,
        )
    )
