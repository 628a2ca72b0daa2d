"""Who makes a due post, and with which story: decided in one transaction, before anything is sent."""

import dataclasses
from datetime import datetime

from bot.digest.approval import Approval, ApprovalState
from bot.digest.due import Due
from bot.digest.outbox import Post, PostReason, PostState
from bot.digest.picking import Pick, Stock, pick, settled_story
from bot.digest.target import Kind, Target
from bot.notices.notice import ADMINS, Notice
from bot.ports import Library
from bot.story import Story, StoryState

ACTOR = "storybot:digest"


def claim(
    library: Library, *, target: Target, due: Due, now: datetime, owner: str, stock: Stock | None = None
) -> Post | None:
    """Claim a due post in the caller's transaction, its story chosen; None when it is another's, done, empty or not
    approved yet.

    With nothing worth sending the row is recorded as skipped, or claimed without a story where the channel is told so.
    """
    post = library.post(due.channel, due.day) or planned(due, now)
    if not post.is_free(now):
        return None
    if post.state is PostState.PLANNED and not live(library, post.stories):
        picked = _live_pick(library, target, due, stock or Stock(first=due.day))
        if picked and target.approval and not _is_agreed(library, target, due, picked):
            return None
        if picked is None and not target.notes_when_empty:
            library.put_post(post.ended(PostState.SKIPPED, PostReason.EMPTY, now))
            return None
        stories = picked.stories if picked else ()
        post = dataclasses.replace(post, stories=stories, story=stories[0] if stories else None)
    post = post.claimed(now, owner)
    library.put_post(post)
    return post


def expire(library: Library, *, due: Due, now: datetime, owner: str) -> Post | None:
    """Record a post whose time is over, in the caller's transaction; one that may have gone out is claimed instead."""
    post = library.post(due.channel, due.day) or planned(due, now)
    if not post.is_free(now):
        return None
    if post.state is PostState.CLAIMED or post.attempts:
        post = post.claimed(now, owner)
        library.put_post(post)
        return post
    library.put_post(post.ended(PostState.SKIPPED, _why_never(library, due), now))
    return None


def ask(library: Library, *, target: Target, due: Due, now: datetime, stock: Stock) -> Approval | None:
    """Put the story of a day before the admins, in the caller's transaction; None where there is nothing to ask."""
    asked = library.approval(due.channel, due.day)
    if asked and live(library, (asked.story,)):
        return None
    if library.post(due.channel, due.day) or library.pinned(due.channel, due.day) is not None:
        return None
    passed = (*asked.passed, asked.story) if asked else ()
    picked = _live_pick(library, target, due, stock, passed=passed)
    return propose(library, target, due, picked, passed=passed, actor=ACTOR, now=now) if picked else None


def propose(
    library: Library,
    target: Target,
    due: Due,
    picked: Pick,
    *,
    passed: tuple[int, ...],
    actor: str,
    now: datetime,
) -> Approval:
    """Record what is asked about a day, and tell the admins unless it was one of them who just saw it."""
    approval = Approval(
        channel=due.channel,
        day=due.day,
        state=ApprovalState.ASKED,
        story=picked.story,
        actor=actor,
        at=now,
        passed=passed,
    )
    library.put_approval(approval)
    if actor == ACTOR:
        library.notify(_question(target, due, picked, now))
    return approval


def live(library: Library, stories: tuple[int, ...]) -> tuple[Story, ...]:
    """Those of `stories` that people may see."""
    return tuple(story for story in library.stories(stories) if story.state is StoryState.LIVE)


def planned(due: Due, now: datetime) -> Post:
    """A row of the outbox that nobody has touched."""
    return Post(channel=due.channel, day=due.day, state=PostState.PLANNED, due_at=due.at, at=now)


def tell_of_failure(library: Library, post: Post, reason: PostReason, now: datetime) -> None:
    """Let the admins know, once, that a day's post could not be made."""
    library.notify(
        Notice(
            key=f"post:{post.channel}:{post.day.isoformat()}",
            to=ADMINS,
            name=f"post_{reason.value}",
            facts={"channel": post.channel, "day": post.day.isoformat()},
            at=now,
            buttons=(("log", f"log:{post.channel}"),),
        )
    )


def approval_buttons(approval: Approval, kind: Kind) -> tuple[tuple[str, str], ...]:
    """What an admin can answer, as (name under `button.`, press)."""
    state = f"{approval.channel} {approval.day.isoformat()} {approval.story}"
    another = (("another", f"another:{state}"),) if kind is Kind.FEATURED else ()
    return (("agree", f"agree:{state}"), *another, ("skip_day", f"skipday:{state}"))


def _question(target: Target, due: Due, picked: Pick, now: datetime) -> Notice:
    local = due.at.astimezone(target.zone)
    asked = Approval(
        channel=due.channel, day=due.day, state=ApprovalState.ASKED, story=picked.story, actor=ACTOR, at=now
    )
    return Notice(
        key=f"approval:{due.channel}:{due.day.isoformat()}:{picked.story}",
        to=f"{ADMINS}:{target.platform}",
        name="approval" if target.kind is Kind.FEATURED else "approval_of_list",
        facts={
            "channel": due.channel,
            "day": due.day.isoformat(),
            "time": local.strftime("%H:%M"),
            "count": len(picked.stories),
            "card": picked.story,
        },
        at=now,
        buttons=approval_buttons(asked, target.kind),
        language=target.language,
    )


def _live_pick(
    library: Library, target: Target, due: Due, stock: Stock, *, passed: tuple[int, ...] = ()
) -> Pick | None:
    """A pick whose stories may go out now: what was read beforehand may have changed meanwhile."""
    picked = pick(library, target, due.day, due.at, stock, passed=passed)
    if picked and not live(library, picked.stories[:1]):
        picked = pick(library, target, due.day, due.at, Stock(first=due.day), passed=passed)
    return picked


def _is_agreed(library: Library, target: Target, due: Due, picked: Pick) -> bool:
    if target.kind is Kind.FEATURED:
        return settled_story(library, due.channel, due.day) == picked.story
    approval = library.approval(due.channel, due.day)
    return approval is not None and approval.state is ApprovalState.APPROVED


def _why_never(library: Library, due: Due) -> PostReason:
    target = library.target(due.channel)
    if target is not None and target.off:
        return PostReason.BY_HAND
    approval = library.approval(due.channel, due.day)
    asked = approval is not None and approval.state is ApprovalState.ASKED
    return PostReason.UNAPPROVED if asked else PostReason.MISSED
