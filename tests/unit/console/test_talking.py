"""Where lines come from: pipes in either Korean encoding, and a prompt with history and completion."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.console.talking import PipedLines, PromptedLines
from bot.actor import Actor
from bot.app import App
from tests.support.building import ADMIN, MEMBER, add, draft

CTRL_C, CTRL_D, UP = "\x03", "\x04", "\x1b[A"


@pytest.mark.parametrize(
    ("sent", "lines"),
    [
        ("모니터링\n오늘\n".encode(), ["모니터링", "오늘"]),
        ("모니터링\r\n오늘".encode(), ["모니터링", "오늘"]),
        ("\ufeff모니터링\n".encode(), ["모니터링"]),
        ("모니터링\n뷁\n".encode("cp949"), ["모니터링", "뷁"]),
        ("모니터링\n".encode() + "오늘\n".encode("cp949"), ["모니터링", "오늘"]),
        (b"\n\nlast", ["", "", "last"]),
        (b"", []),
    ],
    ids=["utf-8", "windows line ends", "byte order mark", "cp949", "both", "blank lines", "nothing"],
)
async def test_a_pipe_is_read_line_by_line_in_either_korean_encoding(sent: bytes, lines: list[str]):
    assert await _all(PipedLines(BytesIO(sent))) == lines


@settings(deadline=None)
@given(st.binary(max_size=200))
async def test_no_bytes_make_a_pipe_fail(sent: bytes):
    assert len(await _all(PipedLines(BytesIO(sent)))) == len(BytesIO(sent).readlines())


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """A keyboard; what is shown goes nowhere."""
    with create_pipe_input() as one, create_app_session(input=one, output=DummyOutput()):
        yield one


async def test_a_typed_line_is_given_ctrl_c_breaks_off_and_ctrl_d_is_the_end(app: App, keys: PipeInput):
    lines = PromptedLines(app, MEMBER, None)
    keys.send_text("모니터링\r")
    assert await lines.next("/story> ") == "모니터링"
    keys.send_text(f"반쯤 쓴 말{CTRL_C}")
    with pytest.raises(KeyboardInterrupt):
        await lines.next("/story> ")
    keys.send_text(CTRL_D)
    assert await lines.next("/story> ") is None


async def test_commands_are_remembered_over_starts_and_the_answers_of_forms_are_not(
    app: App, keys: PipeInput, tmp_path: Path
):
    lines = PromptedLines(app, ADMIN, tmp_path / "history")
    keys.send_text("모니터링\r")
    await lines.next("/story> ")
    keys.send_text("비밀 제목\r")
    await lines.next("제목: ")
    again = PromptedLines(app, ADMIN, tmp_path / "history")
    keys.send_text(f"{UP}\r")
    assert await again.next("/story> ") == "모니터링"
    assert "비밀 제목" not in (tmp_path / "history").read_text(encoding="utf-8")


@pytest.mark.usefixtures("keys")
async def test_titles_and_the_names_of_commands_are_completed(app: App):
    await add(app.store, draft("모니터링 입문", company="두레"), draft("SQS 다루기"))
    assert await _completed(app, MEMBER, "모니") == ["모니터링 입문"]
    assert await _completed(app, MEMBER, "/story SQ") == ["SQS 다루기"]
    assert "저장" in await _completed(app, MEMBER, "저")
    assert await _completed(app, MEMBER, " ") == []


@pytest.mark.usefixtures("keys")
async def test_only_admins_are_offered_what_only_admins_may_do(app: App):
    assert "숨기기" in await _completed(app, ADMIN, "숨")
    assert "숨기기" not in await _completed(app, MEMBER, "숨")


async def _completed(app: App, actor: Actor, typed: str) -> list[str]:
    completer = PromptedLines(app, actor, None)._session.completer
    assert completer is not None
    return [one.text async for one in completer.get_completions_async(Document(typed), CompleteEvent())]


async def _all(lines: PipedLines) -> list[str]:
    read = []
    while (line := await lines.next("")) is not None:
        read.append(line)
    return read
