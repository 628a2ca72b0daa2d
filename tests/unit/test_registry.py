"""How a typed line or a pressed button names a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actor import Actor
from bot.commands.registry import COMMANDS, Reading, read, read_press
from bot.errors import UnknownState
from tests.support.building import ADMIN, MEMBER


def reads(line: str, actor: Actor = MEMBER) -> tuple[str, str]:
    reading = read(line, actor)
    return reading.command, reading.argument


@pytest.mark.parametrize(
    ("line", "command", "argument"),
    [
        ("모니터링", "find", "모니터링"),
        ("찾기 모니터링 도구", "find", "모니터링 도구"),
        ("SEARCH kafka", "find", "kafka"),
        ("", "home", ""),
        ("   ", "home", ""),
        ("오늘", "today", ""),
        ("오늘의 글", "today", ""),
        ("내 목록", "saved", ""),
        ("내목록", "saved", ""),
        ("열기 12", "open", "12"),
        ("open #12", "open", "#12"),
        ("열기 12번", "open", "12번"),
        ("비슷한 글 3", "similar", "3"),
        ("저장", "save", ""),
        ("태그", "tags", ""),
        ("태그 개발 문화", "tags", "개발 문화"),
        ("?", "help", ""),
    ],
)
def test_a_line_that_begins_with_a_name_is_that_command(line: str, command: str, argument: str):
    assert reads(line) == (command, argument)


@pytest.mark.parametrize(
    "line",
    [
        "저장 프로시저",
        "오늘 할 일 관리",
        "열기 어려운 파일",
        "도움말 쓰는 법",
        "최근 본 글",
        "수정 가능한 객체",
        "제안 쓰는 법",
        "모으기 쉬운 지표",
        "공유 자원 관리",
        "alias 설정하기",
    ],
)
def test_a_line_that_merely_begins_like_a_command_is_a_search(line: str):
    assert reads(line) == ("find", line)


def test_what_only_admins_may_do_is_a_command_for_others_only_when_unmistakable():
    assert reads("추가 기능 개발기") == ("find", "추가 기능 개발기")
    assert reads("추가 기능 개발기", ADMIN) == ("add", "기능 개발기")
    assert reads("추가 제목 https://a.example/1", ADMIN) == ("add", "제목 https://a.example/1")


def test_a_member_who_types_what_adds_a_story_suggests_it():
    assert reads("추가 제목 https://a.example/1") == ("suggest", "제목 https://a.example/1")


def test_no_two_commands_answer_to_one_name():
    aliases = [alias for command in COMMANDS for alias in command.aliases]
    assert len(aliases) == len(set(aliases))
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    assert all(alias == alias.casefold() for alias in aliases)


@pytest.mark.parametrize(
    ("press", "reading"),
    [
        ("open:12", Reading(command="open", argument="12")),
        ("saved:", Reading(command="saved")),
        ("find@3:a:b@c", Reading(command="find", argument="a:b@c", page=3)),
        ("find@2~:0af3", Reading(command="find", argument="0af3", page=2, kept=True)),
    ],
)
def test_a_button_carries_command_page_and_argument(press: str, reading: Reading):
    assert read_press(press) == reading


@pytest.mark.parametrize("press", ["", "open", "nothing:1", "find@0:a", "find@99999999:a", "FIND:a", ":a", "find@:a"])
def test_a_button_that_was_never_ours_is_refused(press: str):
    with pytest.raises(UnknownState):
        read_press(press)


@given(st.text())
def test_any_line_is_read_as_something(line: str):
    assert read(line, MEMBER).command
