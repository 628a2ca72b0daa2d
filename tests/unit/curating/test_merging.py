"""Two stories that are one: what is shown before, what is kept, and taking it back."""

import dataclasses

from bot.app import App
from bot.ports import Sharing
from bot.reply import Listing
from bot.story import StoryState
from tests.support.building import MEMBER, MORNING, add, draft
from tests.unit.curating.support import buttons, pressed, says, story, typed

FIRST = draft("쿠버네티스 도입기", link="https://a.example/1", tags=("k8s",), views=3)
SECOND = draft("쿠버네티스 도입 이야기", link="https://a.example/2", tags=("K8S", "배포"), views=9, company="두레")


async def _merged(app: App) -> str:
    await add(app.store, FIRST, SECOND)
    await app.store.write(lambda library: library.save("slack:U1", 2, at=MORNING))
    await app.store.write(lambda library: library.vote("slack:U1", 2, likes=True, at=MORNING))
    sharing = Sharing(channel="slack:C1", message="1.1", actor="slack:U1", at=MORNING)
    await app.store.write(lambda library: library.share(2, sharing))
    asked = await typed(app, "합치기 1 2")
    done = await pressed(app, buttons(asked)["합칠게요"])
    return buttons(done)["되돌리기"].press


async def test_merging_asks_first_and_shows_what_will_be_kept(app: App):
    await add(app.store, FIRST, SECOND)
    asked = await typed(app, "합치기 1 2")
    assert "‘쿠버네티스 도입 이야기’를 ‘쿠버네티스 도입기’에 합칠까요?" in says(asked)
    assert "#k8s #배포" in says(asked)
    assert "조회 9" in says(asked)
    assert (await story(app.store, 2)).state is StoryState.LIVE


async def test_the_kept_story_has_the_tags_views_and_facts_of_both(app: App):
    await _merged(app)
    kept, taken = await story(app.store, 1), await story(app.store, 2)
    assert (kept.tags, kept.views, kept.company, kept.link) == (("k8s", "배포"), 9, "두레", "https://a.example/1")
    assert taken.state is StoryState.HIDDEN


async def test_a_merge_without_its_numbers_says_what_is_missing(app: App):
    for reply in (await typed(app, "합치기"), await pressed(app, "mergenow:"), await pressed(app, "mergenow:1")):
        assert "번호를 다시 확인해 주세요" in says(reply)


async def test_all_that_hung_on_the_story_hangs_on_the_kept_one(app: App):
    await _merged(app)
    hanging = await app.store.read(lambda library: library.gathered(1))
    assert (hanging.saved, hanging.shared, hanging.votes) == (1, 1, 1)


async def test_the_old_number_and_link_lead_to_the_kept_story(app: App):
    await _merged(app)
    assert "쿠버네티스 도입기" in says(await typed(app, "열기 2", MEMBER))
    by_link = await app.store.read(lambda library: library.by_link("https://a.example/2"))
    assert by_link is not None
    assert by_link.number == 1
    again = await typed(app, "제안 다시 https://a.example/2", MEMBER)
    assert "이미 서재에 있어요" in says(again)


async def test_a_merge_is_undone_and_done_again_with_all_that_came_along(app: App):
    undo = await _merged(app)
    undone = await pressed(app, undo)
    assert (await story(app.store, 2)).state is StoryState.LIVE
    assert (await story(app.store, 1)).tags == ("k8s",)
    hanging = await app.store.read(lambda library: (library.gathered(1), library.gathered(2)))
    assert [one.saved for one in hanging] == [0, 1]
    assert (await app.store.read(lambda library: library.kept_of(2))) is None
    await pressed(app, buttons(undone)["다시 적용"])
    assert (await story(app.store, 1)).tags == ("k8s", "배포")
    assert (await app.store.read(lambda library: library.gathered(1))).saved == 1
    assert (await app.store.read(lambda library: library.kept_of(2))) == 1


async def test_a_link_is_taken_over_where_the_kept_story_has_none(app: App):
    await add(app.store, draft("링크 없는 글"), SECOND)
    undo = buttons(await pressed(app, "mergenow:1 2"))["되돌리기"]
    assert ((await story(app.store, 1)).link, (await story(app.store, 2)).link) == ("https://a.example/2", None)
    await pressed(app, undo)
    assert ((await story(app.store, 1)).link, (await story(app.store, 2)).link) == (None, "https://a.example/2")


async def test_merging_again_or_with_itself_changes_nothing(app: App):
    await _merged(app)
    assert "같은 글이라" in says(await pressed(app, "mergenow:1 2"))
    assert "같은 글이라" in says(await typed(app, "합치기 1 1"))


async def test_merges_follow_each_other(app: App):
    await add(app.store, FIRST, SECOND, draft("세 번째 글"))
    await pressed(app, "mergenow:1 2")
    await pressed(app, "mergenow:3 1")
    assert await app.store.read(lambda library: library.kept_of(2)) == 3


async def test_with_one_number_similar_stories_are_offered(app: App):
    await add(app.store, FIRST, SECOND)
    reply = await typed(app, "합치기 2")
    presses = [row.press for part in reply.parts if isinstance(part, Listing) for row in part.rows]
    assert "merge:1 2" in presses


async def test_members_merge_nothing(app: App):
    await add(app.store, FIRST, SECOND)
    assert (await pressed(app, "mergenow:1 2", MEMBER)).failed
    assert (await story(app.store, 2)).state is StoryState.LIVE


async def test_a_suggestion_that_takes_in_a_live_story_is_live(app: App):
    await add(app.store, FIRST, dataclasses.replace(SECOND, state=StoryState.SUGGESTED))
    undo = buttons(await pressed(app, "mergenow:2 1"))["되돌리기"]
    assert [(await story(app.store, number)).state for number in (1, 2)] == [StoryState.HIDDEN, StoryState.LIVE]
    await pressed(app, undo)
    assert [(await story(app.store, number)).state for number in (1, 2)] == [StoryState.LIVE, StoryState.SUGGESTED]


async def test_hidden_stories_are_not_merged(app: App):
    await add(app.store, FIRST, SECOND)
    await typed(app, "숨기기 2")
    assert "숨긴 글이라 합칠 수 없어요. ‘복원 2’로 먼저" in says(await typed(app, "합치기 1 2"))
    assert "숨긴 글이라" in says(await pressed(app, "mergenow:2 1"))
