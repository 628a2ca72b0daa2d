"""What admins see and do about duplicates, missing facts, dead links and searches in vain."""

from dataclasses import replace

from bot.app import App
from bot.curation.links import LinkState
from bot.curation.upkeep import compare_stories, forget_searches, write_searches
from bot.reply import Actions, Button, Form, Listing, Note, Part, Reply, StoryCard
from tests.support.building import ADMIN, MEMBER, MORNING, StandingClock, add, draft
from tests.unit.curation.test_likeness import ARTICLE, OTHER

CHANNEL = "test:general"


async def typed(app: App, line: str) -> Reply:
    return await app.type(line, actor=ADMIN, channel=CHANNEL)


async def pressed(app: App, press: str, **fields: str) -> Reply:
    return await app.press(press, actor=ADMIN, channel=CHANNEL, fields=fields)


def buttons(reply: Reply) -> list[Button]:
    return [button for part in reply.parts for button in _buttons(part)]


def _buttons(part: Part) -> tuple[Button, ...]:
    return part.buttons if isinstance(part, Actions | StoryCard) else ()


def press(reply: Reply, label: str) -> str:
    return next(button.press for button in buttons(reply) if button.label == label)


def notes(reply: Reply) -> list[str]:
    return [part.text for part in reply.parts if isinstance(part, Note)]


async def test_a_pair_is_shown_with_its_reasons_and_what_to_do(app: App):
    await add(app.store, draft("장애 이야기", body=ARTICLE[:150]), draft("장애 이야기", body=ARTICLE, views=3))
    reply = await typed(app, "중복")
    assert notes(reply) == ["같은 글로 보이는 짝이 1개 있어요."]
    (listing,) = [part for part in reply.parts if isinstance(part, Listing)]
    assert listing.heading == "99% 같아요 · 한쪽이 다른 쪽의 일부예요 · 제목이 같아요"
    assert [row.label for row in listing.rows] == ["남길 글: 장애 이야기", "합칠 글: 장애 이야기"]
    assert [row.press for row in listing.rows] == ["open:2", "open:1"]
    assert press(reply, "합치기") == "merge:2 1"


async def test_stories_told_apart_are_not_shown_again(app: App):
    await add(app.store, draft("가", body=ARTICLE), draft("나", body=ARTICLE))
    reply = await pressed(app, press(await typed(app, "중복"), "다른 글이에요"))
    assert notes(reply) == ["‘가’와 ‘나’를 다른 글로 기억할게요.", "같은 글로 보이는 것이 없어요."]
    again = await pressed(app, "different:1 2")
    assert notes(again)[0] == "‘가’와 ‘나’는 이미 정리된 짝이에요."


async def test_many_pairs_come_in_pages(app: App):
    await add(app.store, *(draft(f"글 {nth}", body=ARTICLE) for nth in range(6)))
    first = await typed(app, "중복")
    assert notes(first) == ["같은 글로 보이는 짝이 5개 있어요."]
    second = await pressed(app, press(first, "다음 2/2"))
    assert len([part for part in second.parts if isinstance(part, Listing)]) == 2


async def test_a_story_gets_what_it_probably_lacks_with_one_press(app: App):
    site = "https://tech.shop.example"
    await add(
        app.store,
        draft("캐시 이야기", body=ARTICLE, company="가게", tags=("캐시",), link=f"{site}/1"),
        draft("캐시 둘째 이야기", body=ARTICLE, company="가게", tags=("캐시",), link=f"{site}/2"),
        draft("캐시 셋째 이야기", body=OTHER, link=f"{site}/3"),
    )
    reply = await typed(app, "빠진정보")
    (card,) = [part for part in reply.parts if isinstance(part, StoryCard)]
    assert card.reasons == ("회사가 없어요", "태그가 없어요", "어울리는 것: 가게 #캐시")
    assert [button.label for button in card.buttons] == ["모두 넣기", "회사: 가게", "#캐시", "고치기", "그대로 두기"]
    filled = await pressed(app, press(reply, "모두 넣기"))
    assert notes(filled) == ["‘캐시 셋째 이야기’의 빈 곳을 채웠어요.", "회사와 태그가 모두 채워져 있어요."]
    story = await app.store.read(lambda library: library.story("3"))
    assert story is not None
    assert (story.company, story.tags) == ("가게", ("캐시",))
    fields = await app.store.read(lambda library: library.edited_fields(3))
    assert fields == {"company", "tags"}


async def test_a_late_press_overwrites_nothing(app: App):
    await add(app.store, draft("글", company="나라", tags=("캐시",)))
    reply = await pressed(app, "fill:1\x1f가게\x1f캐시")
    assert notes(reply)[0] == "‘글’에는 이미 들어 있어요."


async def test_a_story_can_be_left_as_it_is(app: App):
    await add(app.store, draft("글"))
    reply = await pressed(app, press(await typed(app, "빠진정보"), "그대로 두기"))
    assert notes(reply) == ["‘글’은 그대로 둘게요.", "회사와 태그가 모두 채워져 있어요."]


