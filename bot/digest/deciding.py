"""What admins decide about a day: agree, want another story, skip it, take that back. The first decision counts."""

import dataclasses
from datetime import date, datetime
from enum import Enum

from bot.digest.approval import Approval, ApprovalState
from bot.digest.calendar import moment
from bot.digest.claiming import planned, propose
from bot.digest.due import GRACE, Due
from bot.digest.outbox import PostReason, PostState
from bot.digest.picking import Stock, pick
from bot.digest.target import Target
from bot.ports import Library


class Verdict(Enum):
    """What came of a decision; the catalogue holds the words under `day_verdict.`."""

    AGREED = "agreed"
    AGREED_BEFORE = "agreed_before"
    ANOTHER = "another"
    NO_OTHER = "no_other"
    CHANGED = "changed"  # another story stands there by now
    SKIPPED = "skipped"
    SKIPPED_BEFORE = "skipped_before"
    UNSKIPPED = "unskipped"
    NOT_SKIPPED = "not_skipped"
    SENT = "sent"  # it has gone out, or goes out right now
    OVER = "over"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A verdict, and what stands before the admins now."""

    verdict: Verdict
    approval: Approval | None = None


def agree(library: Library, target: Target, day: date, story: int, *, actor: str, now: datetime) -> Decided:
    """Agree to the story that was asked about."""
    verdict, approval = _standing(library, target, day, story, now)
    if verdict or approval is None:
        return Decided(verdict=verdict or Verdict.OVER, approval=approval)
    agreed = dataclasses.replace(approval, state=ApprovalState.APPROVED, actor=actor, at=now)
    library.put_approval(agreed)
    return Decided(verdict=Verdict.AGREED, approval=agreed)


def another(library: Library, target: Target, day: date, story: int, *, actor: str, now: datetime) -> Decided:
    """Put the next best story in the place of the one asked about."""
    verdict, approval = _standing(library, target, day, story, now)
    if verdict or approval is None:
        return Decided(verdict=verdict or Verdict.OVER, approval=approval)
    passed = (*approval.passed, approval.story)
    due = Due(channel=target.channel, day=day, at=moment(target, day))
    picked = pick(library, target, day, due.at, Stock(first=day), passed=passed)
    if picked is None:
        return Decided(verdict=Verdict.NO_OTHER, approval=approval)
    proposed = propose(library, target, due, picked, passed=passed, actor=actor, now=now)
    return Decided(verdict=Verdict.ANOTHER, approval=proposed)


def skip(library: Library, target: Target, day: date, *, now: datetime) -> Decided:
    """Leave a day out."""
    closed = _closed(library, target, day, now)
    if closed:
        return Decided(verdict=closed)
    due = Due(channel=target.channel, day=day, at=moment(target, day))
    library.put_post(planned(due, now).ended(PostState.SKIPPED, PostReason.BY_HAND, now))
    return Decided(verdict=Verdict.SKIPPED)


def unskip(library: Library, target: Target, day: date, *, now: datetime) -> Decided:
    """Take back that a day was left out, as long as its post could still be made."""
    post = library.post(target.channel, day)
    if post is None or post.reason is not PostReason.BY_HAND:
        return Decided(verdict=Verdict.NOT_SKIPPED)
    if moment(target, day) + GRACE < now:
        return Decided(verdict=Verdict.OVER)
    library.drop_post(target.channel, day)
    return Decided(verdict=Verdict.UNSKIPPED)


def _standing(
    library: Library, target: Target, day: date, story: int, now: datetime
) -> tuple[Verdict | None, Approval | None]:
    """Why nothing more can be decided about the story asked about, and what stands before the admins."""
    approval = library.approval(target.channel, day)
    closed = _closed(library, target, day, now)
    if closed or approval is None:
        return closed, approval
    if approval.story != story:
        return Verdict.CHANGED, approval
    return (Verdict.AGREED_BEFORE if approval.state is ApprovalState.APPROVED else None), approval


def _closed(library: Library, target: Target, day: date, now: datetime) -> Verdict | None:
    """Why nothing can be decided about a day any more."""
    post = library.post(target.channel, day)
    if post is None:
        return Verdict.OVER if moment(target, day) + GRACE < now else None
    match post.state:
        case PostState.SENT | PostState.CLAIMED:
            return Verdict.SENT
        case PostState.PLANNED:
            return None
        case PostState.FAILED | PostState.SKIPPED:
            return Verdict.SKIPPED_BEFORE if post.reason is PostReason.BY_HAND else Verdict.OVER
