"""A conversation of questions, and the buttons below its answers, as people read them."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.answers.quoting import essence
from bot.app import App
from bot.commands.registry import Reading
from bot.errors import LibraryUnwritable
from bot.reply import Actions, Button, Form, Note, Reply, StoryCard
from bot.request import Language, Thread
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MEMBER, StandingClock, add, app_over, draft, opened
from tests.unit.answers.library import ADR, STORIES

HERE = "test:thread"


class Talk:
    """One person's questions in one thread."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def ask(self, question: str, thread: str = HERE, language: Language = "ko") -> Reply:
        return await self.app.handle(
            self.app.request(
                Reading(command="ask", argument=question),
                actor=MEMBER,
                channel="test:channel",
                language=language,
                thread=Thread(key=thread, follows=thread),
            )
        )

    async def press(self, reply: Reply, label: str, **fields: str) -> Reply:
        (button,) = (button for button in buttons(reply) if button.label == label)
        return await self.app.press(button.press, actor=MEMBER, channel="test:channel", fields=fields)


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    async with opened() as store:
        await add(store, *(draft(story.title, body=story.body) for story in STORIES))
        yield store


@pytest.fixture
def talk(store: SqliteStore) -> Talk:
    return Talk(app_over(store))


def notes(reply: Reply) -> str:
    return "\n".join(part.text for part in reply.parts if isinstance(part, Note))


def buttons(reply: Reply) -> list[Button]:
    groups = [part.buttons for part in reply.parts if isinstance(part, Actions | StoryCard)]
    return [button for group in groups for button in group]


def title(reply: Reply) -> str:
    return next((part.title.text for part in reply.parts if isinstance(part, StoryCard)), "")


def said(reply: Reply) -> str:
    cards = [part for part in reply.parts if isinstance(part, StoryCard)]
    return " ".join(text for card in cards for text in (card.excerpt.text if card.excerpt else "", *card.summary))


async def test_a_question_without_a_subject_goes_on_from_the_one_before(talk: Talk):
    await talk.ask("ADR이 뭐야?")
    reply = await talk.ask("그건 누가 제안했어?")
    assert "마이클 나이가드" in said(reply)


async def test_what_was_carried_is_said_and_can_be_left_out(talk: Talk, store: SqliteStore):
    await add(store, draft("점심 투표", body="점심 투표는 누가 제안했나요? 점심 투표는 김두레가 제안했습니다."))
    await talk.ask("ADR이 뭐야?")
    reply = await talk.ask("그건 누가 제안했어?")
    assert "‘ADR’ 이야기로 이해했어요." in notes(reply)
    assert title(reply) == "한 쪽짜리 결정 기록"
    fresh = await talk.press(reply, "이 질문만 다시 묻기")
    assert "이야기로 이해했어요" not in notes(fresh)
    assert title(fresh) == "점심 투표"


async def test_another_topic_is_answered_by_itself(talk: Talk):
    await talk.ask("ADR이 뭐야?")
    reply = await talk.ask("캐시 스탬피드가 뭐야?")
    assert title(reply) == "인기 상품 캐시가 만료되는 순간 생기는 일"
    assert "이야기로 이해했어요" not in notes(reply)


async def test_other_threads_know_nothing_of_it(talk: Talk):
    await talk.ask("ADR이 뭐야?")
    assert "이야기로 이해했어요" not in notes(await talk.ask("그럼 어떻게 막아?", thread="test:other"))


async def test_more_shows_the_next_sentences_of_the_story_word_for_word(talk: Talk):
    reply = await talk.ask("ADR이 뭐야?")
    again = await talk.press(reply, "더 자세히")
    assert "이어지는 문장이에요." in notes(again)
    assert not set(said(again)) & {said(reply)}
    card = next(part for part in again.parts if isinstance(part, StoryCard))
    assert card.excerpt
    assert essence(card.excerpt.text) in essence(ADR)
    end = again
    while title(end):
        end = await talk.press(end, "더 자세히")
    assert "더 보여 드릴 문장이 없어요" in notes(end)


