"""From a refused question to an answer: thumbs, the wish for an admin's answer, the inbox and what admins do there."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.actor import Actor, Role
from bot.app import App
from bot.inbox import upkeep
from bot.notices.telling import Teller
from bot.ports import Library
from bot.reply import Actions, Button, Form, Note, Reply, Text
from bot.story import StoryState
from tests.support.building import ADMIN, SEOUL, StandingClock, add, app_over, draft, opened
from tests.support.messaging import Channel

MEMBER = Actor(key="slack:U1", name="회원", role=Role.MEMBER)
OTHER = Actor(key="slack:U2", name="다른 회원", role=Role.MEMBER)
QUESTION = "온콜 수당은 얼마인가요?"


@dataclass
class Place:
    """The bot over a small library, with people who type and press, and a platform that they hear from."""

    app: App
    clock: StandingClock
    channel: Channel = field(default_factory=Channel)

    async def type(self, line: str, actor: Actor = MEMBER) -> Reply:
        return await self.app.type(line, actor=actor, channel="slack:C1")

    async def press(self, press: str, actor: Actor = ADMIN, fields: Mapping[str, str] | None = None) -> Reply:
        return await self.app.press(press, actor=actor, channel="slack:C1", fields=dict(fields or {}))

    async def kept(self, question: str = QUESTION, outcome: str = "unknown", story: int | None = None) -> str:
        state = json.dumps({"question": question, "story": story, "outcome": outcome, "language": "ko"})
        return await self.app.store.write(lambda library: library.remember(state, at=self.clock()))

    async def heard(self) -> list[tuple[str, str]]:
        await Teller(store=self.app.store, messengers={"slack": self.channel}, now=self.clock).tick()
        return [(channel, said) for channel, _, said in self.channel.posted]


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with opened() as store:
        await add(store, draft("모니터링 입문", body="모니터링은 지표와 로그를 함께 보는 일이에요."))
        clock = StandingClock()
        yield Place(app_over(store, clock), clock)


def buttons(reply: Reply) -> dict[str, str]:
    rows = [part.buttons for part in reply.parts if isinstance(part, Actions)]
    return {button.label: button.press for row in rows for button in row if isinstance(button, Button)}


def text(reply: Reply) -> str:
    said = [part.text for part in reply.parts if isinstance(part, Note)]
    return "\n".join([*said, *(line for part in reply.parts if isinstance(part, Text) for line in part.paragraphs)])


async def test_a_refused_question_waits_in_the_inbox_and_an_answered_one_does_not(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    await place.type("질문 온콜 수당 얼마예요", OTHER)
    await place.type("질문 모니터링이 뭐야?")
    reply = await place.type("질문함", ADMIN)
    assert reply.summary == "답하지 못한 질문 1개예요. 많이 물은 것부터 보여 드려요."
    assert "2명이 물었어요" in text(reply)
    assert list(buttons(reply)) == ["답 쓰기", "글 추가", "같은말 가르치기", "다시 찾아보기", "치우기"]


async def test_an_admin_writes_an_answer_and_those_who_asked_hear_it_once(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    await place.press(f"askadmin:{await place.kept()}", OTHER)
    form = (await place.press("inboxanswer:1")).parts[0]
    assert isinstance(form, Form)
    assert {asked.name: asked.value for asked in form.fields} == {"question": QUESTION, "answer": "", "story": ""}
    typed = {"question": QUESTION, "answer": "하루 5만 원이에요.\n주말은 두 배예요.", "story": "1번"}
    reply = await place.press("inboxanswer:1", fields=typed)
    assert "물어본 2명에게 알려 드릴게요." in text(reply)
    expected = f"물어보신 ‘{QUESTION}’에 관리자가 답을 남겼어요.\n하루 5만 원이에요.\n주말은 두 배예요."
    assert await place.heard() == [("slack:U1/direct", expected), ("slack:U2/direct", expected)]
    await place.press("inboxanswer:1", fields=typed)
    assert len(await place.heard()) == 2
    assert (await place.type("질문함", ADMIN)).summary == "답을 기다리는 질문이 없어요."


async def test_a_written_answer_comes_before_any_search_and_says_whose_it_is(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    await place.press("inboxanswer:1", fields={"question": QUESTION, "answer": "하루 5만 원이에요.", "story": ""})
    reply = await place.type("질문 온콜 수당 얼마예요?")
    assert reply.summary == "하루 5만 원이에요."
    assert text(reply).splitlines() == [
        "관리자가 쓴 답이에요. (관리자, 2026-03-02)",
        f"비슷한 질문 ‘{QUESTION}’에 남긴 답이에요.",
        "하루 5만 원이에요.",
    ]
    assert [press[:9] for press in buttons(reply).values()] == ["verdict:+", "verdict:-"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"question": QUESTION, "answer": ""}, "답이 비어 있어요"),
        ({"question": "", "answer": "네"}, "질문이 비어 있어요"),
        ({"question": QUESTION, "answer": "가" * 1501}, "너무 길어요"),
        ({"question": QUESTION, "answer": "네", "story": "999"}, "그런 글이 없어요"),
        ({"question": QUESTION, "answer": "네\x00"}, "쓸 수 없는 문자"),
    ],
    ids=["no answer", "no question", "long", "no story", "control"],
)
async def test_bad_answers_are_refused_at_their_field_and_nothing_is_kept(
    place: Place, fields: dict[str, str], problem: str
) -> None:
    await place.type(f"질문 {QUESTION}")
    reply = await place.press("inboxanswer:1", fields=fields)
    assert reply.failed
    assert problem in reply.summary
    assert reply.field_faults
    assert (await place.app.store.read(lambda library: library.curated_answers(limit=1))).total == 0


async def test_a_story_added_for_a_question_closes_it_and_tells_who_asked(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    form = (await place.press("inboxstory:1")).parts[0]
    assert isinstance(form, Form)
    assert form.press == "inboxstory:1"
    await place.press("inboxstory:1", fields={"title": "온콜 제도", "body": "온콜 수당은 하루 5만 원이에요."})
    ((channel, said),) = await place.heard()
    assert (channel, said) == ("slack:U1/direct", f"물어보신 ‘{QUESTION}’의 답이 있는 글을 찾았어요. 온콜 제도")
    assert (await place.type("질문함", ADMIN)).summary == "답을 기다리는 질문이 없어요."
    assert "온콜 수당은 하루 5만 원이에요." in (await place.type(f"질문 {QUESTION}")).summary


async def test_a_question_is_asked_again_and_only_an_admin_tells_that_it_is_answered(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    assert "아직 글에서 찾지 못해요" in (await place.press("inboxretry:1")).summary
    await add(place.app.store, draft("온콜 제도", body="온콜 수당은 하루 5만 원이에요."))
    found = await place.press("inboxretry:1")
    assert "답이 될 문장이 있어요" in found.summary
    assert await place.heard() == []
    await place.press(buttons(found)["물어본 사람에게 알리기"])
    assert len(await place.heard()) == 1


async def test_teaching_an_alias_asks_the_question_again(place: Place) -> None:
    await add(place.app.store, draft("관측 도구", body="옵저버블은 지표를 모으는 사내 도구예요."))
    await place.type("질문 쿠쿠봇은 뭐야?")
    form = (await place.press("inboxalias:1")).parts[0]
    assert isinstance(form, Form)
    assert (await place.press("inboxalias:1", fields={"alias": "쿠쿠봇"})).field_faults
    reply = await place.press("inboxalias:1", fields={"alias": "쿠쿠봇 = 옵저버블"})
    assert "같은 말로 찾아요" in reply.summary
    assert "물어본 사람에게 알리기" in buttons(reply)


async def test_dismissing_asks_nothing_and_is_undone_by_one_press(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    reply = await place.press("inboxdismiss:1")
    assert (await place.type("질문함", ADMIN)).summary == "답을 기다리는 질문이 없어요."
    await place.press(buttons(reply)["되돌리기"])
    assert "질문 1개" in (await place.type("질문함", ADMIN)).summary
    assert await place.heard() == []


async def test_a_thumb_down_is_thanked_offers_an_admin_and_waits_in_the_inbox_until_it_is_taken_back(
    place: Place,
) -> None:
    kept = await place.kept("모니터링이 뭐야?", "sure", 1)
    down = await place.press(f"verdict:-{kept}", MEMBER)
    assert down.private
    assert buttons(down) == {"관리자에게 물어보기": f"askadmin:{kept}"}
    await place.press(f"verdict:-{kept}", MEMBER)
    assert "1명이 물었어요" in text(await place.type("질문함", ADMIN))
    up = await place.press(f"verdict:+{kept}", MEMBER)
    assert up.summary == "고마워요. 도움이 됐다니 기뻐요."
    assert await place.app.store.read(lambda library: library.verdicts("모니터링이 뭐야?")) == (1, 0)
    assert (await place.type("질문함", ADMIN)).summary == "답을 기다리는 질문이 없어요."


async def test_an_admin_is_asked_once_a_person(place: Place) -> None:
    kept = await place.kept()
    first = await place.press(f"askadmin:{kept}", MEMBER)
    again = await place.press(f"askadmin:{kept}", MEMBER)
    assert first.summary == "관리자에게 전했어요. 답이 생기면 알려 드릴게요."
    assert again.summary == "이미 관리자에게 전했어요. 답이 생기면 알려 드릴게요."
    assert "1명이 물었어요" in text(await place.type("질문함", ADMIN))


@pytest.mark.parametrize("press", ["verdict:+nothing", "askadmin:", "inboxanswer:7", "inboxtell:1 x", "answeredit:²"])
async def test_a_button_whose_matter_is_gone_says_so(place: Place, press: str) -> None:
    reply = await place.press(press)
    assert reply.failed
    assert "이제 쓸 수 없어요" in reply.summary


async def test_the_state_of_another_button_is_no_question(place: Place) -> None:
    kept = await place.app.store.write(lambda library: library.remember('["x"]', at=place.clock()))
    assert (await place.press(f"verdict:+{kept}")).failed


async def test_members_do_not_see_the_inbox(place: Place) -> None:
    for press in ("inbox:", "answers:", "inboxdismiss:1", "inboxanswer:1", "answerremove:1"):
        assert "관리자만" in (await place.press(press, MEMBER)).summary


async def test_where_no_names_are_kept_none_is_written_down_and_nobody_is_promised_news(place: Place) -> None:
    await place.app.store.write(lambda library: library.set_setting("retention_days", "0"))
    reply = await place.press(f"askadmin:{await place.kept()}", MEMBER)
    assert "따로 알려 드리지는 못해요" in reply.summary
    await place.press("inboxanswer:1", fields={"question": QUESTION, "answer": "하루 5만 원이에요."})
    assert await place.heard() == []


async def test_a_removed_answer_is_gone_and_comes_back(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    await place.press("inboxanswer:1", fields={"question": QUESTION, "answer": "하루 5만 원이에요."})
    listed = await place.type("답변", ADMIN)
    assert "하루 5만 원이에요." in text(listed)
    removed = await place.press(buttons(listed)["답 지우기"])
    assert "찾지 못했어요" in (await place.type(f"질문 {QUESTION}")).summary
    await place.press(buttons(removed)["되돌리기"])
    assert (await place.type(f"질문 {QUESTION}")).summary == "하루 5만 원이에요."


async def test_an_edited_answer_is_what_is_shown_from_then_on(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    await place.press("inboxanswer:1", fields={"question": QUESTION, "answer": "하루 5만 원이에요."})
    await place.press("answeredit:1", fields={"question": QUESTION, "answer": "하루 6만 원이에요.", "story": ""})
    assert (await place.type(f"질문 {QUESTION}")).summary == "하루 6만 원이에요."


async def test_a_story_that_is_hidden_is_not_shown_with_its_answer(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    await place.press("inboxanswer:1", fields={"question": QUESTION, "answer": "하루 5만 원이에요.", "story": "1"})
    await place.type("숨기기 1", ADMIN)
    stories = await place.app.store.read(lambda library: library.count(StoryState.HIDDEN))
    assert stories == 1
    assert "모니터링 입문" not in str((await place.type(f"질문 {QUESTION}")).parts)


async def test_the_admins_channel_hears_once_a_day_of_new_questions(place: Place) -> None:
    def choose(library: Library) -> None:
        library.set_admin_channel("slack", "slack:CADMIN", at=place.clock())

    async def tick() -> None:
        await upkeep.tick(place.app.store, ("slack",), now=place.clock(), zone=SEOUL)

    await place.type(f"질문 {QUESTION}")
    await tick()
    assert await place.heard() == []
    await place.app.store.write(choose)
    await tick()
    await tick()
    assert await place.heard() == [("slack:CADMIN", "답하지 못한 질문 1개가 새로 들어왔어요.")]
    place.clock.forward(hours=1)
    await place.type("질문 휴가 신청은 어디서 해?")
    place.clock.forward(hours=13)  # 23:00
    await tick()
    place.clock.forward(hours=8)  # 07:00 of the next day
    await tick()
    assert len(await place.heard()) == 1
    place.clock.forward(hours=3)
    await tick()
    place.clock.forward(days=1)
    await tick()
    assert len(await place.heard()) == 2


async def test_names_are_gone_after_the_days_of_the_setting(place: Place) -> None:
    await place.type(f"질문 {QUESTION}")
    place.clock.at += timedelta(days=31)
    await upkeep.tick(place.app.store, (), now=place.clock(), zone=SEOUL)
    await place.press("inboxanswer:1", fields={"question": QUESTION, "answer": "하루 5만 원이에요."})
    assert await place.heard() == []
