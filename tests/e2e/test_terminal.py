"""`storybot chat` on a real terminal: the first screen, history, completion, and the keys that break off."""

from collections.abc import Iterator
from contextlib import contextmanager

import pexpect

from tests.e2e.support import STORYBOT, Bot, environment

PROMPT = "/story>"
COLUMNS = 100
UP = "\x1b[A"


def test_a_newcomer_is_told_what_to_type_finds_in_spite_of_a_typo_and_leaves_with_ctrl_d(bot: Bot):
    with _terminal(bot) as terminal:
        terminal.expect_exact("글 3편이 있는 서재예요")
        for hint in ("찾기: ", "읽기: ", "더 보기: ", "오늘의 글", "나가려면 ‘끝’을 입력하세요"):
            terminal.expect_exact(hint)
        _answer(terminal, "/story 모니터링 입믄")
        terminal.expect_exact("[1] ")
        _answer(terminal, "1")
        terminal.expect_exact("지표와 로그를 함께 봅니다.")
        terminal.expect_exact(PROMPT)
        terminal.send("뷁")
        terminal.expect_exact("뷁")
        terminal.sendintr()
        _answer(terminal, "내 목록")
        terminal.expect_exact("아직 담아 둔 글이 없어요")
        _leave(terminal)
    history = (bot.folder / "chat-history").read_text(encoding="utf-8")
    assert "+/story 모니터링 입믄\n" in history
    assert "뷁" not in history


def test_tab_completes_titles_and_history_comes_back_after_a_restart(bot: Bot):
    with _terminal(bot) as terminal:
        terminal.expect_exact(PROMPT)
        terminal.send("SQS 대")
        terminal.expect_exact("다루기")  # offered while typing
        terminal.send("\t\r")
        terminal.expect_exact("검색 결과")
        _leave(terminal)
    assert "+SQS 대기열 다루기\n" in (bot.folder / "chat-history").read_text(encoding="utf-8")
    with _terminal(bot) as terminal:
        terminal.expect_exact(PROMPT)
        terminal.send(UP + "\r")
        terminal.expect_exact("‘SQS 대기열 다루기’ 검색 결과")
        _leave(terminal)


def test_ctrl_c_in_a_form_breaks_off_the_form_only(bot: Bot):
    with _terminal(bot) as terminal:
        _answer(terminal, "수정 1")
        _answer(terminal, "버릴 제목", prompt="글의 제목")
        terminal.expect_exact("시작하는 주소")
        terminal.sendintr()
        terminal.expect_exact("그만두었어요")
        _answer(terminal, "열기 1")
        terminal.expect_exact("지표와 로그를 함께 봅니다.")
        _leave(terminal)
    assert bot.stories()[0]["title"] == "모니터링 입문"


@contextmanager
def _terminal(bot: Bot) -> Iterator[pexpect.spawn]:
    terminal = pexpect.spawn(
        str(STORYBOT),
        ["chat", "--db", str(bot.db)],
        cwd=str(bot.folder),
        env=dict(environment(TERM="xterm", NO_COLOR="1", PROMPT_TOOLKIT_NO_CPR="1")),  # nobody answers cursor requests
        encoding="utf-8",
        dimensions=(50, COLUMNS),
        timeout=20,
    )
    terminal.delaybeforesend = None
    try:
        yield terminal
    finally:
        terminal.close(force=True)


def _answer(terminal: pexpect.spawn, line: str, *, prompt: str = PROMPT) -> None:
    terminal.expect_exact(prompt)
    terminal.send(f"{line}\r")


def _leave(terminal: pexpect.spawn) -> None:
    terminal.expect_exact(PROMPT)
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert (terminal.exitstatus, terminal.signalstatus) == (0, None)
