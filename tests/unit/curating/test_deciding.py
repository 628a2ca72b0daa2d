"""Suggestions: who hears of them, what admins make of them, once, and what the suggester hears."""

from bot.app import App
from bot.commands.announcing import announce_many
from bot.commands.collecting import collect_link
from bot.notices.telling import notice_reply
from bot.ports import Collecting, Sharing
from bot.story import StoryState
from tests.support.building import MORNING, StandingClock, add, draft
from tests.unit.curating.support import KIM, LEE, PARK, buttons, pressed, says, story, typed


async def told(app: App, to: str) -> list[str]:
    """What waits to be told to somebody, in their words."""
    errands = await app.store.read(lambda library: library.errands(app.now().replace(year=2027), limit=50))
    found = [one.notice for one in errands if one.notice.to == to]
    return [notice_reply(one, one.language).summary for one in found]


async def _admin_channel(app: App) -> None:
    await app.store.write(lambda library: library.set_admin_channel("slack", "slack:C9", at=MORNING))


async def _suggest(app: App, number: int = 1, title: str = "좋은 글") -> None:
    await typed(app, f"제안 {title} https://a.example/{number}", PARK)


async def test_where_admins_chose_a_channel_they_hear_of_a_suggestion_there(app: App):
    await _admin_channel(app)
    await _suggest(app)
    assert await told(app, "admins:slack") == ["박회원님이 ‘좋은 글’을 제안했어요. 서재에 올릴까요?"]
    (errand,) = await app.store.read(lambda library: library.errands(app.now(), limit=9))
    assert [press for _, press in errand.notice.buttons] == ["approve:1", "edit:1", "merge:1", "refuse:1"]


async def test_without_a_channel_it_waits_quietly_unless_the_setting_says_otherwise(app: App):
    await _suggest(app)
    assert await told(app, "admins") == []
    await pressed(app, "setting:suggestion_notices admins", KIM)
    await _suggest(app, 2)
    assert len(await told(app, "admins")) == 1
    await pressed(app, "setting:suggestion_notices off", KIM)
    await _suggest(app, 3)
    assert len(await told(app, "admins")) == 1


async def test_many_at_once_are_told_together_after_the_first(app: App, clock: StandingClock):
    await _admin_channel(app)
    for number in range(1, 6):
        await _suggest(app, number)
        clock.forward(seconds=20)
    heard = await told(app, "admins:slack")
    assert heard == ["박회원님이 ‘좋은 글’을 제안했어요. 서재에 올릴까요?", "승인을 기다리는 글이 5편 있어요."]


async def test_a_channels_past_is_told_of_once_with_the_count(app: App):
    await _admin_channel(app)
    sharing = Sharing(channel="slack:C1", message="1.1", actor=PARK.key, at=MORNING)
    for number in range(3):
        new = draft(f"글 {number}", link=f"https://a.example/{number}")
        await app.store.write(lambda library, new=new: collect_link(library, new, Collecting.SUGGEST, sharing))
    await app.store.write(lambda library: announce_many(library, key="past", at=MORNING))
    assert await told(app, "admins:slack") == ["승인을 기다리는 글이 3편 있어요."]


async def test_the_first_of_two_admins_decides_and_the_other_hears_who_was_first(app: App):
    await _suggest(app)
    first = await pressed(app, "approve:1", KIM)
    second = await pressed(app, "refuse:1", LEE)
    assert "‘좋은 글’을 서재에 올렸어요." in says(first)
    assert "김관리님이 먼저 승인했어요. ‘좋은 글’은 이미 서재에 있어요." in says(second)
    assert (await story(app.store, 1)).state is StoryState.LIVE


async def test_the_suggester_hears_the_outcome_once(app: App):
    await _suggest(app)
    await _suggest(app, 2, "다른 글")
    await pressed(app, "approve:1", KIM)
    await pressed(app, "approve:1", LEE)
    await pressed(app, "refuse:2", KIM)
    assert sorted(await told(app, PARK.key)) == [
        "제안하신 ‘다른 글’은 이번에는 서재에 올리지 않기로 했어요. 제안해 주셔서 고마워요.",
        "제안하신 ‘좋은 글’이 서재에 올라갔어요. 고마워요.",
    ]


async def test_admins_who_decide_about_their_own_and_the_console_hear_nothing(app: App):
    await typed(app, "제안 내 글 https://a.example/1", KIM)
    await typed(app, "제안 시험 https://a.example/2")
    await pressed(app, "approve:1", KIM)
    await pressed(app, "approve:2", KIM)
    assert await told(app, KIM.key) == []
    assert await told(app, "test:admin") == []


async def test_who_merely_posted_a_link_hears_good_news_only(app: App):
    sharing = Sharing(channel="slack:C1", message="1.1", actor=PARK.key, at=MORNING)
    for number in (1, 2):
        new = draft(f"글 {number}", link=f"https://a.example/{number}")
        await app.store.write(lambda library, new=new: collect_link(library, new, Collecting.SUGGEST, sharing))
    await pressed(app, "refuse:1", KIM)
    await pressed(app, "approve:2", KIM)
    assert await told(app, PARK.key) == ["채널에 올리신 ‘글 2’가 서재에 들어갔어요. 고마워요."]


async def test_a_suggestion_like_a_story_that_is_there_offers_to_merge(app: App):
    await add(app.store, draft("좋은 글", link="https://b.example/other"))
    await _suggest(app)
    asked = await pressed(app, "approve:2", KIM)
    assert "비슷한 글이 이미 있어요. 1번 ‘좋은 글’과 합칠까요?" in says(asked)
    assert (await story(app.store, 2)).state is StoryState.SUGGESTED
    await pressed(app, buttons(await pressed(app, buttons(asked)["합치기"], KIM))["합칠게요"], KIM)
    assert (await story(app.store, 2)).state is StoryState.HIDDEN
    assert await told(app, PARK.key) == ["제안하신 ‘좋은 글’은 이미 있던 글과 합쳤어요. 고마워요."]
    assert "김관리님이 먼저 다른 글과 합쳤어요" in says(await pressed(app, "refuse:2", LEE))


async def test_it_can_be_approved_all_the_same(app: App):
    await add(app.store, draft("좋은 글", link="https://b.example/other"))
    await _suggest(app)
    asked = await pressed(app, "approve:2", KIM)
    await pressed(app, buttons(asked)["그래도 승인"], KIM)
    assert (await story(app.store, 2)).state is StoryState.LIVE
