"""What people get back, whatever they type: the bot as a member and as an admin use it, without a platform."""

from dataclasses import replace
from random import Random

import pytest

from bot.actor import Actor
from bot.app import App
from bot.commands.aliasing import joined, without
from bot.ports import Collecting
from bot.reply import PRESS_LIMIT, Actions, Button, Form, Listing, Note, Reply, StoryCard
from bot.story import StoryState
from tests.support.building import ADMIN, MEMBER, SEOUL, STRANGER, StandingClock, add, app_over, draft, opened

CHANNEL = "test:channel"


async def typed(app: App, line: str, actor: Actor = MEMBER) -> Reply:
    return await app.type(line, actor=actor, channel=CHANNEL)


async def pressed(app: App, press: str, actor: Actor = MEMBER, **fields: str) -> Reply:
    return await app.press(press, actor=actor, channel=CHANNEL, fields=fields)


def titles(reply: Reply) -> list[str]:
    cards = [part.title.text for part in reply.parts if isinstance(part, StoryCard)]
    rows = [row.label for part in reply.parts if isinstance(part, Listing) for row in part.rows]
    return cards + rows


def buttons(reply: Reply) -> dict[str, Button]:
    found: dict[str, Button] = {}
    for part in reply.parts:
        if isinstance(part, Actions | StoryCard):
            found |= {button.label: button for button in part.buttons}
    return found


def notes(reply: Reply) -> str:
    return "\n".join(part.text for part in reply.parts if isinstance(part, Note))


async def filled(app: App, count: int) -> None:
    await add(app.store, *(draft(f"캐시 이야기 {number:02}", tags=("캐시",)) for number in range(1, count + 1)))  # type: ignore[arg-type]


async def test_a_search_shows_cards_and_turns_its_pages(app: App):
    await filled(app, 7)
    first = await typed(app, "캐시 이야기")
    assert len(titles(first)) == 5
    assert "1/2쪽" in first.summary
    turn = buttons(first)["다음 2/2"]
    second = await pressed(app, turn.press)
    assert len(titles(second)) == 2
    assert not set(titles(first)) & set(titles(second))
    assert titles(await pressed(app, buttons(second)["이전 1/2"].press)) == titles(first)


async def test_a_query_too_long_for_a_button_turns_pages_all_the_same(app: App):
    words = "캐시 이야기 " + " ".join(f"tag{number:03}" for number in range(40))
    await add(app.store, *(draft(f"{words} {number}") for number in range(7)))  # type: ignore[arg-type]
    first = await typed(app, words)
    turn = next(button for label, button in buttons(first).items() if label.startswith("다음"))
    assert len(turn.press) <= PRESS_LIMIT
    assert titles(await pressed(app, turn.press))


async def test_pages_stay_as_they_were_while_stories_come_and_go(app: App):
    await filled(app, 12)
    first = await typed(app, "캐시 이야기")
    every = titles(first)
    await add(app.store, *(draft(f"캐시 이야기 새것 {number}", views=99999) for number in range(4)))  # type: ignore[arg-type]
    second = await pressed(app, buttons(first)["다음 2/3"].press)
    third = await pressed(app, buttons(second)["다음 3/3"].press)
    every += titles(second) + titles(third)
    assert len(every) == len(set(every)) == 12
    assert not any("새것" in title for title in every)
    assert titles(await pressed(app, buttons(second)["이전 1/3"].press)) != []


async def test_nothing_found_says_so_and_what_to_do(app: App):
    await filled(app, 1)
    reply = await typed(app, "현성명자품")
    assert "찾지 못했어요" in reply.summary
    assert not titles(reply)


@pytest.mark.parametrize(
    "line", ["찾기", "-", '"', "찾기 ''", "%", "_", "\x00", "🚀", "ㅋ", "#", "회사:", "a" * 5000, "\u202eabc"]
)
async def test_odd_searches_get_one_plain_reply(app: App, line: str):
    await filled(app, 2)
    reply = await typed(app, line)
    assert reply.summary
    assert "오류 번호" not in reply.summary


