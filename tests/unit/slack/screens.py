"""The screens of docs/screens/slack, made by the real app: `python -m tests.unit.slack.screens` writes them anew."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from adapters.slack.render import Message, render
from adapters.slack.views import Notes, form_view, home_view, search_view, shown_view
from bot.actor import Actor
from bot.app import App
from bot.ports import Library
from bot.reply import Form, Reply
from bot.story import StoryState
from bot.words.catalogue import load_catalogue
from tests.support.building import ADMIN, MEMBER, MORNING, SEOUL, StandingClock, add, draft, opened

FOLDER = Path(__file__).parents[3] / "docs" / "screens" / "slack"
WORDS = load_catalogue("ko")
CHANNEL = "slack:C0GENERAL"


async def screens() -> Mapping[str, Any]:
    """Every screen by its name."""
    async with opened() as store:
        await add(
            store,
            draft(
                "쿠버네티스 도입기",
                body="쿠버네티스를 도입하면서 배포 시간을 절반으로 줄였습니다. 처음에는 장애가 잦았습니다.",
                link="https://blog.example/kubernetes",
                company="두레",
                author="김두레",
                tags=("Kubernetes", "배포"),
                views=1234,
                published_at=MORNING,
            ),
            draft("모니터링 <입문> & *굵게*", link="https://blog.example/monitoring", tags=("모니터링",)),
            *(draft(f"배포 자동화 이야기 {number}", link=f"https://blog.example/{number}") for number in range(1, 8)),
            draft("회원이 제안한 글", link="https://blog.example/suggested", state=StoryState.SUGGESTED),
        )
        app = App(store=store, now=StandingClock(), zone=SEOUL, random=Random(7), shares=True)

        async def typed(line: str, actor: Actor = MEMBER) -> Reply:
            return await app.type(line, actor=actor, channel=CHANNEL, origin="C0GENERAL:1")

        made: dict[str, Any] = {name: _message(await typed(line, actor)) for name, (line, actor) in _TYPED.items()}
        shared = await app.press("share:1 쿠버네티스", actor=MEMBER, channel=CHANNEL)
        made["shared"] = _message(shared, owner="U0MEMBER")
        form = await typed("수정 1", ADMIN)
        made["modal-form"] = form_view(_form(form), WORDS, Notes(press="edit:1"), fills=True)
        made["modal-search"] = search_view(WORDS, Notes(), query="배포", reply=await typed("배포"))
        made["modal-story"] = shown_view(await typed("열기 1"), WORDS, Notes())
        await store.write(_a_visit_before)
        made["home-member"] = home_view(await typed("내 화면"), WORDS)
        made["home-admin"] = home_view(await typed("내 화면", ADMIN), WORDS)
        return made


_TYPED = {
    "start": ("", MEMBER),
    "search": ("쿠버네티스", MEMBER),
    "search-pages": ("배포 자동화", MEMBER),
    "search-typo": ("쿠버네틱스", MEMBER),
    "search-nothing": ("zzzz qqqq", MEMBER),
    "story": ("열기 1", MEMBER),
    "today": ("오늘", MEMBER),
    "recent": ("최근", MEMBER),
    "tags": ("태그", MEMBER),
    "save": ("저장 1", MEMBER),
    "saved": ("내 목록", MEMBER),
    "help": ("도움말", ADMIN),
    "denied": ("숨기기 1", MEMBER),
    "added": ("추가 새 글 https://new.example/1 #새것", ADMIN),
    "suggestions": ("제안함", ADMIN),
    "collect": ("모으기", ADMIN),
    "changes": ("변경", ADMIN),
}


def written(screen: Any) -> str:
    """A screen as it stands in its file."""
    return json.dumps(screen, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _message(reply: Reply, *, owner: str = "") -> dict[str, Any]:
    message: Message = render(reply, WORDS, owner=owner)
    return {"text": message.text, "blocks": list(message.blocks)}


def _form(reply: Reply) -> Form:
    return next(part for part in reply.parts if isinstance(part, Form))


def _a_visit_before(library: Library) -> None:
    for actor in (MEMBER, ADMIN):
        library.visit(actor.key, at=MORNING.replace(year=2025))


async def _write() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = await screens()
    for old in FOLDER.glob("*.json"):
        if old.stem not in made:
            old.unlink()
    for name, screen in made.items():
        (FOLDER / f"{name}.json").write_text(written(screen), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_write())