async def test_a_page_of_stories_can_be_left_at_once(app: App):
    await add(app.store, *(draft(f"글 {nth}") for nth in range(4)))
    reply = await pressed(app, press(await typed(app, "빠진정보"), "여기 있는 글 모두 그대로 두기"))
    assert notes(reply) == ["글 3편을 그대로 둘게요.", "회사나 태그가 없는 글이 1편 있어요."]


async def test_a_dead_link_is_shown_with_since_when_and_can_be_called_fine(app: App):
    await add(app.store, draft("글", link="https://a.example/1"))
    look = await app.store.read(lambda library: library.link_look(1))
    assert look is not None
    dead = replace(look, state=LinkState.DEAD, failures=3, since=MORNING, problem="fetch.not_found")
    await app.store.write(lambda library: library.put_link_looks([dead]))
    reply = await typed(app, "죽은링크")
    (card,) = [part for part in reply.parts if isinstance(part, StoryCard)]
    assert card.reasons == ("2026-03-02부터 페이지가 없어요",)
    assert [button.press for button in card.buttons] == ["", "edit:1", "hide:1", "linkfine@1:1"]
    fine = await pressed(app, "linkfine:1")
    assert notes(fine) == ["‘글’의 링크는 괜찮은 것으로 기억할게요.", "죽은 링크가 없어요."]


async def test_searches_in_vain_lead_to_what_helps(app: App):
    await add(app.store, draft("모니터링 입문"))
    for query in ("없는말", "없는말", "모니터링"):
        await app.type(query, actor=MEMBER, channel=CHANNEL)
    await write_searches(app.store, app.trail)
    reply = await typed(app, "검색통계")
    lists = {
        part.heading: [(row.label, row.detail) for row in part.rows]
        for part in reply.parts
        if isinstance(part, Listing)
    }
    assert lists == {
        "찾았지만 나오지 않은 말": [("없는말", "2번")],
        "나왔지만 아무도 열지 않은 말": [("모니터링", "1번 · 결과 1편")],
    }
    about = await pressed(app, "searchterm:없는말")
    assert [button.label for button in buttons(about)] == ["지금 찾아보기", "같은말 가르치기", "글 추가"]
    form = next(part for part in (await pressed(app, "teach:없는말")).parts if isinstance(part, Form))
    assert form.fields[0].value == "없는말 = "
    await pressed(app, form.press, alias="없는말 = 모니터링")
    found = await app.type("없는말", actor=MEMBER, channel=CHANNEL)
    assert any(isinstance(part, StoryCard) for part in found.parts)


async def test_a_search_that_led_to_an_opening_is_not_in_vain(app: App):
    await add(app.store, draft("모니터링 입문"))
    await app.type("모니터링", actor=MEMBER, channel=CHANNEL)
    await app.press("open:1", actor=MEMBER, channel=CHANNEL)
    await write_searches(app.store, app.trail)
    assert notes(await typed(app, "검색통계")) == ["최근 30일 동안 헛검색이 없었어요."]


async def test_a_further_page_is_no_further_search(app: App):
    await add(app.store, *(draft(f"모니터링 {nth}") for nth in range(8)))
    first = await app.type("모니터링", actor=MEMBER, channel=CHANNEL)
    await app.press(press(first, "다음 2/2"), actor=MEMBER, channel=CHANNEL)
    assert len(app.trail.take()) == 1


async def test_old_counts_are_forgotten(app: App, clock: StandingClock):
    await app.type("모니터링", actor=MEMBER, channel=CHANNEL)
    await write_searches(app.store, app.trail)
    clock.forward(days=20)
    await forget_searches(app.store, clock)
    assert len([part for part in (await typed(app, "검색통계")).parts if isinstance(part, Listing)]) == 1
    clock.forward(days=75)
    await forget_searches(app.store, clock)
    clock.forward(days=-90)
    assert notes(await typed(app, "검색통계")) == ["최근 30일 동안 헛검색이 없었어요."]


async def test_admins_see_in_one_line_what_there_is_to_tidy_up(app: App, clock: StandingClock):
    await add(app.store, draft("가", body=ARTICLE), draft("나", body=ARTICLE))
    await compare_stories(app.store, clock)
    line = "정리할 것: 중복 1 · 정보 없음 2 · 죽은 링크 0"
    assert notes(await typed(app, "정리")) == [line]
    home = await pressed(app, "dashboard:")
    assert line in notes(home)
    assert {"duplicates:", "lacking:"} <= {button.press for button in buttons(home)}
    member = await app.press("dashboard:", actor=MEMBER, channel=CHANNEL)
    assert line not in notes(member)


async def test_members_may_not(app: App):
    await add(app.store, draft("글"))
    for wish in ("duplicates:", "different:1 1", "fill:1\x1f\x1f태그", "skip:1", "linkfine:1", "searches:", "chores:"):
        reply = await app.press(wish, actor=MEMBER, channel=CHANNEL)
        assert reply.failed, wish


async def test_made_up_arguments_are_refused_and_change_nothing(app: App):
    await add(app.store, draft("글"))
    for wish in ("different:1", "different:", "fill:", "fill:1\x1f가\x00게", "skip:99", "linkfine:없음"):
        assert (await pressed(app, wish)).failed, wish