async def test_home_shows_how_to_begin_todays_story_and_the_newest(app: App):
    await filled(app, 5)
    reply = await typed(app, "")
    assert "5편" in notes(reply)
    assert [part.heading for part in reply.parts if isinstance(part, Listing)] == ["오늘의 글", "새로 들어온 글"]


async def test_an_empty_library_answers_everything_kindly(app: App):
    for line in ("", "오늘", "무작위", "최근", "태그", "내 목록", "도움말", "모니터링"):
        reply = await typed(app, line)
        assert reply.summary
        assert not reply.failed, line


async def test_todays_story_stays_all_day_changes_at_local_midnight_and_never_comes_again_before_all_have(
    clock: StandingClock,
):
    async with opened() as store:
        app = app_over(store, clock)
        await filled(app, 6)
        seen = []
        for _ in range(6):
            (morning,) = titles(await typed(app, "오늘"))
            clock.forward(hours=14, minutes=59)
            restarted = App(store=store, now=clock, zone=SEOUL, random=Random(1))
            assert titles(await typed(restarted, "오늘")) == [morning]
            seen.append(morning)
            clock.forward(hours=9, minutes=1)
        assert len(set(seen)) == 6
        assert titles(await typed(app, "오늘"))[0] in seen


async def test_todays_story_is_another_once_it_is_hidden(app: App):
    await filled(app, 3)
    reply = await typed(app, "오늘")
    (card,) = [part for part in reply.parts if isinstance(part, StoryCard)]
    await typed(app, f"숨기기 {card.number}", ADMIN)
    assert titles(await typed(app, "오늘")) != titles(reply)


async def test_saving_twice_saves_once_and_the_list_is_ones_own(app: App):
    await filled(app, 1)
    assert "담았어요" in (await typed(app, "저장 1")).summary
    assert "이미" in (await typed(app, "저장 1")).summary
    assert titles(await typed(app, "내 목록")) == ["캐시 이야기 01"]
    assert titles(await typed(app, "내 목록", ADMIN)) == []
    assert "뺐어요" in (await typed(app, "저장취소 1")).summary
    assert "없어요" in (await typed(app, "저장취소 1")).summary


async def test_an_opened_story_shows_summary_facts_and_link(app: App):
    body = (
        "지표는 흐름을 봅니다. 로그는 사건을 남깁니다. 추적은 요청이 지나간 길을 보여 줍니다. 셋은 서로를 보완합니다."
    )
    await add(app.store, draft("관측 입문", body=body, link="https://a.example/1", company="두레", views=1234))
    reply = await typed(app, "열기 1번")
    (card,) = [part for part in reply.parts if isinstance(part, StoryCard)]
    assert len(card.summary) == 3
    assert card.link == "https://a.example/1"
    assert {"#1", "두레", "조회 1,234", "1분 읽기"} <= set(card.facts)


@pytest.mark.parametrize("line", ["열기 99", "저장 99", "비슷한 글 99", "열기"])
async def test_a_story_that_is_not_there_is_said_to_be_missing(app: App, line: str):
    reply = await typed(app, line)
    assert reply.failed
    assert "글이 없어요" in reply.summary


async def test_members_neither_see_nor_touch_what_is_hidden(app: App):
    await filled(app, 1)
    await typed(app, "숨기기 1", ADMIN)
    assert (await typed(app, "열기 1")).failed
    assert (await typed(app, "저장 1")).failed
    assert not titles(await typed(app, "캐시"))
    opened_by_admin = await typed(app, "열기 1", ADMIN)
    assert "숨긴 글" in notes(opened_by_admin)


async def test_hiding_is_undone_by_one_press_even_twice(app: App):
    await filled(app, 1)
    undo = buttons(await typed(app, "숨기기 1", ADMIN))["되돌리기"]
    assert "다시 보여요" in (await pressed(app, undo.press, ADMIN)).summary
    assert "이미" in (await pressed(app, undo.press, ADMIN)).summary
    assert titles(await typed(app, "캐시 이야기")) == ["캐시 이야기 01"]


