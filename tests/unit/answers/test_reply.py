"""The answer as the message people read."""

from collections.abc import AsyncIterator

import pytest

from bot.app import App
from bot.reply import Actions, Note, Reply, StoryCard
from tests.support.building import ADMIN, MEMBER, add, app_over, draft, opened
from tests.unit.answers.library import STORIES


@pytest.fixture
async def app() -> AsyncIterator[App]:
    async with opened() as store:
        await add(store, *(draft(story.title, body=story.body) for story in STORIES))
        yield app_over(store)


async def asked(app: App, line: str) -> Reply:
    return await app.type(line, actor=MEMBER, channel="test:channel")


def notes(reply: Reply) -> str:
    return "\n".join(part.text for part in reply.parts if isinstance(part, Note))


async def test_an_answer_is_the_story_with_the_quote_and_its_words_marked(app: App):
    reply = await asked(app, "질문 캐시 스탬피드가 뭐야?")
    (card,) = (part for part in reply.parts if isinstance(part, StoryCard))
    assert card.excerpt is not None
    assert "스탬피드" in card.excerpt.text
    assert card.excerpt.marks
    assert reply.summary == card.excerpt.text
    assert any(button.press == f"open:{card.number}" for button in card.buttons)


async def test_a_refusal_says_so_names_the_word_and_offers_the_nearest_stories(app: App):
    reply = await asked(app, "질문 SQS 메시지 쿠버네티스 요금은?")
    assert "저장된 글에서 답을 찾지 못했어요." in notes(reply)
    assert "쿠버네티스" in notes(reply)
    assert any(isinstance(part, Actions) for part in reply.parts)


async def test_a_question_about_one_story_names_it_by_number(app: App):
    number = next(story for story in await _numbers(app) if story[1] == "한 쪽짜리 결정 기록")[0]
    reply = await asked(app, f"질문 #{number} 누가 제안했나요?")
    assert [part.number for part in reply.parts if isinstance(part, StoryCard)] == [number]


async def test_a_hidden_story_never_answers(app: App):
    number = next(story for story in await _numbers(app) if story[1] == "한 쪽짜리 결정 기록")[0]
    await app.type(f"숨기기 {number}", actor=ADMIN, channel="test:channel")
    assert not any(isinstance(part, StoryCard) for part in (await asked(app, "질문 ADR은 누가 제안했나요?")).parts)
    assert (await asked(app, f"질문 #{number} 누가 제안했나요?")).failed


async def test_without_words_it_asks_for_them_and_a_bare_question_stays_a_search(app: App):
    assert "무엇이 궁금하세요?" in notes(await asked(app, "질문"))
    assert "검색 결과" in (await asked(app, "SQS")).summary
    assert not any("답이 있어요" in notes(reply) for reply in [await asked(app, "캐시 스탬피드가 뭐야?")])


async def _numbers(app: App) -> list[tuple[int, str]]:
    page = await app.store.read(lambda library: library.page(limit=50))
    return [(story.number, story.title) for story in page.stories]
