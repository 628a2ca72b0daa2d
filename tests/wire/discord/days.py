"""A day in Discord as a member and an admin see it: `python -m tests.wire.discord.days` writes docs/discord-day.md."""

import asyncio
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.support.building import StandingClock, add, draft, opened
from tests.support.discord_server import DiscordServer, Interaction, Message, User
from tests.wire.discord.conftest import Stage

PAGE = Path(__file__).parents[3] / "docs" / "discord-day.md"
_HEADING = """# Discord에서의 하루

로컬 Discord에서 실제로 오간 대화예요. 테스트가 이 문서를 다시 만들어 비교해요.
(Made by `python -m tests.wire.discord.days`, compared by a test. The bot restarts in the middle.)

"""


@dataclass(slots=True)
class Transcript:
    """What people did and what they saw, line by line."""

    server: DiscordServer
    lines: list[str] = field(default_factory=list)

    async def slash(self, words: str, options: dict[str, str] | None = None, *, by: User | None = None) -> Message:
        """A command and its answer."""
        typed = " ".join(f"{name}:{value}" for name, value in (options or {}).items())
        self._did(by, f"/{words} {typed}".strip())
        return await self._saw(await self.server.slash(words, options, user=by))

    async def typing(self, words: str, typed: str) -> None:
        """Key presses and what was offered."""
        pressed = await self.server.autocomplete(words, {"검색어": typed})
        names = (await self.server.response_to(pressed)).names
        self.lines += [f"**회원** `/{words} {typed}▏` 입력하는 중", "", *(f"> {name}" for name in names), ""]

    async def press(self, message: Message, label: str, *, by: User | None = None) -> Message:
        """A button and its answer."""
        self._did(by, f"[{label}] 누름")
        return await self._saw(await self.server.press(message, label, user=by))

    async def choose(self, message: Message, value: str) -> Message:
        """Something picked from the menu."""
        self._did(None, f"메뉴에서 ‘{value}’ 고름")
        return await self._saw(await self.server.select(message, value))

    async def fill(self, opened_by: Interaction, answers: dict[str, str], *, by: User | None = None) -> Message:
        """A form filled in."""
        response = await self.server.response_to(opened_by)
        typed = " / ".join(f"{name}: {value}" for name, value in answers.items())
        self._did(by, f"양식 ‘{response.modal['title']}’에 {typed}")
        return await self._saw(await self.server.submit_modal(opened_by, answers))

    async def say(self, content: str) -> Message:
        """A mention in the channel and the answer below it."""
        self._did(None, f"@storybot {content}")
        asked = await self.server.message(content, mention=True)
        answer = await self.server.next_message(self.server.general, after=asked)
        self._shown(answer)
        return answer

    def note(self, text: str) -> None:
        """Something that happens to everybody."""
        self.lines += [f"## {text}", ""]

    def _did(self, by: User | None, what: str) -> None:
        who = by or self.server.member
        self.lines += [f"**{who.global_name}** {what}", ""]

    async def _saw(self, interaction: Interaction) -> Message:
        message = await self.server.message_of(interaction)
        self._shown(message)
        return message

    def _shown(self, message: Message) -> None:
        to = "나에게만" if message.ephemeral else "모두에게"
        buttons = " ".join(f"`[{label}]`" for label in message.labels)
        text = [f"> {line}" for line in message.text.splitlines() if line.strip()]
        self.lines += [f"> *storybot · {to}*", ">", *text, *([">", f"> {buttons}"] if buttons else []), ""]


async def the_day(stage: Stage) -> str:
    """The whole day as a page."""
    transcript = Transcript(server=stage.server)
    await _library(stage)
    transcript.note("아침")
    async with stage.bot():
        found = await _morning(transcript)
    transcript.note("봇을 다시 시작한 뒤")
    stage.clock.forward(hours=5)
    async with stage.bot():
        await _afternoon(transcript, found)
    return _HEADING + "\n".join(transcript.lines).rstrip() + "\n"


async def _morning(transcript: Transcript) -> Message:
    server = transcript.server
    await transcript.slash("story")
    await transcript.slash("오늘")
    await transcript.typing("story", "쿠버")
    await transcript.typing("story", "ㅁㄴㅌㄹ")
    found = await transcript.slash("story", {"검색어": "모니터링"})
    await transcript.press(found, "자세히")
    await transcript.choose(found, "저장: 모니터링 입문")
    transcript.note("관리자")
    await transcript.fill(
        await server.slash("서재관리 추가", user=server.admin),
        {"제목": "새로 나온 글", "링크": "주소 아님"},
        by=server.admin,
    )
    await transcript.slash("서재관리 숨기기", {"글": "3"}, by=server.admin)
    return found


async def _afternoon(transcript: Transcript, found: Message) -> None:
    server = transcript.server
    await transcript.press(found, "자세히")
    shared = await transcript.slash("나누기", {"글": "1"})
    await transcript.press(shared, "저장", by=server.admin)
    public = await transcript.say("내 목록")
    await transcript.press(public, "나만 보기")
    await transcript.say("쿠버네티스")
    await transcript.fill(await server.slash("제안"), {"제목": "추천하는 글", "링크": "https://c.example/good"})
    transcript.note("다시 관리자")
    waiting = await transcript.slash("서재관리 제안함", by=server.admin)
    await transcript.press(waiting, "승인", by=server.admin)
    await transcript.slash("서재관리 복원", {"글": "3"}, by=server.admin)
    await transcript.slash("서재관리 변경", by=server.admin)


async def _library(stage: Stage) -> None:
    body = "지표, 로그, 추적을 함께 봅니다. 경보는 적을수록 좋습니다. 대시보드는 질문마다 하나씩 만듭니다."
    await add(
        stage.store,
        draft("모니터링 입문", link="https://a.example/monitoring", company="가나", tags=("관측",), body=body),
        draft("쿠버네티스 모니터링 실전", link="https://a.example/k8s", body="파드와 노드의 지표를 모읍니다."),
        draft("캐시 스탬피드 막기", link="https://b.example/cache", company="다라"),
    )


async def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with DiscordServer(now=_at) as server, opened(Path(folder) / "library.db") as store:
            with server.pointed_at():
                page = await the_day(Stage(server=server, store=store, clock=StandingClock()))
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


def _at() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    asyncio.run(_write())
