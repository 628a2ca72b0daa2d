"""Feeds from chat, over a source in memory."""

import dataclasses
from collections.abc import AsyncIterator

import pytest

from bot.app import App
from bot.feeds.feed import FeedState
from bot.fetching import FetchProblem, FetchRefused
from bot.reply import Actions, Attachment, Form, Listing, Note, Reply, Tone
from bot.story import StoryState
from tests.support.building import ADMIN, MEMBER, StandingClock, app_over, opened
from tests.support.feeding import Source, entry, feed, look


@pytest.fixture
def source() -> Source:
    return Source([look(entry(1), entry(2), entry(3))])


@pytest.fixture
async def feeding(source: Source) -> AsyncIterator[App]:
    async with opened() as store:
        yield dataclasses.replace(app_over(store, StandingClock()), feeds=source)


async def said(app: App, line: str) -> Reply:
    return await app.type(line, actor=ADMIN, channel="test:c")


async def pressed(app: App, press: str, **fields: str) -> Reply:
    return await app.press(press, actor=ADMIN, channel="test:c", fields=fields or None)


def presses(reply: Reply) -> list[str]:
    return [button.press for part in reply.parts if isinstance(part, Actions) for button in part.buttons]


async def followed(app: App) -> Reply:
    shown = await said(app, "피드 추가 https://blog.example.com/")
    return await pressed(app, presses(shown)[0])


async def test_a_feed_is_shown_before_it_is_added_and_looked_at_when_it_is(feeding: App) -> None:
    shown = await said(feeding, "피드 추가 https://blog.example.com/")
    rows = [row.label for part in shown.parts if isinstance(part, Listing) for row in part.rows]
    assert rows == ["3번째 글", "2번째 글", "1번째 글"]
    assert await feeding.store.read(lambda library: (library.feeds(), library.count())) == ((), 0)
    added = await pressed(feeding, presses(shown)[0])
    assert added.summary.startswith("이제 ‘가나 기술 블로그’를 따라가요.")
    assert await feeding.store.read(lambda library: library.count()) == 3


async def test_adding_it_again_says_so(feeding: App) -> None:
    shown = await said(feeding, "피드 추가 blog.example.com")
    for press in (presses(shown)[0], presses(shown)[1]):
        again = await pressed(feeding, press)
    assert again.summary == "‘가나 기술 블로그’는 이미 따라가고 있어요."
    assert len(await feeding.store.read(lambda library: library.feeds())) == 1


async def test_the_other_buttons_take_new_posts_only_live_or_as_suggestions(feeding: App) -> None:
    shown = await said(feeding, "피드 추가 https://blog.example.com/")
    await pressed(feeding, presses(shown)[1])
    (held,) = await feeding.store.read(lambda library: library.feeds())
    assert (held.takes, held.only_new) == (StoryState.SUGGESTED, True)
    assert await feeding.store.read(lambda library: library.count(StoryState.SUGGESTED)) == 0


async def test_the_list_leads_to_each_feed_and_its_buttons(feeding: App) -> None:
    await followed(feeding)
    listed = await said(feeding, "관리 피드")
    (row,) = next(part for part in listed.parts if isinstance(part, Listing)).rows
    assert (row.label, row.press) == ("#1 가나 기술 블로그", "feedset:1 show")
    assert row.detail.startswith("켜짐 · 글 3편 · 다음 2026-03-02")
    assert (await said(feeding, "피드 1")).summary == "#1 가나 기술 블로그"


async def test_a_feed_is_switched_off_and_on_and_removed_after_a_question(feeding: App) -> None:
    await followed(feeding)
    await pressed(feeding, "feedset:1 off")
    (held,) = await feeding.store.read(lambda library: library.feeds())
    assert held.state is FeedState.OFF
    await pressed(feeding, "feedset:1 on")
    asked = await pressed(feeding, "feedset:1 remove")
    assert asked.summary == "‘가나 기술 블로그’ 피드를 지울까요? 가져온 글 3편은 서재에 남아요."
    await pressed(feeding, presses(asked)[0])
    assert await feeding.store.read(lambda library: (library.feeds(), library.count())) == ((), 3)
    unknown = await pressed(feeding, "feedset:1 look")
    assert unknown.summary == "그런 피드가 없어요. ‘피드’로 목록을 확인해 주세요."
    assert [part.tone for part in unknown.parts if isinstance(part, Note)] == [Tone.CAUTION]


