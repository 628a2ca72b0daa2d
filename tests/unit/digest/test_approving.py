"""Approval the day before: asked once, one outcome whoever presses, nothing unapproved goes out."""

from dataclasses import replace
from datetime import date, timedelta

from bot.actor import Actor, Role
from bot.app import App
from bot.digest.outbox import PostReason, PostState
from bot.digest.posting import Poster
from bot.digest.target import Kind, Target
from bot.notices.telling import Teller
from bot.reply import Note, Reply, StoryCard
from bot.story import StoryState
from store.sqlite import SqliteStore
from tests.support.building import MORNING, SEOUL, StandingClock, add, app_over, draft, opened
from tests.support.messaging import Channel

CHANNEL = "slack:C1"
DAY = date(2026, 3, 3)  # the day after MORNING
ANNE = Actor(key="slack:U1", name="앤", role=Role.ADMIN)
BOB = Actor(key="slack:U2", name="밥", role=Role.ADMIN)


class Desk:
    """A channel that needs approval, its clock, the bot and what it posted."""

    def __init__(self, store: SqliteStore) -> None:
        self.store, self.clock, self.channel = store, StandingClock(), Channel()
        self.app: App = app_over(store, self.clock)

    async def set_up(self, **changes: object) -> None:
        await add(self.store, *(draft(f"글 {number}", views=number * 1000) for number in range(1, 6)))  # type: ignore[arg-type]
        target = Target(channel=CHANNEL, zone=SEOUL, since=MORNING + timedelta(minutes=1), approval=True)
        changed = replace(target, **changes)  # type: ignore[arg-type]
        await self.store.write(lambda library: library.set_target(changed, actor="test:a", at=MORNING))
        await self.store.write(lambda library: library.set_admin_channel("slack", "slack:CADMIN", at=MORNING))

    async def tick(self, **forward: float) -> None:
        self.clock.forward(**forward)
        await Poster(store=self.store, messengers={"slack": self.channel}, now=self.clock, owner="one").tick()
        await Teller(store=self.store, messengers={"slack": self.channel}, now=self.clock).tick()

    async def asked(self) -> int:
        approval = await self.store.read(lambda library: library.approval(CHANNEL, DAY))
        assert approval is not None
        return approval.story

    async def press(self, name: str, story: int, who: Actor = ANNE) -> Reply:
        return await self.app.press(f"{name}:{CHANNEL} {DAY.isoformat()} {story}", actor=who, channel="slack:CADMIN")

    async def row(self) -> tuple[PostState, PostReason | None, int | None] | None:
        post = await self.store.read(lambda library: library.post(CHANNEL, DAY))
        return (post.state, post.reason, post.story) if post else None

    def told(self, channel: str) -> list[str]:
        return [summary for one, _, summary in self.channel.posted if one == channel]


async def test_the_story_of_tomorrow_is_put_before_the_admins_once_at_the_posting_time_of_the_day_before():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=-1)
        assert desk.told("slack:CADMIN") == []
        for _ in range(3):
            await desk.tick(hours=1)
        (question,) = desk.told("slack:CADMIN")
        assert "2026-03-03 09:00" in question
        shown = await desk.app.type("발송", actor=ANNE, channel=CHANNEL)
        assert any(isinstance(part, Note) and "승인을 기다려요" in part.text for part in shown.parts)
        assert desk.told(CHANNEL) == []


async def test_what_was_approved_goes_out_and_nothing_else():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=1)
        story = await desk.asked()
        assert "승인했어요" in (await desk.press("agree", story)).summary
        await desk.tick(hours=23)
        assert await desk.row() == (PostState.SENT, None, story)
        assert "이미 나갔어요" in (await desk.press("another", story)).summary


async def test_the_first_of_two_admins_decides():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=1)
        story = await desk.asked()
        await desk.press("agree", story, ANNE)
        assert "이미 승인했어요" in (await desk.press("another", story, BOB)).summary
        assert "이미 승인했어요" in (await desk.press("agree", story, BOB)).summary
        assert await desk.asked() == story


async def test_another_one_is_the_next_best_and_the_old_button_agrees_to_nothing_unseen():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=1)
        story = await desk.asked()
        reply = await desk.press("another", story)
        other = await desk.asked()
        assert other != story
        assert [part.number for part in reply.parts if isinstance(part, StoryCard)] == [other]
        assert "그사이" in (await desk.press("agree", story, BOB)).summary
        seen = {story, other}
        for _ in range(3):
            await desk.press("another", await desk.asked())
            seen.add(await desk.asked())
        assert len(seen) == 5
        assert "다른 후보가 없어요" in (await desk.press("another", await desk.asked())).summary


async def test_without_a_word_nothing_goes_out_and_a_late_one_within_the_grace_still_counts():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=1)
        await desk.tick(hours=25)
        assert await desk.row() is None
        story = await desk.asked()
        await desk.press("agree", story)
        await desk.tick(minutes=1)
        assert await desk.row() == (PostState.SENT, None, story)


async def test_after_the_grace_the_day_is_on_record_as_not_approved():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=1)
        await desk.tick(hours=36)
        assert await desk.row() == (PostState.SKIPPED, PostReason.UNAPPROVED, None)
        assert "끝나서" in (await desk.press("agree", await desk.asked())).summary
        assert desk.told(CHANNEL) == []


async def test_a_skipped_day_is_left_out_until_that_is_taken_back():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=1)
        story = await desk.asked()
        await desk.press("skipday", story)
        assert "이미 건너뛰기로" in (await desk.press("agree", story, BOB)).summary
        await desk.app.press(f"skipday:{CHANNEL} {DAY.isoformat()} 취소", actor=BOB, channel="slack:CADMIN")
        await desk.press("agree", story)
        await desk.tick(hours=24)
        assert await desk.row() == (PostState.SENT, None, story)


async def test_an_approved_story_that_is_hidden_meanwhile_is_asked_anew():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=1)
        first = await desk.asked()
        await desk.press("agree", first)
        story = await store.read(lambda library: library.story(str(first)))
        assert story is not None
        hidden = replace(story, state=StoryState.HIDDEN)
        await store.write(lambda library: library.change(hidden, actor="test:a", at=MORNING, action="hidden"))
        await desk.tick(hours=24)
        assert desk.told(CHANNEL) == []
        assert await desk.asked() != first
        assert len([text for text in desk.told("slack:CADMIN") if DAY.isoformat() in text]) == 2


async def test_a_pin_is_an_approval():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await store.write(lambda library: library.pin(CHANNEL, DAY, 2))
        await desk.tick(hours=1)
        assert desk.told("slack:CADMIN") == []
        await desk.tick(hours=24)
        assert await desk.row() == (PostState.SENT, None, 2)


async def test_a_list_is_approved_as_a_whole():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up(kind=Kind.NEW)
        await desk.tick(hours=1)
        (question,) = desk.told("slack:CADMIN")
        assert "5편" in question
        await desk.press("agree", await desk.asked())
        await desk.tick(hours=24)
        assert [text for text in desk.told(CHANNEL) if "새 글 5편" in text]


async def test_members_decide_nothing():
    async with opened() as store:
        desk = Desk(store)
        await desk.set_up()
        await desk.tick(hours=1)
        member = replace(ANNE, role=Role.MEMBER)
        assert (await desk.press("agree", await desk.asked(), member)).failed