async def test_elsewhere_answers_from_another_story_and_never_the_same_again(talk: Talk, store: SqliteStore):
    await add(store, draft("ADR을 쓰는 팀", body="ADR은 결정을 남기는 짧은 기록입니다. ADR은 한 쪽을 넘기지 않습니다."))
    reply = await talk.ask("ADR이 뭐야?")
    other = await talk.press(reply, "다른 글에서")
    assert {title(reply), title(other)} == {"한 쪽짜리 결정 기록", "ADR을 쓰는 팀"}
    third = await talk.press(other, "다른 글에서")
    assert title(third) not in {title(reply), title(other)}


async def test_the_buttons_of_a_verdict_know_question_story_outcome_and_language(talk: Talk, store: SqliteStore):
    reply = await talk.ask("ADR이 뭐야?")
    (plus,) = (button.press for button in buttons(reply) if button.press.startswith("verdict:+"))
    kept = await store.read(lambda library: library.recall(plus.removeprefix("verdict:+")))
    about = json.loads(kept or "")
    assert set(about) == {"question", "story", "outcome", "language"}
    assert (about["question"], about["language"]) == ("ADR이 뭐야?", "ko")
    assert about["outcome"] in {"sure", "maybe"}


async def test_a_refusal_offers_to_ask_the_admins(talk: Talk):
    reply = await talk.ask("쿠버네티스 파드 요금은 얼마야?")
    assert any(button.press.startswith("askadmin:") for button in buttons(reply))


async def test_a_question_about_one_story_is_asked_in_a_form(talk: Talk, store: SqliteStore):
    page = await store.read(lambda library: library.page(limit=50))
    number = next(story.number for story in page.stories if story.title == "한 쪽짜리 결정 기록")
    opened_form = await talk.app.press(f"about:{number}", actor=MEMBER, channel="test:channel")
    (form,) = (part for part in opened_form.parts if isinstance(part, Form))
    answered = await talk.app.press(
        form.press, actor=MEMBER, channel="test:channel", fields={"question": "누가 제안했나요?"}
    )
    assert title(answered) == "한 쪽짜리 결정 기록"
    refused = await talk.app.press(
        form.press, actor=MEMBER, channel="test:channel", fields={"question": "요금은 얼마?"}
    )
    assert not title(refused)
    assert "이 글에서는 답을 찾지 못했어요." in notes(refused)


async def test_the_question_decides_the_language_and_quotes_stay_in_theirs(talk: Talk):
    reply = await talk.ask("What is an ADR?", language="ko")
    assert "아키텍처 결정 하나" in said(reply)
    assert "story" in notes(reply)
    assert any(button.label == "More of this" for button in buttons(reply))


async def test_a_story_hidden_meanwhile_answers_nothing_more(talk: Talk, store: SqliteStore):
    await talk.ask("ADR이 뭐야?")
    page = await store.read(lambda library: library.page(limit=50))
    number = next(story.number for story in page.stories if story.title == "한 쪽짜리 결정 기록")
    await talk.app.type(f"숨기기 {number}", actor=ADMIN, channel="test:channel")
    assert "나이가드" not in said(await talk.ask("그건 누가 제안했어?"))


@pytest.mark.parametrize("odd", ["ADR이 뭐야?\0", "\ud800ADR이 뭐야?", "ADR이 뭐야? " * 100, "\0", "?"])
async def test_odd_questions_in_a_conversation_break_nothing(talk: Talk, odd: str):
    await talk.ask("ADR이 뭐야?")
    first = await talk.ask(odd)
    second = await talk.ask("그건 누가 제안했어?" * 20)
    assert not first.failed
    assert not second.failed


async def test_a_library_that_cannot_be_written_still_answers(store: SqliteStore):
    class ReadOnly:
        read = store.read

        async def write(self, work: object) -> object:
            raise LibraryUnwritable(IN_MEMORY)

    from store.sqlite import IN_MEMORY  # noqa: PLC0415

    app = App(store=ReadOnly(), now=StandingClock(), zone=app_over(store).zone, random=app_over(store).random)  # type: ignore[arg-type]
    reply = await Talk(app).ask("캐시 스탬피드가 뭐야?")
    assert "스탬피드" in said(reply)
    assert not any(button.press.startswith("more") for button in buttons(reply))