@pytest.mark.parametrize(
    "line", ["수정 1", "숨기기 1", "복원 1", "변경", "제안함", "승인 1", "거절 1", "모으기", "같은말"]
)
async def test_members_are_told_what_only_admins_may_do_and_nothing_happens(app: App, line: str):
    await filled(app, 1)
    reply = await typed(app, line)
    assert reply.failed
    assert "관리자만" in reply.summary
    assert await app.store.read(lambda library: (library.count(), library.count(StoryState.HIDDEN))) == (1, 0)


async def test_strangers_are_refused_whatever_they_type(app: App):
    for line in ("", "캐시", "오늘", "도움말", "추가"):
        reply = await typed(app, line, STRANGER)
        assert reply.failed


async def test_a_page_button_cannot_open_what_a_person_may_not_see(app: App):
    assert "관리자만" in (await pressed(app, "changes@2:")).summary


async def test_a_line_with_a_link_adds_a_story_with_tags_company_and_author(app: App):
    line = "추가 캐시 다시 보기 https://a.example/1?utm_source=x #캐시 #redis 회사:두레 글쓴이:김두레"
    reply = await typed(app, line, ADMIN)
    assert "추가했어요" in reply.summary
    story = await app.store.read(lambda library: library.story("1"))
    assert story is not None
    assert (story.title, story.link, story.tags, story.company, story.author) == (
        "캐시 다시 보기", "https://a.example/1", ("캐시", "redis"), "두레", "김두레",
    )  # fmt: skip
    assert "이미 있어요" in (await typed(app, "추가 또 https://a.example/1/", ADMIN)).summary


async def test_the_form_asks_and_its_answers_are_stored(app: App):
    form = next(part for part in (await typed(app, "추가", ADMIN)).parts if isinstance(part, Form))
    assert [field.name for field in form.fields] == ["title", "link", "company", "author", "tags", "body"]
    await pressed(app, form.press, ADMIN, title="폼으로 쓴 글", tags="aws, 개발 문화", body="본문")
    edit = next(part for part in (await typed(app, "수정 1", ADMIN)).parts if isinstance(part, Form))
    assert {field.name: field.value for field in edit.fields}["tags"]
    answers = {field.name: field.value for field in edit.fields} | {"title": "고친 글"}
    assert "고쳤어요" in (await pressed(app, edit.press, ADMIN, **answers)).summary
    story = await app.store.read(lambda library: library.story("1"))
    assert story is not None
    assert (story.title, story.tags, story.body) == ("고친 글", ("aws", "개발 문화"), "본문")
    assert "그대로" in (await pressed(app, edit.press, ADMIN, **answers)).summary


async def test_every_wrong_answer_of_a_form_is_named_at_once_and_nothing_is_stored(app: App):
    reply = await pressed(app, "add:", ADMIN, title=" ", link="not a link", company="가" * 101, author="a\x07b")
    assert reply.failed
    assert len([part for part in reply.parts if isinstance(part, Note)]) == 4
    assert await app.store.read(lambda library: library.count()) == 0


async def test_recent_changes_say_who_did_what(app: App):
    await filled(app, 12)
    await typed(app, "숨기기 3", ADMIN)
    reply = await typed(app, "변경", ADMIN)
    assert titles(reply)[0] == "숨김 · #3 캐시 이야기 03"
    assert "다음 2/2" in buttons(reply)


async def test_a_suggestion_waits_for_an_admin_and_is_decided_once(app: App):
    assert "제안했어요" in (await typed(app, "제안 좋은 글 https://a.example/1 #aws")).summary
    assert "이미 제안된" in (await typed(app, "추가 좋은 글 https://a.example/1/")).summary
    assert not titles(await typed(app, "좋은 글"))
    waiting = await typed(app, "제안함", ADMIN)
    assert titles(waiting) == ["좋은 글"]
    approve = buttons(waiting)["승인"].press
    assert "올렸어요" in (await pressed(app, approve, ADMIN)).summary
    assert "이미 서재에" in (await pressed(app, buttons(waiting)["거절"].press, ADMIN)).summary
    assert titles(await typed(app, "좋은 글")) == ["좋은 글"]
    changes = await app.store.read(lambda library: library.changes(limit=9))
    assert [change.action for change in changes.changes] == ["approved", "suggested"]


