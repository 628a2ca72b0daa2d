"""The conversation in a terminal: buttons typed as numbers, forms asked for question by question."""

import re

import pytest

from bot.app import App
from bot.reply import Actions, Button, Field, Reply
from bot.story import Story
from tests.support.building import MEMBER, add, draft
from tests.unit.console.support import BREAK, chat_over, written


@pytest.fixture
async def stories(app: App) -> list[Story]:
    one = draft(
        "모니터링 입문", company="두레", author="김두레", link="https://blog.example/1", tags=("AWS", "개발 문화")
    )
    return await add(app.store, one, draft("SQS 다루기"))


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize("line", ["/story 모니터링", "/스토리 모니터링", "모니터링", "  찾기 모니터링 "])
async def test_a_line_is_read_with_and_without_the_slash_command(app: App, line: str):
    chat, _ = chat_over(app, line)
    await chat.run()
    assert "[1] 모니터링 입문" in written(chat.console)


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize("line", ["/story", "/스토리"])
async def test_the_slash_command_alone_shows_the_first_screen(app: App, line: str):
    chat, _ = chat_over(app, line)
    await chat.run()
    assert "글 2편이 있는 서재예요" in written(chat.console)


@pytest.mark.parametrize("word", ["끝", "나가기", "EXIT", " quit "])
async def test_a_word_of_leaving_ends_the_chat(app: App, word: str):
    chat, lines = chat_over(app, word, "오늘")
    await chat.run()
    assert (written(chat.console), len(lines.asked)) == ("", 1)


async def test_blank_lines_and_ctrl_c_are_passed_over(app: App):
    chat, lines = chat_over(app, "", "   ", BREAK, "도움말")
    await chat.run()
    assert len(lines.asked) == 5
    assert written(chat.console).count("누구나") == 1


async def test_only_numbers_on_the_last_screen_are_buttons(app: App):
    chat, _ = chat_over(app, "[2]", "3", "0", "２")
    chat.show(_buttons("open:404", "find:하나"))
    await chat.run()
    assert re.findall("‘(.+)’에 맞는 글을 찾지", written(chat.console)) == ["하나", "3", "0", "２"]


async def test_a_button_whose_story_is_gone_says_so(app: App):
    chat, _ = chat_over(app, "1")
    chat.show(_buttons("open:404"))
    await chat.run()
    assert "‘404’에 해당하는 글이 없어요" in written(chat.console)


@pytest.mark.parametrize("broken_off", ["취소", " Cancel ", BREAK, None], ids=["word", "english", "ctrl-c", "end"])
async def test_a_form_broken_off_sends_nothing(app: App, stories: list[Story], broken_off: object):
    chat, _ = chat_over(app, "수정 1", "버릴 제목", broken_off)
    await chat.run()
    assert "그만두었어요" in written(chat.console)
    assert await _held(app) == stories


async def test_a_form_shows_what_stands_there_and_keeps_it_on_enter(app: App, stories: list[Story]):
    chat, lines = chat_over(app, "수정 1", "", "", " ", "", "", "")
    await chat.run()
    title, link, *_ = lines.asked[1:]
    assert ("제목 (꼭 필요해요)" in title, "[모니터링 입문]" in title) == (True, True)
    assert ("꼭 필요해요" in link, "[https://blog.example/1]" in link) == (False, True)
    assert "바뀐 내용이 없어서" in written(chat.console)
    assert await _held(app) == stories


@pytest.mark.usefixtures("stories")
async def test_a_form_takes_new_answers_and_a_dash_takes_one_away(app: App):
    chat, _ = chat_over(app, "수정 1", " 고친 제목 ", "-", "-", "새 글쓴이", "#하나 #둘", "새 본문")
    await chat.run()
    story = (await _held(app))[0]
    assert (story.title, story.link, story.company, story.author) == ("고친 제목", None, None, "새 글쓴이")
    assert (story.tags, story.body) == (("하나", "둘"), "새 본문")


async def test_answers_that_cannot_be_used_are_told_and_change_nothing(app: App, stories: list[Story]):
    chat, _ = chat_over(app, "수정 1", "-", "주소 아님", "", "", "", "")
    await chat.run()
    shown = written(chat.console)
    assert ("제목이 비어 있어요" in shown, "링크가 주소가 아니에요" in shown) == (True, True)
    assert await _held(app) == stories


async def test_what_stands_in_a_form_cannot_move_the_cursor(app: App):
    chat, lines = chat_over(app)
    asked = Field(name="title", label="제목", value="\x1b[2J\u202e나쁜 제목\n둘째 줄" + "가" * 100)
    await chat._ask(asked)
    (prompt,) = lines.asked
    assert not {"\x1b", "\u202e", "\n"} & set(prompt)
    assert len(prompt) < 100


@pytest.mark.usefixtures("stories")
async def test_a_member_gets_the_reason_instead_of_a_form(app: App):
    chat, lines = chat_over(app, "수정 1", actor=MEMBER)
    await chat.run()
    assert "관리자만 할 수 있어요" in written(chat.console)
    assert len(lines.asked) == 2


def _buttons(*presses: str) -> Reply:
    return Reply(summary="", parts=(Actions(buttons=tuple(Button(label="단추", press=press) for press in presses)),))


async def _held(app: App) -> list[Story]:
    return list(await app.store.read(lambda library: library.every(after=0, limit=10)))
