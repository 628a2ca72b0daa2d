"""Making the posts that are due, each exactly once: claim in the outbox, send, record.

The row is claimed, with the story in it, before anything is sent. Whoever finds a claim whose lease is over looks into
the channel for the row's key before sending again, so a crash at any step, a lost answer or a second process gives one
message a channel and date.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeGuard

import structlog

from bot.digest.choice import RECENT_DAYS, choose
from bot.digest.due import GRACE, Agenda, Due, agenda
from bot.digest.outbox import LEASE, Messenger, Post, PostFault, PostOutcome, PostReason, PostState
from bot.digest.target import Target
from bot.digest.wording import digest_reply
from bot.ports import Clock, Library, Store
from bot.story import Story, StoryState

_log = structlog.get_logger()
_RECORDS = timedelta(days=62)  # further back than anything that can still be due
_ACTOR = "storybot:digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """Makes posts. `owner` names this process in the outbox, `messengers` are by platform."""

    store: Store
    messengers: Mapping[str, Messenger]
    now: Clock
    owner: str

    async def tick(self) -> None:
        """Look at every channel once. The failure of one holds up no other."""
        for target in await self.store.read(lambda library: library.targets()):
            if target.off or target.channel.partition(":")[0] not in self.messengers:
                continue
            try:
                await self._look_at(target)
            except Exception:  # noqa: BLE001 - one channel's trouble must not keep the others from their post
                _log.exception("digest failed", channel=target.channel)

    async def _look_at(self, target: Target) -> None:
        due = await self.store.read(partial(_agenda, target=target, now=self.now()))
        for one in due.missed:
            await self._give_up(target, one)
        for one in due.now:
            post = await self.store.write(partial(claim, target=target, due=one, now=self.now(), owner=self.owner))
            if post is not None:
                await self._send(target, post)

    async def _give_up(self, target: Target, due: Due) -> None:
        """Record a post whose time is over; one that may have gone out is looked for first."""
        stale = await self.store.write(partial(expire, due=due, now=self.now(), owner=self.owner))
        if stale is None:
            return
        try:
            message = await self._messenger(target).find(stale.channel, stale.key, since=stale.due_at)
        except PostFault:
            return  # nobody can tell now; the next look after the lease asks again
        await self._record(
            _sent(stale, message, self.now()) if message else _ended(stale, PostReason.TIRED, self.now())
        )

    async def _send(self, target: Target, post: Post) -> None:
        try:
            message = None
            if post.attempts > 1:
                message = await self._messenger(target).find(post.channel, post.key, since=post.due_at)
            if message is None:
                story = await self.store.read(lambda library: library.story(str(post.story)))
                if not _may_go_out(story):
                    await self._record(_planned(post, self.now(), story=None))
                    return
                reply = digest_reply(story, target, post.day)
                message = await self._messenger(target).post(post.channel, reply, key=post.key)
        except PostFault as fault:
            await self._record_fault(target, post, fault)
            return
        await self._record(_sent(post, message, self.now()))
        _log.info("digest sent", channel=post.channel, day=post.day.isoformat(), story=post.story)

    async def _record_fault(self, target: Target, post: Post, fault: PostFault) -> None:
        now = self.now()
        _log.warning("digest not sent", channel=post.channel, day=post.day.isoformat(), outcome=fault.outcome.value)
        match fault.outcome:
            case PostOutcome.UNKNOWN:
                pass  # the claim stands until its lease is over; then somebody looks before sending again
            case PostOutcome.LATER:
                await self._record(_planned(post, now, story=post.story))
            case PostOutcome.CONTENT:
                await self._record(_ended(post, PostReason.CONTENT, now))
            case PostOutcome.GONE:
                await self._record(_ended(post, PostReason.GONE, now))
                off = dataclasses.replace(target, off=fault.detail or PostReason.GONE.value)
                await self.store.write(lambda library: library.set_target(off, actor=_ACTOR, at=now))

    async def _record(self, post: Post) -> None:
        await self.store.write(lambda library: library.put_post(post))

    def _messenger(self, target: Target) -> Messenger:
        return self.messengers[target.channel.partition(":")[0]]


def claim(library: Library, *, target: Target, due: Due, now: datetime, owner: str) -> Post | None:
    """Claim a due post in the caller's transaction, its story chosen; None when it is another's, done, or empty.

    With nothing worth sending the row is recorded as skipped.
    """
    post = library.post(due.channel, due.day) or _new(due, now)
    if not _is_free(post, now):
        return None
    story = library.story(str(post.story)) if post.story else None
    if post.state is PostState.PLANNED and not _may_go_out(story):
        choice = choose(
            library.candidates(target),
            due.day,
            library.lately(due.channel, due.day, days=RECENT_DAYS),
            pinned=library.pinned(due.channel, due.day),
        )
        if choice is None:
            library.put_post(dataclasses.replace(_ended(post, PostReason.EMPTY, now), state=PostState.SKIPPED))
            return None
        post = dataclasses.replace(post, story=choice.number)
    post = _claimed(post, now, owner)
    library.put_post(post)
    return post


def expire(library: Library, *, due: Due, now: datetime, owner: str) -> Post | None:
    """Record a post whose time is over, in the caller's transaction; one that may have gone out is claimed instead."""
    post = library.post(due.channel, due.day) or _new(due, now)
    if not _is_free(post, now):
        return None
    if post.state is PostState.CLAIMED:
        post = _claimed(post, now, owner)
        library.put_post(post)
        return post
    was_tried = post.attempts > 0
    ended = _ended(post, PostReason.TIRED if was_tried else PostReason.MISSED, now)
    library.put_post(ended if was_tried else dataclasses.replace(ended, state=PostState.SKIPPED))
    return None


def _agenda(library: Library, *, target: Target, now: datetime) -> Agenda:
    since = (now - _RECORDS).date()
    recorded = library.recorded_days(target.channel, since=since)
    return agenda(target, now, recorded, days_off=library.days_off(), grace=GRACE)


def _is_free(post: Post, now: datetime) -> bool:
    if post.state is PostState.CLAIMED:
        return post.lease_until is None or post.lease_until <= now
    return post.state is PostState.PLANNED


def _may_go_out(story: Story | None) -> TypeGuard[Story]:
    return story is not None and story.state is StoryState.LIVE


def _new(due: Due, now: datetime) -> Post:
    return Post(channel=due.channel, day=due.day, state=PostState.PLANNED, due_at=due.at, at=now)


def _claimed(post: Post, now: datetime, owner: str) -> Post:
    lease = now + LEASE
    return dataclasses.replace(
        post, state=PostState.CLAIMED, owner=owner, lease_until=lease, attempts=post.attempts + 1, at=now
    )


def _planned(post: Post, now: datetime, *, story: int | None) -> Post:
    return dataclasses.replace(post, state=PostState.PLANNED, story=story, lease_until=None, at=now)


def _sent(post: Post, message: str, now: datetime) -> Post:
    return dataclasses.replace(post, state=PostState.SENT, message=message, lease_until=None, at=now)


def _ended(post: Post, reason: PostReason, now: datetime) -> Post:
    return dataclasses.replace(post, state=PostState.FAILED, reason=reason, lease_until=None, at=now)