async def test_settings_are_a_form_and_what_cannot_be_read_is_said_beside_the_field(feeding: App) -> None:
    await followed(feeding)
    form = next(part for part in (await pressed(feeding, "feedset:1 edit")).parts if isinstance(part, Form))
    typed = {field.name: field.value for field in form.fields}
    wrong = await pressed(feeding, form.press, **typed | {"feed_takes": "가끔", "feed_name": " "})
    assert [fault.field for fault in wrong.field_faults] == ["feed_name", "feed_takes"]
    changed = {"feed_takes": "제안", "feed_includes": "쿠버네티스, #백엔드", "feed_company": "가나"}
    await pressed(feeding, form.press, **typed | changed)
    (held,) = await feeding.store.read(lambda library: library.feeds())
    assert (held.takes, held.includes, held.company) == (StoryState.SUGGESTED, ("쿠버네티스", "#백엔드"), "가나")


async def test_a_look_by_hand_says_how_it_went_and_why_not(feeding: App, source: Source) -> None:
    await followed(feeding)
    assert (await pressed(feeding, "feedset:1 look")).summary == "방금 보고 왔어요. 새 글은 없어요."
    source.answers = [look(entry(1), entry(2), entry(3), entry(4))]
    assert (
        await pressed(feeding, "feedset:1 look")
    ).summary == "방금 보고 왔어요. 새 글 1편, 고친 글 0편을 가져왔어요."
    source.answers = [FetchRefused(FetchProblem.TOO_LARGE, host="blog.example.com", limit=5)]
    failed = await pressed(feeding, "feedset:1 look")
    assert failed.summary == "방금 가 봤지만 읽지 못했어요."
    notes = [getattr(part, "text", "") for part in failed.parts]
    assert any("5MB보다 커서" in note for note in notes)
    assert any("읽지 못하고" in getattr(part, "text", "") for part in (await said(feeding, "피드")).parts)


async def test_feeds_go_out_as_a_file(feeding: App) -> None:
    await followed(feeding)
    file = next(part for part in (await said(feeding, "피드 내보내기")).parts if isinstance(part, Attachment))
    assert file.name == "feeds-2026-03-02.opml"
    assert b"https://blog.example.com/" in file.data


async def test_what_cannot_be_reached_is_said(feeding: App, source: Source) -> None:
    source.answers = [FetchRefused(FetchProblem.NOT_A_FEED, host="blog.example.com")]
    refused = await said(feeding, "피드 추가 https://blog.example.com/")
    assert refused.failed
    assert refused.summary.startswith("blog.example.com에서 피드를 찾지 못했어요.")


@pytest.mark.parametrize("line", ["피드 추가 없는주소", "feed add nowhere"])
async def test_what_is_no_address_is_said_to_be_none(feeding: App, line: str) -> None:
    refused = await feeding.type(line, actor=ADMIN, channel="test:c")
    assert (refused.failed, "https://" in refused.summary) == (True, True)


@pytest.mark.parametrize("line", ["피드 추가", "feeds add"])
async def test_an_address_that_was_left_out_is_asked_for(feeding: App, line: str) -> None:
    asked = await feeding.type(line, actor=ADMIN, channel="test:c")
    assert "https://" in " ".join(part.text for part in asked.parts if isinstance(part, Note))


async def test_a_line_about_feeds_is_searched_as_it_was_typed(feeding: App) -> None:
    searched = await feeding.type("feeds 읽는 법", actor=ADMIN, channel="test:c")
    assert "feeds 읽는 법" in searched.summary


async def test_other_words_behind_it_are_a_search_and_members_only_search(feeding: App) -> None:
    await feeding.store.write(lambda library: library.add_feed(feed()))
    assert "추천 시스템" in (await said(feeding, "피드 추천 시스템")).summary
    searched = await feeding.type("피드 추가 https://blog.example.com/", actor=MEMBER, channel="test:c")
    assert "찾" in searched.summary or "없" in searched.summary
    denied = await feeding.press("feedset:1 removenow", actor=MEMBER, channel="test:c")
    assert denied.failed


@pytest.mark.parametrize("press", ["feedset:", "feedset:x show", "feedset:1 fly", "feedadd:", "feedadd:{}"])
async def test_a_button_that_was_never_ours_changes_nothing(feeding: App, press: str) -> None:
    await followed(feeding)
    before = await feeding.store.read(lambda library: library.feeds())
    await pressed(feeding, press)
    assert await feeding.store.read(lambda library: library.feeds()) == before
