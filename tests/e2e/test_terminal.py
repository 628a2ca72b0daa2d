"""`storybot chat` on a real terminal: the first screen, history, completion, and the keys that break off."""

from collections.abc import Iterator
from contextlib import contextmanager

import pexpect

from tests.e2e.support import STORYBOT, Bot, environment

PROMPT = "/story> "
COLUMNS = 100


def test_a_newcomer_is_told_what_to_type_finds_in_spite_of_a_typo_and_leaves_with_ctrl_d(bot: Bot):
    with _terminal(bot) as terminal:
        terminal.expect("글 3편이 있는 서재예요")
        for hint in ("찾기: ", "읽기: ", "더 보기: ", "오늘의 글", "나가려면 ‘끝’을 입력하세요"):
            terminal.expect(hint)
        _type(terminal, "/story 모니터링 입믄")
        terminal.expect("모니터링")
        terminal.expect("저장")
        _type(terminal, "1")
        terminal.expect("지표와 로그를 함께 봅니다.")
        terminal.expect(PROMPT)
        terminal.send("지울 말")
        terminal.expect("지울 말")
        terminal.sendintr()
        _type(terminal, "내 목록")
        terminal.expect("아직 담아 둔 글이 없어요")
        _leave(terminal)
    history = (bot.folder / "chat-history").read_text(encoding="utf-8")
    assert "+/story 모니터링 입믄\n" in history
    assert "지울 말" not in history


def test_tab_completes_titles_and_history_comes_back_after_a_restart(bot: Bot):
    with _terminal(bot) as terminal:
        terminal.expect(PROMPT)
        terminal.send("SQS 대")
        terminal.expect("다루기")  # offered while typing
        terminal.send("\t\r")
        terminal.expect("대기열의 메시지|‘SQS 대기열 다루기’ 검색 결과")
        _leave(terminal)
    assert "+SQS 대기열 다루기\n" in (bot.folder / "chat-history").read_text(encoding="utf-8")
    with _terminal(bot) as terminal:
        terminal.expect(PROMPT)
        terminal.send("\x1b[A")
        terminal.expect("SQS 대기열 다루기")
        terminal.send("\r")
        terminal.expect("검색 결과")
        _leave(terminal)


def test_ctrl_c_in_a_form_breaks_off_the_form_only(bot: Bot):
    with _terminal(bot) as terminal:
        _type(terminal, "수정 1")
        terminal.expect(r"모니터링 입문\]: ")
        _type(terminal, "버릴 제목", prompt="")
        terminal.expect("링크")
        terminal.sendintr()
        terminal.expect("그만두었어요")
        _type(terminal, "열기 1")
        terminal.expect("모니터링 입문")
        _leave(terminal)
    assert bot.json("open", "1")["stories"][0]["title"] == "모니터링 입문"


@contextmanager
def _terminal(bot: Bot) -> Iterator[pexpect.spawn]:
    terminal = pexpect.spawn(
        str(STORYBOT),
        ["chat", "--db", str(bot.db)],
        cwd=str(bot.folder),
        env=dict(environment(TERM="xterm", NO_COLOR="1")),
        encoding="utf-8",
        dimensions=(50, COLUMNS),
        timeout=20,
    )
    terminal.delaybeforesend = None
    try:
        yield terminal
    finally:
        terminal.close(force=True)


def _type(terminal: pexpect.spawn, line: str, *, prompt: str = PROMPT) -> None:
    if prompt:
        terminal.expect_exact(prompt)
    terminal.send(line)
    terminal.expect_exact(line)  # shown before Enter, so that no key is lost while the prompt starts
    terminal.send("\r")


def _leave(terminal: pexpect.spawn) -> None:
    terminal.expect_exact(PROMPT)
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert (terminal.exitstatus, terminal.signalstatus) == (0, None)