async def test_a_story_is_shared_once_under_the_members_name_with_the_words_it_was_found_by():
    async with opened() as store:
        app = replace(app_over(store), shares=True)
        await filled(app, 1)
        share = buttons(await typed(app, "캐시 이야기"))["채널에 나누기"].press
        first = await app.press(share, actor=MEMBER, channel=CHANNEL, origin="message-1")
        assert not first.private
        assert MEMBER.name in first.summary
        assert "캐시 이야기" in first.summary
        again = await app.press(share, actor=MEMBER, channel=CHANNEL, origin="message-1")
        assert again.private
        assert not (await app.press(share, actor=MEMBER, channel=CHANNEL, origin="message-2")).private


@pytest.mark.parametrize("word", ["제안", "suggest"])
async def test_a_channel_says_what_happens_to_its_links(app: App, word: str):
    assert "모으지 않아요" in (await typed(app, "모으기", ADMIN)).summary
    assert "제안함에" in (await typed(app, f"모으기 {word}", ADMIN)).summary
    assert await app.store.read(lambda library: library.collecting(CHANNEL)) is Collecting.SUGGEST
    assert "모으지 않아요" in (await typed(app, "모으기 끄기", ADMIN)).summary


async def test_words_taught_as_the_same_are_found_at_once_until_they_are_taken_out(app: App):
    await add(app.store, draft("서비스 메시 도입기", body="트래픽을 나눕니다."))
    assert not titles(await typed(app, "이스티오맨"))
    assert "같은 말로" in (await typed(app, "같은말 이스티오맨 = 서비스 메시", ADMIN)).summary
    assert titles(await typed(app, "이스티오맨")) == ["서비스 메시 도입기"]
    assert titles(await typed(app, "같은말", ADMIN)) == ["이스티오맨 = 서비스 메시"]
    assert "뺐어요" in (await typed(app, "같은말 빼기 이스티오맨", ADMIN)).summary
    assert not titles(await typed(app, "이스티오맨"))
    assert "없어요" in (await typed(app, "같은말 빼기 이스티오맨", ADMIN)).summary
    assert (await typed(app, "같은말 하나", ADMIN)).failed


def test_groups_that_share_a_word_become_one_and_a_group_of_one_word_is_none():
    groups = joined((("a", "b"), ("c", "d")), ("B", "e", "c"))
    assert [set(group) for group in groups] == [{"a", "b", "c", "d", "e"}]
    assert without((("a", "b"), ("c", "d", "e")), "A") == (("c", "d", "e"),)


async def test_help_offers_each_person_only_what_they_may_do(app: App):
    assert not any("숨기기" in row for row in titles(await typed(app, "도움말")))
    assert any("숨기기" in row for row in titles(await typed(app, "도움말", ADMIN)))


async def test_english_is_spoken_where_it_is_asked_for(app: App):
    await filled(app, 1)
    reply = await app.type("캐시", actor=MEMBER, channel=CHANNEL, language="en")
    assert reply.summary.startswith("1 story for")


async def test_an_unexpected_fault_becomes_a_reply_with_the_number_of_its_log(
    app: App, capsys: pytest.CaptureFixture[str]
):
    class Broken:
        async def read(self, work: object) -> object:
            raise RuntimeError("the disk fell out")

        write = read

    broken = App(store=Broken(), now=app.now, zone=app.zone, random=app.random)  # type: ignore[arg-type]
    reply = await typed(broken, "최근")
    assert reply.failed
    number = reply.summary.split("오류 번호 ")[1][:8]
    assert number in capsys.readouterr().out


@pytest.mark.parametrize(
    "press", ["", "open", "turn:x", "find@2~:gone", "open:", "save:-1", "save:99999999999999999999"]
)
async def test_a_button_out_of_nowhere_gets_a_sensible_reply(app: App, press: str):
    reply = await pressed(app, press)
    assert reply.failed
    assert "오류 번호" not in reply.summary
